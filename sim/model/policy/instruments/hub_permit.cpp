// A hub asks for a permit of its own on exports and transit of the chips (Malaysia, July 2025): its customs look at
// more of what leaves.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct HubPermit {
  std::vector<std::string> hubs;
  double inspection_factor;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using H = HubPermit;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<H>>(scenario::Table<H>{
      field("hubs", &H::hubs, {.refers_to = "places", .meaning = "Where the permit is needed."}),
      field("inspection_factor", &H::inspection_factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = "Multiplies the share of consignments that customs open as they leave."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const HubPermit&>(rule.parameters);
  for_each_place(context, parameters.hubs,
                 [&](JurisdictionId j) { contributions.levers.inspection[j] *= parameters.inspection_factor; });
}

}  // namespace

Instrument hub_permit() {
  return {"hub_permit", "Makes a hub's customs open more of the consignments that leave it.",
          "transshipment permit, transit permit, strategic trade act, re-export", table(), contribute};
}

}  // namespace entrepot::policy
