#pragma once
// Which parameters the outputs of a sweep, or of another model's runs, depend on.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/report/sweep_view.hpp"

namespace entrepot::report {

/// What to analyse of a sweep.
struct SweepAnalysisRequest {
  std::vector<std::string> outputs = {};  ///< all if empty
  std::string baseline = {};              ///< policy to subtract from the others, run by run; none if empty
};

/// Runs of another model in CSV files.
struct TableAnalysisRequest {
  std::string design;                        ///< file of the design
  std::string results;                       ///< file of the results
  std::vector<std::string> outputs = {};     ///< columns of the results; all if empty
  std::vector<std::string> parameters = {};  ///< columns of the design; all if empty
  std::vector<std::string> ranges = {};      ///< NAME=LOW:HIGH
  std::string structure = "auto";            ///< of the design: auto, sobol, morris or any
  bool incomplete = false;                   ///< accept missing runs
};

/// The findings for people and for programs, and warnings about the files.
struct AnalysisReport {
  std::string text;
  nlohmann::ordered_json json;
  std::vector<std::string> warnings;
};

/// Throws Error (bad input) for names that the sweep does not have.
AnalysisReport analyse_sweep(const SweepView& sweep, const SweepAnalysisRequest& request);
/// Throws Error (bad input), with the place, for files that cannot be used.
AnalysisReport analyse_tables(const TableAnalysisRequest& request);

}  // namespace entrepot::report
