#include "entrepot/model/world/budget_path.hpp"

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::world {

BudgetPath::BudgetPath(const scenario::BuyerGroup& group, const scenario::Demand& demand, const Calendar& calendar) {
  const double weekly_growth = core::log1p(demand.budget_growth) / double{weeks_per_year};
  for (Week week = 0; week < calendar.weeks(); ++week) {
    const double yearly = group.spending ? group.spending->at(calendar.date_of(week)) : core::exp(weekly_growth * week);
    last_ = yearly / double{weeks_per_year};
    sum_.push_back(sum_.back() + last_);
  }
}

double BudgetPath::until(Week week) const {
  const auto planned = static_cast<Week>(sum_.size()) - 1;
  if (planned == 0) return 0;
  if (week < 0) return sum_[1] * week;
  if (week > planned) return sum_.back() + last_ * (week - planned);
  return sum_[static_cast<std::size_t>(week)];
}

}  // namespace entrepot::world
