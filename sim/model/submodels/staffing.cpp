#include "entrepot/model/submodels/staffing.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::submodels {
namespace {

/// Share of a stock that leaves it in a week, for a mean stay of `weeks`; all of it for none.
double leaving(double weeks) { return weeks > 0 ? 1.0 - core::exp(-1.0 / weeks) : 1.0; }

}  // namespace

double authorised_agents(const scenario::Enforcement& means, Date today, double added) {
  const auto posts = [&](double dollars) { return dollars * means.agents_share / means.post_cost; };
  return (means.budget ? posts(means.budget->at(today)) : means.investigators.at(today)) + posts(added);
}

Staff next_staff(const Staff& staff, double posts, const scenario::Enforcement& means) {
  if (means.hiring_weeks <= 0) return {.trained = posts, .in_training = 0};
  const double stay = 1.0 - means.attrition / double{weeks_per_year};
  Staff next{.trained = staff.trained * stay, .in_training = staff.in_training * stay};
  const double ready = next.in_training * leaving(means.training_weeks);
  next.trained += ready;
  next.in_training -= ready;
  const double hired = (posts - next.trained - next.in_training) * leaving(means.hiring_weeks);
  if (hired >= 0) {
    next.in_training += hired;
  } else {
    next.trained = std::max(0.0, next.trained + hired);
  }
  return next;
}

}  // namespace entrepot::submodels
