#pragma once
// What a result file holds. Tallies are declared once (model/record.hpp, model/observed.hpp), and what is
// computed from them in sim/results/derived_outputs.cpp;
// the HDF5 attributes, `show`, the docs and the report follow from it.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "entrepot/model/record.hpp"
#include "entrepot/results/axes.hpp"

namespace entrepot::results {

enum class NumberType { integer, real };

/// Row-major numbers of one replicate; integer or real as the output declares. A missing real is NaN.
using Values = std::variant<std::vector<std::int64_t>, std::vector<double>>;

/// One dataset of a result file. Shape: replicate x the named dimensions, in that order.
struct DatasetInfo {
  std::string name;
  std::vector<std::string> dimensions;  ///< without the leading "replicate"
  NumberType type = NumberType::real;
  std::string unit;  ///< "1" for ratios, "units" for accelerators, "USD", "H100e", or what is counted
  std::string long_name;
  std::string description;
};

using model::Summarised;

/// A dataset and how it is taken from what a replicate left behind.
struct Output {
  DatasetInfo info;
  Summarised summarised = Summarised::no;
  std::function<Values(const Axes&, const model::Record&)> take;
};

/// The table of outputs, in the order in which they stand in a file and enter its content hash.
const std::vector<Output>& outputs();

/// The reference of all outputs as Markdown.
std::string outputs_markdown();

}  // namespace entrepot::results
