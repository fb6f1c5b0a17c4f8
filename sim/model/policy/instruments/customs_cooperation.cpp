// Customs that act on the exporting authority's rules: an agreement with a hub, or a rule of its own.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Agreement {
  std::vector<std::string> places;
  double cooperation;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using A = Agreement;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<A>>(scenario::Table<A>{
      field("places", &A::places, {.refers_to = "places", .meaning = "Whose customs."}),
      field("cooperation", &A::cooperation, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Probability that they act on the exporting authority's rules, at least."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Agreement&>(rule.parameters);
  for_each_place(context, parameters.places,
                 [&](JurisdictionId j) { at_least(contributions.levers.cooperation[j], parameters.cooperation); });
}

}  // namespace

Instrument customs_cooperation() {
  return {"customs_cooperation",
          "Raises the probability that a place's customs enforce the exporting authority's rules.",
          "customs agreement, multilateral alignment, declaration of the destination", table(), contribute};
}

}  // namespace entrepot::policy
