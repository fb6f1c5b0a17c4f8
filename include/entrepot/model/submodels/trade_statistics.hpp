#pragma once
// Indicators from trade statistics (docs/reference/odd.md, section 7; definitions in docs/explanation/observation.md).

#include <cstddef>

#include "entrepot/core/units.hpp"

namespace entrepot::submodels {

/// Mirror gap: shipments to a place declared by others, minus imports declared by the place. Misdeclared goods are in
/// neither, so smuggling does not appear here; goods in transit do.
inline double mirror_gap(double shipments_to_it, double imports) { return shipments_to_it - imports; }

/// Balance gap: imports of a place minus declared re-exports and observed use. It shows goods that leave under a false
/// declaration.
inline double balance_gap(double imports, double re_exports, double seen_use) {
  return imports - re_exports - seen_use;
}

/// Imports of the two years before a run.
struct RecalledImports {
  double last_year;
  double year_before;
};

/// Imports of the twelve months ending with `month`, from `of_month(k)`, where k = 0 is the first month of the run.
/// Months before the run (negative numbers) have one twelfth of their year's imports.
template <class OfMonth>
double imports_of_year(std::ptrdiff_t month, const RecalledImports& recalled, OfMonth&& of_month) {
  const std::ptrdiff_t year = months_per_year;
  double sum = 0;
  for (std::ptrdiff_t k = month - year + 1; k <= month; ++k) {
    if (k >= 0) {
      sum += of_month(static_cast<std::size_t>(k));
    } else {
      sum += (k >= -year ? recalled.last_year : recalled.year_before) / static_cast<double>(year);
    }
  }
  return sum;
}

}  // namespace entrepot::submodels
