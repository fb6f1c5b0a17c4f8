// A register of chips and their owners (proposed in 2025 and 2026): sellers enter each sale and resale, and owners are
// audited.
//
// Assumption: who registers a resale asks the buyer to register too, so dealers who divert keep away.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct ResaleRegistry {
  double coverage;
  double audits_per_year;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("coverage", &ResaleRegistry::coverage, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of sales and resales that are registered."});
    row("audits_per_year", &ResaleRegistry::audits_per_year, {.unit = "1/year", .min = 0, .max = 52, .meaning = "Audits of a registered owner in a year. One that cannot show its units has diverted them."});
    // clang-format on
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.registered, coverage);
    at_least(contributions.levers.audits, audits_per_year);
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (coverage <= 0 && reach.is_alone()) return "it registers nothing, because 'coverage' is 0";
    if (audits_per_year > 0 || reach.scenario().resale.offered_share > 0) return {};
    return "no used unit is on sale (resale.offered_share), and no owner is audited, because 'audits_per_year' is 0";
  }
};

}  // namespace

Instrument resale_registry() {
  return instrument<ResaleRegistry>(
      {.name = "resale_registry",
       .meaning = "Registers the owners of chips sold from then on, new or used, and audits them.",
       .also = "chip registry, second-hand, transfer, ownership, record-keeping, Chip Security Act",
       .reach = "all units sold or sold on while it is in force"});
}

}  // namespace entrepot::policy
