// Chips that stop working without a licence that is renewed (offline licensing, metering): proposed, and built into no
// product so far. Goods sold while the rule is in force have the function.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct UsageLicence {
  double tpp;
  double performance_density;
  double coverage;
  double circumvented;
  double renewal_weeks;

  template <class Rows>
  static void rows(Rows& row) {
    using U = UsageLicence;
    // clang-format off
    row("tpp", &U::tpp, {.unit = "TPP", .min = 0, .fallback = "4800", .meaning = "Minimum total processing performance of products that need the licence."});
    row("performance_density", &U::performance_density, {.unit = "TPP/mm2", .min = 0, .fallback = "0", .meaning = "Their minimum performance density."});
    row("coverage", &U::coverage, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of units that have the function."});
    row("circumvented", &U::circumvented, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of diverted units on which evaders break it."});
    row("renewal_weeks", &U::renewal_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "13", .meaning = "Time for which a unit works before it needs another licence."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
      const auto& facts = context.catalogue.products.facts[p];
      if (facts.tpp < tpp || facts.performance_density < performance_density) continue;
      at_least(contributions.levers.stops[p], coverage * (1.0 - circumvented));
      at_least(contributions.levers.stop_weeks[p], renewal_weeks);
    }
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (auto reason = reach.no_product(tpp, performance_density)) return reason;
    if (!reach.is_alone()) return {};
    if (coverage <= 0) return "no unit has the function, because 'coverage' is 0";
    if (circumvented >= 1) return "evaders break it on every unit, because 'circumvented' is 1";
    return {};
  }
};

}  // namespace

Instrument usage_licence() {
  return instrument<UsageLicence>(
      {.name = "usage_licence",
       .meaning = "Makes new chips stop working where they are not licensed to run.",
       .also = "offline licensing, metering, kill switch, on-chip governance, hardware-enabled mechanism"});
}

}  // namespace entrepot::policy
