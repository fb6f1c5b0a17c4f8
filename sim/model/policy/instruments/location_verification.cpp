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
  double coverage;
  double reveal_rate;
  double spoofing;
  std::optional<double> supply_stopped;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("tpp", &LocationVerification::tpp, {.unit = "TPP", .min = 0, .fallback = "4800", .meaning = "Minimum total processing performance of products that must report their location."});
    row("coverage", &LocationVerification::coverage, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots whose location can be queried."});
    row("reveal_rate", &LocationVerification::reveal_rate, {.unit = "1/week", .min = 0, .max = 1, .meaning = "Weekly probability that a diverted lot is detected."});
    row("spoofing", &LocationVerification::spoofing, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots whose location evaders falsify."});
    row("supply_stopped", &LocationVerification::supply_stopped, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Located sellers that the vendor's partners must stop supplying; enforcement.cut_off_share if omitted. At 0, a report opens a case and frightens, and no more."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
      if (context.catalogue.products.facts[p].tpp < tpp) continue;
      LocationChecks& checks = contributions.levers.location[p];
      at_least(checks.coverage, coverage);
      at_least(checks.reveal_rate, reveal_rate);
      checks.spoofing = std::min(checks.spoofing, spoofing);
      at_least(checks.supply_stopped, supply_stopped.value_or(LocationChecks::unsaid));
    }
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (auto reason = reach.no_product(tpp)) return reason;
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
                                           .also = "Chip Security Act, geolocation, tracking, on-chip"});
}

}  // namespace entrepot::policy
