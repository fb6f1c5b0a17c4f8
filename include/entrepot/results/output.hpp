#pragma once
// The datasets of a result file. Tallies are declared once (model/record.hpp, model/observed.hpp), and derived outputs
// in sim/results/derived_outputs.cpp; the HDF5 attributes, `show`, the docs and the report are generated from these
// declarations.

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

/// Row-major values of one replicate; integer or real as declared by the output. A missing real is NaN.
using Values = std::variant<std::vector<std::int64_t>, std::vector<double>>;

/// A dataset of a result file. Shape: replicate x the named dimensions, in that order.
struct DatasetInfo {
  std::string name;
  std::vector<std::string> dimensions;  ///< without the leading "replicate"
  NumberType type = NumberType::real;
  std::string unit;  ///< "1" for ratios, "units" for accelerators, "USD", "H100e", or the counted object
  std::string long_name;
  std::string description;
};

using model::Summarised;

/// A dataset and the function that computes it from a replicate's record.
struct Output {
  DatasetInfo info;
  Summarised summarised = Summarised::no;
  std::function<Values(const Axes&, const model::Record&)> take;
};

/// The table of outputs, in the order of the file and of its content hash.
const std::vector<Output>& outputs();

/// The reference of all outputs as Markdown.
std::string outputs_markdown();

}  // namespace entrepot::results
