// A joint task force of the authority and prosecutors (the Disruptive Technology Strike Force of February 2023): more
// investigators for diversion, and faster listings.

#include "enforcement_remarks.hpp"

namespace entrepot::policy {
namespace {

struct StrikeForce {
  double investigators;
  double listing_time;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("investigators", &StrikeForce::investigators, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "1", .meaning = "Factor on the number of investigators."});
    row("listing_time", &StrikeForce::listing_time, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "1", .meaning = "Factor on the time from a proved case to the Entity List."});
    // clang-format on
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.investigators *= investigators;
    contributions.levers.listing_lag *= listing_time;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (investigators == 1 && listing_time == 1) return "both its factors are 1";
    return no_investigators(reach);
  }
};

}  // namespace

Instrument strike_force() {
  return instrument<StrikeForce>({.name = "strike_force",
                                  .meaning = "Sets up a task force: more investigators and faster listings.",
                                  .also = "joint task force, DOJ, prosecution, Disruptive Technology Strike Force"});
}

}  // namespace entrepot::policy
