#pragma once
// Measures: one number per replicate, named on the command line by an output or a part of one.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "entrepot/model/record.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/results/reader.hpp"

namespace entrepot::experiment {

/// An output reduced to one number: the sum of its cells, or the mean of a level (a stock, a rent); a ratio needs a
/// single cell. Labels, each for one axis, select cells.
struct Measure {
  std::string text;  ///< as written: NAME, or NAME[LABEL/LABEL...], e.g. annual_leakage_rate[2025]
  std::string output;
  std::vector<std::string> labels;
  std::string unit;
  std::string long_name;
};

/// Throws Error (bad_input) for an unknown output, with the nearest name.
Measure parse_measure(const std::string& text);

/// The default measures of a comparison: leakage, premium, every vendor's revenue, and costs to honest buyers and the
/// authority.
std::vector<Measure> default_measures(const std::vector<std::string>& vendors);

/// Indices of the cells of an output over these axes that a measure aggregates. Throws Error (bad_input) for a label
/// that is on no axis, or for cells that cannot be aggregated.
std::vector<std::size_t> cells_of(const Measure& measure, std::span<const results::Dimension> axes);

/// The measure of one replicate, from all cells of its output. NaN if a selected cell is NaN.
double value_of(const Measure& measure, std::span<const std::size_t> cells, std::span<const double> output);

/// Computes measures of the replicates of one setting.
class MeasureReader {
 public:
  /// Keeps a reference to the setting. Throws like cells_of.
  MeasureReader(const model::Setting& setting, std::vector<Measure> measures);
  /// Values in the order of the measures.
  [[nodiscard]] std::vector<double> operator()(const model::Record& record) const;

 private:
  std::vector<Measure> measures_;
  results::Axes axes_;
  std::vector<const results::Output*> outputs_;
  std::vector<std::vector<std::size_t>> cells_;
};

/// A measure of every replicate of a result file, in the file's order; NaN throughout if the file lacks the output.
std::vector<double> measured(const results::ResultFile& file, const Measure& measure);

}  // namespace entrepot::experiment
