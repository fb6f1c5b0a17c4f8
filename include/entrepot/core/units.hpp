#pragma once
// Conversions between units. These are definitions, not assumptions: a model year has 52 weeks, used by budgets, annual
// rates and exponentially weighted annual sums.

#include "entrepot/core/calendar.hpp"

namespace entrepot {

inline constexpr Week weeks_per_year = 52;
inline constexpr Week weeks_per_quarter = 13;
inline constexpr int days_per_week = 7;
inline constexpr int months_per_year = 12;
inline constexpr int months_per_quarter = 3;
inline constexpr double kilowatts_per_megawatt = 1000;
inline constexpr double earth_radius_km = 6371;  // mean radius

}  // namespace entrepot
