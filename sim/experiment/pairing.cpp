#include "entrepot/experiment/pairing.hpp"

#include <fmt/format.h>

namespace entrepot::experiment {

DrawKey draw_key(const results::RunInfo& run) { return {run.start, run.weeks, run.seed}; }

DrawKey draw_key(const model::Setting& setting) {
  return {setting.calendar.start().iso(), setting.calendar.weeks(), setting.scenario.run.seed};
}

Error cannot_compare(const std::string& first, const std::string& other, const std::string& why) {
  return Error(fmt::format("{} and {} cannot be compared: {}", first, other, why), ExitCode::bad_input);
}

void check_pairing(const std::string& first, const DrawKey& a, const std::string& other, const DrawKey& b) {
  if (a.start != b.start || a.weeks != b.weeks) {
    throw cannot_compare(first, other,
                         fmt::format("one runs over {} weeks from {}, the other over {} weeks from {}", a.weeks,
                                     a.start, b.weeks, b.start));
  }
  if (a.seed != b.seed) {
    throw cannot_compare(
        first, other,
        fmt::format("their seeds are {} and {}, so their replicates have no common random numbers", a.seed, b.seed));
  }
}

}  // namespace entrepot::experiment
