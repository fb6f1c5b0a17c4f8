#pragma once
// Route choice of a diverted lot (docs/reference/odd.md, section 7): logit over the k cheapest routes by cost and
// perceived risk.

#include "entrepot/core/random.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::submodels {

/// Sum of the inspection factors of a route's legs, and number of border crossings.
struct Exposure {
  double factor = 0;
  int border_crossings = 0;
};
Exposure exposure(const world::Geography& geography, RouteId route);

/// Chooses a route: utility = -(cost + perceived loss) per unit, scaled by `noise` x the smallest such sum (at least
/// one dollar). `perceived_loss(route)` is in USD/unit. At least one route must exist.
template <class PerceivedLoss>
RouteId choose_route(const world::Geography& geography, std::span<const RouteId> routes, double noise, Draws& draws,
                     PerceivedLoss&& perceived_loss) {
  double cheapest = 1e300;
  for (const RouteId r : routes) cheapest = std::min(cheapest, geography.route(r).cost.dollars() + perceived_loss(r));
  const double scale = noise * std::max(1.0, cheapest);
  RouteId chosen = routes.front();
  double best = -1e300;
  for (const RouteId r : routes) {
    const double utility = -(geography.route(r).cost.dollars() + perceived_loss(r)) + scale * draws.gumbel();
    if (utility > best) {
      best = utility;
      chosen = r;
    }
  }
  return chosen;
}

}  // namespace entrepot::submodels
