#pragma once
// What a dataset of a result file says of itself. The table of outputs is declared once (sim/results/outputs.cpp); the
// HDF5 attributes, `show`, the docs and the report follow from it.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace entrepot::results {

/// A named axis with its coordinate: text labels (products, jurisdictions) or whole numbers (weeks, years).
struct Dimension {
  std::string name;
  std::string long_name;
  std::string unit;  ///< CF units for numbers, e.g. "days since 2022-10-03"; empty for text labels
  std::variant<std::vector<std::string>, std::vector<std::int64_t>> labels;
  [[nodiscard]] std::size_t size() const {
    return std::visit([](const auto& values) { return values.size(); }, labels);
  }
};

enum class NumberType { integer, real };

/// One dataset of a result file. Shape: replicate x the named dimensions, in that order.
struct DatasetInfo {
  std::string name;
  std::vector<std::string> dimensions;  ///< without the leading "replicate"
  NumberType type = NumberType::real;
  std::string unit;
  std::string long_name;
  std::string description;
};

}  // namespace entrepot::results
