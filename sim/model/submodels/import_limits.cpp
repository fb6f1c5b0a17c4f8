#include "entrepot/model/submodels/import_limits.hpp"

#include <algorithm>
#include <limits>

namespace entrepot::submodels {

double entry_probability(const policy::ImportLimit& limit) { return limit.approval * (1.0 - limit.refused_share); }

void add_limit(ImportTerms& terms, const policy::ImportLimit& limit, double rank) {
  const double passes = entry_probability(limit);
  terms.barred = terms.barred || passes <= 0 || rank < limit.guidance;
  terms.approval *= passes;
  terms.duty += limit.duty;
  terms.weeks = std::max(terms.weeks, static_cast<double>(limit.approval_weeks));
  terms.quota_share = std::min(terms.quota_share, limit.quota_share);
}

double quota_left(double share, double at_home, double abroad) {
  if (share >= 1) return std::numeric_limits<double>::infinity();
  return std::max(0.0, share / (1.0 - share) * at_home - abroad);
}

}  // namespace entrepot::submodels
