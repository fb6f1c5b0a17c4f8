// The 50 percent rule: what holds for a listed firm holds for every firm that the same owner controls. It reaches the
// firms whose owner is known.

#include <cmath>

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

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (!reach.is_alone()) return {};
    if (known_share <= 0) return "it finds the owner of no firm, because 'known_share' is 0";
    const auto rings = reach.intermediaries([&](const auto&, const auto& group) {
      return group.count > 1 && std::round(highest(group.firms_per_owner)) > 1 &&
             highest(group.held_share) >= held_share;
    });
    if (!rings.empty()) return {};
    return fmt::format("no owner holds a share of {} or more in two firms", held_share);
  }
};

}  // namespace

Instrument affiliates_rule() {
  return instrument<AffiliatesRule>({.name = "affiliates_rule",
                                     .meaning = "Extends the listing of a firm to the other firms of its owner.",
                                     .also = "50 percent rule, affiliates rule, ownership"});
}

}  // namespace entrepot::policy
