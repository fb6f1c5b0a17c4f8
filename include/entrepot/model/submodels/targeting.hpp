#pragma once
// Choice of the next firm to check or investigate (docs/reference/odd.md, section 7). A learning authority allocates
// its resources to hubs by Thompson (1933) sampling: each hub's yield has a Beta belief from the findings of checks or
// cases there; the hub with the highest draw gets the next one.

#include <cstddef>
#include <functional>
#include <span>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/scenario/parameters/enforcement.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// Findings in a hub, discounted by age.
struct Yield {
  double found = 0;
  double tried = 0;
};

/// A draw from the Beta belief about the yield: the quantile at `u`, uniform on (0, 1), of Beta(prior finds + found,
/// prior misses + misses).
double sampled_yield(Yield yield, const scenario::Enforcement& enforcement, double u);

/// A firm that may be checked or investigated.
struct Candidate {
  JurisdictionId hub;
  double score = 0;  ///< suspicion score
};

/// Draws from the authority's belief about the yield in a hub.
using SampleYield = std::function<double(JurisdictionId hub)>;

/// The candidate selected by a form of the submodel (scenario model.targeting); `candidates` must not be empty. Ties go
/// to the first. Learning: the highest score in the hub with the highest draw. Exogenous: the highest score. (Random:
/// the caller draws.)
std::size_t pick_target(std::span<const Candidate> candidates, scenario::TargetingForm form,
                        const SampleYield& sample_yield);

/// Weekly retention factor of a memory with the half-life `memory_weeks`.
double weekly_retention(double memory_weeks);

/// Cooperation of a place whose government responds to listings of its firms, 0..1: it closes the share
/// `responsiveness` x P / (P + `listings_to_half`) of the gap to full cooperation, where P are the listings of its
/// firms with exponential weights of one year.
double reacted_cooperation(double cooperation, double responsiveness, double listings, double listings_to_half);

}  // namespace entrepot::submodels
