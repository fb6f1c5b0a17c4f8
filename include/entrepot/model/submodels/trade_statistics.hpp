#pragma once
// What can be read off trade statistics (docs/odd.md, section 7). docs/explanation/observation.md has
// the definitions.

#include <cstddef>

#include "entrepot/core/units.hpp"

namespace entrepot::submodels {

/// What others declare to have shipped to a place over what the place declares to have imported. Goods that are
/// declared as something else are in neither, so smuggling does not show here; goods under way do.
inline double mirror_gap(double shipments_to_it, double imports) { return shipments_to_it - imports; }

/// What a place imported, did not declare to have sent on, and is not seen to use: where goods leave under a false
/// declaration, this is what shows.
inline double balance_gap(double imports, double re_exports, double seen_use) {
  return imports - re_exports - seen_use;
}

/// Imports of the two years before a run, as they are remembered.
struct RecalledImports {
  double last_year;
  double year_before;
};

/// Imports of the twelve months that end with `month`, by `of_month(k)`, k = 0 the first month of the run. Months
/// before the run have a twelfth of their year's imports. A negative `month` is one before the run.
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
