// Chips that report where they are (the Chip Security Act of 2025-26, in committee when this was written): units sold
// while the rule is in force carry it, and a diverted unit gives itself and its seller away unless it is made to lie.

#include <algorithm>

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct LocationVerification {
  double tpp;
  double coverage;
  double reveal_rate;
  double spoofing;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("tpp", &LocationVerification::tpp, {.unit = "TPP", .min = 0, .fallback = "4800", .meaning = "Products from this total processing performance on carry it."});
    row("coverage", &LocationVerification::coverage, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots that can be asked."});
    row("reveal_rate", &LocationVerification::reveal_rate, {.unit = "1/week", .min = 0, .max = 1, .meaning = "Probability in a week that a lot abroad is noticed."});
    row("spoofing", &LocationVerification::spoofing, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots that are made to lie."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
      if (context.catalogue.products.facts[p].tpp < tpp) continue;
      LocationChecks& checks = contributions.levers.location[p];
      at_least(checks.coverage, coverage);
      at_least(checks.reveal_rate, reveal_rate);
      checks.spoofing = std::min(checks.spoofing, spoofing);
    }
  }
};

}  // namespace

Instrument location_verification() {
  return instrument<LocationVerification>({.name = "location_verification",
                                           .meaning = "Requires new chips to report their location.",
                                           .also = "Chip Security Act, geolocation, tracking, on-chip"});
}

}  // namespace entrepot::policy
