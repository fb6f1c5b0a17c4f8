// A hub requires its own permit for exports and transit of the chips (Malaysia, July 2025): its customs inspect more of
// the departing consignments, exporters give notice, and officers may refuse.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct HubPermit {
  std::vector<std::string> hubs;
  double inspection_factor;
  double notice_weeks;
  double refused_share;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("hubs", &HubPermit::hubs, {.refers_to = "places", .meaning = "Hubs that require the permit."});
    row("inspection_factor", &HubPermit::inspection_factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = "Factor on the share of departing consignments that customs open."});
    row("notice_weeks", &HubPermit::notice_weeks, {.unit = "weeks", .min = 0, .max = 104, .fallback = "0", .meaning = "Time from the application to the permit, for honest exporters as well. The goods wait in the hub."});
    row("refused_share", &HubPermit::refused_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of diverters' applications that officers refuse. The goods stay with the diverter, who may sell them to somebody else."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) {
      contributions.levers.inspection[j] *= inspection_factor;
      at_least(contributions.levers.permit_weeks[j], notice_weeks);
      at_least(contributions.levers.permit_refusals[j], refused_share);
    });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (inspection_factor == 1 && notice_weeks <= 0 && refused_share <= 0)
      return "it asks for nothing: its factor is 1, without notice or refusals";
    return nobody_in(reach, hubs, reach.departures(),
                     "no intermediary, channel partner or vendor sends goods from a warehouse");
  }
};

}  // namespace

Instrument hub_permit() {
  return instrument<HubPermit>(
      {.name = "hub_permit",
       .meaning = "Makes exporters in a hub ask for a permit, and its customs open more departing consignments.",
       .also = "transshipment permit, transit permit, strategic trade act, re-export"});
}

}  // namespace entrepot::policy
