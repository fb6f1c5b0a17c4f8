#pragma once
// What `analyse` looks at, whether the runs are a sweep's or stand in tables of another model.

#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"
#include "entrepot/sweep/result.hpp"
#include "sweep_view.hpp"

namespace entrepot::cli {

/// One output of all runs of a design.
struct AnalysedSeries {
  std::size_t measure = 0;
  std::string name;               ///< what sets it apart from others of the same output; empty if it is the only one
  nlohmann::ordered_json labels;  ///< the same for programs: policy and levels
  std::function<std::vector<double>()> values;  ///< [row x replicate]; NaN for a run without a value
};

struct AnalysisInput {
  std::string heading;
  nlohmann::ordered_json heading_json;
  std::string against;  ///< policy whose values are subtracted, if any
  std::string design;   ///< sobol, morris, or another
  bool second_order = false;
  double confidence = 0;
  std::size_t replicates = 1;
  std::vector<sweep::FactorInfo> parameters;
  std::vector<sweep::MeasureInfo> measures;
  ParameterGroups groups;
  std::vector<double> parameter_values;  ///< [row x parameter]
  std::vector<double> unit_values;       ///< the same in the unit cube
  std::size_t block_rows = 1;            ///< rows that are alike by design: those of a block or a trajectory
  std::vector<AnalysedSeries> series;

  [[nodiscard]] std::size_t rows() const { return parameter_values.size() / parameters.size(); }
};

/// Of a sweep. `sweep` must outlive the input. Throws Error (bad input) for names that the sweep does not have.
AnalysisInput input_of_sweep(const SweepView& sweep, const AnalyseOptions& options);
/// Of a design and its results in CSV files. Throws Error (bad input), with the place, for what cannot be read.
AnalysisInput input_of_tables(const AnalyseOptions& options);

}  // namespace entrepot::cli
