// Chips that report their location (the Chip Security Act of 2025-26, in committee at the time of writing): units sold
// while the rule is in force have the function, and a diverted unit reveals itself and its seller unless its location
// is falsified.

#include <algorithm>
#include <optional>

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct LocationVerification {
  double tpp;
  double performance_density;
  double coverage;
  double reveal_rate;
  double spoofing;
  std::optional<double> supply_stopped;
  double cost;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("tpp", &LocationVerification::tpp, {.unit = "TPP", .min = 0, .fallback = "4800", .meaning = "Minimum total processing performance of products that must report their location."});
    row("performance_density", &LocationVerification::performance_density, {.unit = "TPP/mm2", .min = 0, .fallback = "0", .meaning = "Their minimum performance density."});
    row("coverage", &LocationVerification::coverage, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots whose location can be queried."});
    row("reveal_rate", &LocationVerification::reveal_rate, {.unit = "1/week", .min = 0, .max = 1, .meaning = "Weekly probability that a diverted lot is detected."});
    row("spoofing", &LocationVerification::spoofing, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots whose location evaders falsify."});
    row("supply_stopped", &LocationVerification::supply_stopped, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Located sellers that the vendor's partners must stop supplying; enforcement.cut_off_share if omitted. At 0, a report opens a case and frightens, and no more."});
    row("cost", &LocationVerification::cost, {.unit = "USD/unit", .min = 0, .fallback = "0", .meaning = "What the function costs the vendor for each unit sold."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
      const auto& facts = context.catalogue.products.facts[p];
      if (facts.tpp < tpp || facts.performance_density < performance_density) continue;
      LocationChecks& checks = contributions.levers.location[p];
      at_least(checks.coverage, coverage);
      at_least(checks.reveal_rate, reveal_rate);
      checks.spoofing = std::min(checks.spoofing, spoofing);
      at_least(checks.cost, cost);
      at_least(checks.supply_stopped, supply_stopped.value_or(LocationChecks::unsaid));
    }
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (auto reason = reach.no_product(tpp, performance_density)) return reason;
    if (!reach.is_alone()) return {};
    if (coverage <= 0) return "no lot can be located, because 'coverage' is 0";
    if (reveal_rate <= 0) return "no lot is ever detected, because 'reveal_rate' is 0";
    if (spoofing >= 1) return "evaders falsify every location, because 'spoofing' is 1";
    return {};
  }
};

}  // namespace

Instrument location_verification() {
  return instrument<LocationVerification>({.name = "location_verification",
                                           .meaning = "Requires new chips to report their location.",
                                           .also = "Chip Security Act, geolocation, tracking, on-chip",
                                           .reach = "all units above the thresholds, sold to any place"});
}

}  // namespace entrepot::policy
