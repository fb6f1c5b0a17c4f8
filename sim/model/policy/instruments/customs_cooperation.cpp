// Customs that enforce the exporting authority's rules, by an agreement with a hub or the hub's own rule.

#include "enforcement_remarks.hpp"

namespace entrepot::policy {
namespace {

struct CustomsCooperation {
  std::vector<std::string> places;
  double cooperation;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("places", &CustomsCooperation::places, {.refers_to = "places", .meaning = "Places whose customs are affected."});
    row("cooperation", &CustomsCooperation::cooperation, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Minimum probability that customs enforce the exporting authority's rules."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, places,
                   [&](JurisdictionId j) { at_least(contributions.levers.cooperation[j], cooperation); });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const { return no_cooperation(reach, places, cooperation); }
};

}  // namespace

Instrument customs_cooperation() {
  return instrument<CustomsCooperation>(
      {.name = "customs_cooperation",
       .meaning = "Raises the probability that a place's customs enforce the exporting authority's rules.",
       .also = "customs agreement, multilateral alignment, declaration of the destination"});
}

}  // namespace entrepot::policy
