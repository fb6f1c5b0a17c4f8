// The 50 percent rule: what holds for a listed firm holds for every firm that the same owner controls. It reaches the
// firms whose owner is known.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct AffiliatesRule {
  double known_share;
  double held_share;

  template <class Rows>
  static void rows(Rows& row) {
    row("known_share", &AffiliatesRule::known_share,
        {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of owners whose firms are known to belong together."});
    row("held_share", &AffiliatesRule::held_share,
        {.unit = "ratio",
         .min = 0,
         .max = 1,
         .fallback = "0.5",
         .meaning = "Least share of a firm that its owner must hold for the rule to reach it.",
         .source = "facts: rule of 29 September 2025, A"});
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.known_owners, known_share);
    at_most(contributions.levers.affiliate_holding, held_share);
  }
};

}  // namespace

Instrument affiliates_rule() {
  return instrument<AffiliatesRule>({.name = "affiliates_rule",
                                     .meaning = "Extends the listing of a firm to the other firms of its owner.",
                                     .also = "50 percent rule, affiliates rule, ownership"});
}

}  // namespace entrepot::policy
