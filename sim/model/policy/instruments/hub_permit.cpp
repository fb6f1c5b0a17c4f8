// A hub asks for a permit of its own on exports and transit of the chips (Malaysia, July 2025): its customs look at
// more of what leaves.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct HubPermit {
  std::vector<std::string> hubs;
  double inspection_factor;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("hubs", &HubPermit::hubs, {.refers_to = "places", .meaning = "Where the permit is needed."});
    row("inspection_factor", &HubPermit::inspection_factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = "Multiplies the share of consignments that customs open as they leave."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) { contributions.levers.inspection[j] *= inspection_factor; });
  }
};

}  // namespace

Instrument hub_permit() {
  return instrument<HubPermit>({.name = "hub_permit",
                                .meaning = "Makes a hub's customs open more of the consignments that leave it.",
                                .also = "transshipment permit, transit permit, strategic trade act, re-export"});
}

}  // namespace entrepot::policy
