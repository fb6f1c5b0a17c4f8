// An investigation of a hub (Singapore, 2025): its customs inspect more, and the authority checks its consignees first.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct HubProbe {
  std::vector<std::string> hubs;
  double inspection_factor;
  bool consignees_first;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("hubs", &HubProbe::hubs, {.refers_to = "places", .meaning = "Hubs under the probe."});
    row("inspection_factor", &HubProbe::inspection_factor, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "1", .meaning = "Factor on the share of departing consignments that customs open."});
    row("consignees_first", &HubProbe::consignees_first, {.fallback = "true", .meaning = "Whether receiving goods in the hub adds to a consignee's suspicion score."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) {
      contributions.levers.inspection[j] *= inspection_factor;
      if (consignees_first) contributions.levers.probed[j] = 1;
    });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (inspection_factor != 1)
      return nobody_in(reach, hubs, reach.departures(),
                       "no intermediary, channel partner or vendor sends goods from a warehouse");
    if (!consignees_first) return "its factor is 1, and it does not check consignees first";
    return nobody_in(reach, hubs, reach.watched(), "no intermediary receives goods in a hub");
  }
};

}  // namespace

Instrument hub_probe() {
  return instrument<HubProbe>({.name = "hub_probe",
                               .meaning = "Focuses customs and the authority on a hub while the rule is in force.",
                               .also = "investigation, crackdown"});
}

}  // namespace entrepot::policy
