#pragma once
// Small tables of runs, written down cell by cell, and samples of known laws.

#include <cmath>
#include <initializer_list>
#include <limits>

#include "entrepot/analysis/decision/runs.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::decision::testing {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// [point][replicate], points in the order of Layout::full.
inline Values table(std::initializer_list<std::initializer_list<double>> rows) {
  Values values{rows.begin()->size(), {}};
  for (const auto& row : rows) values.of.insert(values.of.end(), row);
  return values;
}

/// A cursor over draws of a numbered experiment.
inline Draws luck(std::uint32_t experiment, StableId what = 0) {
  return {2026, experiment, what, 0, Purpose::resampling};
}

}  // namespace entrepot::decision::testing
