#pragma once
// Which firm the authority looks at next (docs/odd.md, section 7). An authority that learns shares its means out over
// hubs by Thompson (1933) sampling: each hub's yield has a Beta belief from what checks or cases found there; the hub
// with the highest draw gets the next one.

#include <cstddef>
#include <functional>
#include <span>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/scenario/parameters/enforcement.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// What was found in a hub, as remembered.
struct Yield {
  double found = 0;
  double tried = 0;
};

/// A draw from the Beta belief about the yield: the `luck` quantile (uniform on (0, 1)) of
/// Beta(prior finds + found, prior misses + misses).
double sampled_yield(Yield yield, const scenario::Enforcement& enforcement, double luck);

/// A firm that may be looked at.
struct Candidate {
  JurisdictionId hub;
  double score = 0;  ///< the authority's
};

/// A draw from what the authority believes of the yield in a hub, for the choice at hand.
using SampleYield = std::function<double(JurisdictionId hub)>;

/// The candidate that a form of the submodel (scenario model.targeting) picks; there must be one. Ties go to the first.
/// Learning: the highest score in the hub with the highest draw. Exogenous: the highest score.
std::size_t pick_target(std::span<const Candidate> candidates, scenario::TargetingForm form,
                        const SampleYield& sample_yield);

/// Share of a memory of `memory_weeks` that is left after a week: it halves over the memory.
double kept_in_a_week(double memory_weeks);

/// Cooperation of a place whose government reacts to the naming of its firms: of the gap to full cooperation it closes
/// `responsiveness` x P / (P + `listings_to_half`), P the listings of its firms over a fading year. 0..1.
double reacted_cooperation(double cooperation, double responsiveness, double listings, double listings_to_half);

}  // namespace entrepot::submodels
