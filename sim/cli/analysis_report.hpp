#pragma once
// What `analyse` found, as text and as JSON.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis_input.hpp"
#include "entrepot/analysis/sensitivity/morris.hpp"
#include "entrepot/analysis/sensitivity/pawn.hpp"
#include "entrepot/analysis/sensitivity/sobol.hpp"
#include "entrepot/report/parameter_ends.hpp"

namespace entrepot::cli {

/// Of one series.
struct OutputAnalysis {
  std::size_t measure = 0;
  std::string name;                    ///< as of AnalysedSeries
  nlohmann::ordered_json labels = {};  ///< as of AnalysedSeries
  std::size_t values = 0;              ///< runs that have one
  std::size_t runs = 0;
  std::size_t rows_without_value = 0;  ///< no replicate has one
  statistics::Interval mean{};         ///< over rows and replicates; no ends
  double lowest_row = 0;               ///< of the rows' means
  double highest_row = 0;
  bool varies = false;                                                 ///< by more than rounding
  std::optional<sensitivity::SobolIndices> sobol = {};                 ///< of groups, in designs that allow it
  std::optional<std::vector<sensitivity::MorrisEffects>> morris = {};  ///< of groups
  std::optional<sensitivity::PawnIndices> pawn = {};                   ///< of parameters
  std::vector<report::ParameterEnds> ends = {};                        ///< of parameters
  std::vector<std::string> warnings = {};
};

std::string analysis_text(const AnalysisInput& input, const std::vector<OutputAnalysis>& outputs);
nlohmann::ordered_json analysis_json(const AnalysisInput& input, const std::vector<OutputAnalysis>& outputs);

}  // namespace entrepot::cli
