// The 50 percent rule: what holds for a listed firm holds for every firm that the same owner controls. It reaches the
// firms whose owner is known.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct AffiliatesRule {
  double known_share;

  template <class Rows>
  static void rows(Rows& row) {
    row("known_share", &AffiliatesRule::known_share,
        {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of owners whose firms are known to belong together."});
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.known_owners, known_share);
  }
};

}  // namespace

Instrument affiliates_rule() {
  return instrument<AffiliatesRule>({.name = "affiliates_rule",
                                     .meaning = "Extends the listing of a firm to the other firms of its owner.",
                                     .also = "50 percent rule, affiliates rule, ownership"});
}

}  // namespace entrepot::policy
