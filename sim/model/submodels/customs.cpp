#include "entrepot/model/submodels/customs.hpp"

#include <algorithm>

namespace entrepot::submodels {

double inspection_probability(const world::Jurisdictions& jurisdictions, const world::Lane& lane,
                              const policy::RuleTable& rules) {
  const scenario::Customs& customs = jurisdictions.facts[lane.from].customs;
  const double rate = lane.from == lane.to ? customs.transfer_inspection_rate : customs.inspection_rate;
  return std::clamp(rate * lane.inspection_factor * rules.inspection_factor(lane.from), 0.0, 1.0);
}

}  // namespace entrepot::submodels
