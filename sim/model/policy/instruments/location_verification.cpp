// Chips that report where they are (the Chip Security Act of 2025-26, in committee when this was written): units sold
// while the rule is in force carry it, and a diverted unit gives itself and its seller away unless it is made to lie.

#include <algorithm>

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Verification {
  double tpp;
  double coverage;
  double reveal_rate;
  double spoofing;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using V = Verification;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<V>>(scenario::Table<V>{
      field("tpp", &V::tpp, {.unit = "TPP", .min = 0, .fallback = "4800", .meaning = "Products from this total processing performance on carry it."}),
      field("coverage", &V::coverage, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots that can be asked."}),
      field("reveal_rate", &V::reveal_rate, {.unit = "1/week", .min = 0, .max = 1, .meaning = "Probability in a week that a lot abroad is noticed."}),
      field("spoofing", &V::spoofing, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of lots that are made to lie."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Verification&>(rule.parameters);
  for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
    if (context.catalogue.products.facts[p].tpp < parameters.tpp) continue;
    LocationChecks& checks = contributions.levers.location[p];
    at_least(checks.coverage, parameters.coverage);
    at_least(checks.reveal_rate, parameters.reveal_rate);
    checks.spoofing = std::min(checks.spoofing, parameters.spoofing);
  }
}

}  // namespace

Instrument location_verification() {
  return {"location_verification", "Requires new chips to report their location.",
          "Chip Security Act, geolocation, tracking, on-chip", table(), contribute};
}

}  // namespace entrepot::policy
