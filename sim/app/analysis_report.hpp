#pragma once
// What `analyse` found, as text and as JSON.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/sensitivity/morris.hpp"
#include "entrepot/sensitivity/pawn.hpp"
#include "entrepot/sensitivity/sobol.hpp"
#include "parameter_ends.hpp"
#include "swept.hpp"

namespace entrepot::app {

/// Of one output in one slice of the sweep.
struct OutputAnalysis {
  SweepSlice slice;
  std::size_t measure = 0;
  std::size_t values = 0;  ///< runs that have one
  std::size_t runs = 0;
  experiment::Interval mean{};  ///< over rows and replicates; no ends
  double lowest_row = 0;        ///< of the rows' means
  double highest_row = 0;
  std::optional<sensitivity::SobolIndices> sobol = {};                 ///< of groups, in designs that allow it
  std::optional<std::vector<sensitivity::MorrisEffects>> morris = {};  ///< of groups
  std::optional<sensitivity::PawnIndices> pawn = {};                   ///< of parameters
  std::vector<ParameterEnds> ends = {};                                ///< of parameters
};

struct SweepAnalysis {
  std::vector<std::string> groups;  ///< of parameters; a parameter of no group is its own
  std::string against;              ///< policy whose values were taken off, if any
  double confidence = 0;
  std::vector<OutputAnalysis> outputs;
};

std::string analysis_text(const ChosenSweep& sweep, const SweepAnalysis& analysis);
std::string analysis_json(const ChosenSweep& sweep, const SweepAnalysis& analysis);

}  // namespace entrepot::app
