#pragma once
// What the buyers of a group plan to spend over time.

#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/parameters/buyer.hpp"
#include "entrepot/scenario/parameters/demand.hpp"

namespace entrepot::world {

/// A group's plan, summed from the start of the run. It continues at its first rate before the run, and at its last
/// rate once the plan ends.
class BudgetPath {
 public:
  BudgetPath() = default;
  /// With `spending`, USD of the whole group; otherwise years of the first budget, which grow by demand.budget_growth.
  BudgetPath(const scenario::BuyerGroup& group, const scenario::Demand& demand, const Calendar& calendar);
  /// Planned from the beginning of week `from` to that of week `to`, per unit of a member's budget.
  [[nodiscard]] double between(Week from, Week to) const { return until(to) - until(from); }

 private:
  [[nodiscard]] double until(Week week) const;
  std::vector<double> sum_{0};  ///< planned before the week
  double last_ = 0;             ///< per week, after the plan's last week
};

}  // namespace entrepot::world
