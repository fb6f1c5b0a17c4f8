#pragma once
// How an authority that learns shares its means out over hubs (docs/odd.md, section 7): Thompson (1933)
// sampling. Each hub's yield has a Beta belief from what checks or cases found there; the hub with the highest draw
// gets the next one.

#include "entrepot/scenario/parameters/enforcement.hpp"

namespace entrepot::submodels {

/// What was found in a hub, as remembered.
struct Yield {
  double found = 0;
  double tried = 0;
};

/// A draw from the Beta belief about the yield: the `luck` quantile (uniform on (0, 1)) of
/// Beta(prior finds + found, prior misses + misses).
double sampled_yield(Yield yield, const scenario::Enforcement& enforcement, double luck);

/// Share of a memory of `memory_weeks` that is left after a week: it halves over the memory.
double kept_in_a_week(double memory_weeks);

/// Cooperation of a place whose government reacts to the naming of its firms: of the gap to full cooperation it closes
/// `responsiveness` x P / (P + `listings_to_half`), P the listings of its firms over a fading year. 0..1.
double reacted_cooperation(double cooperation, double responsiveness, double listings, double listings_to_half);

}  // namespace entrepot::submodels
