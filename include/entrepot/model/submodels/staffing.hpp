#pragma once
// Posts and people of the exporting authority (docs/reference/odd.md, section 7): dollars pay posts, posts are filled
// after a lag, and people who are new do half the work.

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/parameters/enforcement.hpp"

namespace entrepot::submodels {

/// Investigators in service, all goods.
struct Staff {
  double trained = 0;
  double in_training = 0;
  /// Their work, in trained investigators.
  [[nodiscard]] double work() const { return trained + in_training / 2.0; }
};

/// Posts of investigators on a day: what the budget pays, or as given without a budget, and what the USD a year pay
/// that rules have added.
double authorised_agents(const scenario::Enforcement& means, Date today, double added = 0);

/// Staff a week later: leavers go at `attrition` a year, a share 1 - exp(-1 / hiring_weeks) of the difference to the
/// posts is hired or leaves, and a share 1 - exp(-1 / training_weeks) of those in training is trained. Without a hiring
/// time all posts are filled by trained people.
Staff next_staff(const Staff& staff, double posts, const scenario::Enforcement& means);

}  // namespace entrepot::submodels
