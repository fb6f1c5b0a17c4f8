#pragma once
// Conversions between units. These are definitions, no assumptions of the model: a year of the model has 52 weeks, and
// budgets, yearly rates and fading yearly sums all use it.

#include "entrepot/core/calendar.hpp"

namespace entrepot {

inline constexpr Week weeks_per_year = 52;
inline constexpr Week weeks_per_quarter = 13;
inline constexpr int days_per_week = 7;
inline constexpr int months_per_year = 12;
inline constexpr int months_per_quarter = 3;
inline constexpr double kilowatts_per_megawatt = 1000;

}  // namespace entrepot
