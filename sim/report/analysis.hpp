#pragma once
// The parts of an analysis: its input, from a sweep or from tables; the findings for each output; how they are printed.

#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/analysis/sensitivity/morris.hpp"
#include "entrepot/analysis/sensitivity/pawn.hpp"
#include "entrepot/analysis/sensitivity/sobol.hpp"
#include "entrepot/report/analysis_report.hpp"
#include "entrepot/report/parameter_ends.hpp"
#include "entrepot/sweep/result.hpp"

namespace entrepot::report {

/// One output of all runs of a design.
struct AnalysedSeries {
  std::size_t measure = 0;
  std::string name;               ///< distinguishes it from others of the same output; empty for the only one
  nlohmann::ordered_json labels;  ///< the same for programs: policy and levels
  std::function<std::vector<double>()> values;  ///< [row x replicate]; NaN for a run without a value
};

struct AnalysisInput {
  std::string heading;
  nlohmann::ordered_json heading_json;
  std::string baseline;  ///< policy whose values are subtracted; none if empty
  std::string design;    ///< sobol, morris, or another
  bool second_order = false;
  double confidence = 0;
  std::size_t replicates = 1;
  std::vector<sweep::FactorInfo> parameters;
  std::vector<sweep::MeasureInfo> measures;
  ParameterGroups groups;
  std::vector<double> parameter_values;  ///< [row x parameter]
  std::vector<double> unit_values;       ///< the same in the unit cube
  std::size_t block_rows = 1;            ///< rows of a block or trajectory, which the design makes dependent
  std::vector<AnalysedSeries> series;
  std::vector<std::string> warnings = {};  ///< about the files

  [[nodiscard]] std::size_t rows() const { return parameter_values.size() / parameters.size(); }
};

/// `sweep` must outlive the input.
AnalysisInput input_of_sweep(const SweepView& sweep, const SweepAnalysisRequest& request);
AnalysisInput input_of_tables(const TableAnalysisRequest& request);

/// The findings for one series.
struct OutputAnalysis {
  std::size_t measure = 0;
  std::string name;                    ///< as of AnalysedSeries
  nlohmann::ordered_json labels = {};  ///< as of AnalysedSeries
  std::size_t values = 0;              ///< runs with a value
  std::size_t runs = 0;
  std::size_t rows_without_value = 0;  ///< in any replicate
  statistics::Interval mean{};         ///< over rows and replicates; no ends
  double lowest_row = 0;               ///< of the rows' means
  double highest_row = 0;
  bool varies = false;                                                 ///< by more than rounding
  std::optional<sensitivity::SobolIndices> sobol = {};                 ///< of groups, in designs that allow it
  std::optional<std::vector<sensitivity::MorrisEffects>> morris = {};  ///< of groups
  std::optional<sensitivity::PawnIndices> pawn = {};                   ///< of parameters
  std::vector<ParameterEnds> ends = {};                                ///< of parameters
  std::vector<std::string> warnings = {};
};

/// The findings for each series, in order.
std::vector<OutputAnalysis> analyse_outputs(const AnalysisInput& input);

std::string analysis_text(const AnalysisInput& input, const std::vector<OutputAnalysis>& outputs);
nlohmann::ordered_json analysis_json(const AnalysisInput& input, const std::vector<OutputAnalysis>& outputs);

}  // namespace entrepot::report
