#include "entrepot/model/submodels/targeting.hpp"

#include <algorithm>
#include <set>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/elementary.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {
namespace {

/// The eligible candidate with the highest score; ties go to the first.
template <class Eligible>
std::size_t highest_score(std::span<const Candidate> candidates, Eligible&& eligible) {
  std::size_t best = candidates.size();
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    if (!eligible(candidates[at])) continue;
    if (best == candidates.size() || candidates[at].score > candidates[best].score) best = at;
  }
  return best;
}

/// The hub with the highest draw; ties go to the first row.
JurisdictionId most_promising_hub(std::span<const Candidate> candidates, const SampleYield& sample_yield) {
  std::set<JurisdictionId> hubs;
  for (const Candidate& candidate : candidates) hubs.insert(candidate.hub);
  JurisdictionId best;
  double most = -1;
  for (const JurisdictionId hub : hubs) {
    const double draw = sample_yield(hub);
    if (draw <= most) continue;
    most = draw;
    best = hub;
  }
  return best;
}

std::size_t by_learning(std::span<const Candidate> candidates, const SampleYield& sample_yield) {
  const JurisdictionId hub = most_promising_hub(candidates, sample_yield);
  return highest_score(candidates, [hub](const Candidate& candidate) { return candidate.hub == hub; });
}

std::size_t by_score(std::span<const Candidate> candidates, const SampleYield&) {
  return highest_score(candidates, [](const Candidate&) { return true; });
}

constexpr auto forms = form_table<scenario::targeting_forms>(by_learning, by_score, by_score);

}  // namespace

double sampled_yield(Yield yield, const scenario::Enforcement& enforcement, double u) {
  const double misses = std::max(0.0, yield.tried - yield.found);
  return core::beta_quantile(enforcement.prior_finds + yield.found, enforcement.prior_misses + misses, u);
}

std::size_t pick_target(std::span<const Candidate> candidates, scenario::TargetingForm form,
                        const SampleYield& sample_yield) {
  return of(forms, form)(candidates, sample_yield);
}

double weekly_retention(double memory_weeks) { return core::exp2(-1.0 / memory_weeks); }

double reacted_cooperation(double cooperation, double responsiveness, double listings, double listings_to_half) {
  return cooperation + (1.0 - cooperation) * responsiveness * listings / (listings + listings_to_half);
}

}  // namespace entrepot::submodels
