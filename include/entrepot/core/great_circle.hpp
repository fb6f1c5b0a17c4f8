#pragma once
// Distances on the globe.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::core {

/// A point on the globe, in degrees; south and west are negative.
struct GlobePoint {
  double latitude;
  double longitude;
};

/// Length of the great circle between two points, km (haversine formula).
inline double great_circle_km(GlobePoint a, GlobePoint b) {
  const auto half_chord = [](double degrees) { return core::sin(degrees * std::numbers::pi / 360.0); };
  const auto parallel = [](double degrees) { return core::cos(degrees * std::numbers::pi / 180.0); };
  const double north = half_chord(b.latitude - a.latitude);
  const double east = half_chord(b.longitude - a.longitude);
  const double square = north * north + parallel(a.latitude) * parallel(b.latitude) * east * east;
  return 2.0 * earth_radius_km * core::asin(std::sqrt(std::min(1.0, square)));
}

}  // namespace entrepot::core
