// An investigation of a hub (Singapore, 2025): its customs look harder, and the authority looks at its consignees
// first.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Probe {
  std::vector<std::string> hubs;
  double inspection_factor;
  bool consignees_first;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Probe>>(scenario::Table<Probe>{
      field("hubs", &Probe::hubs, {.refers_to = "places", .meaning = "Hubs that are probed."}),
      field("inspection_factor", &Probe::inspection_factor, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "1", .meaning = "Multiplies the share of consignments that customs open as they leave."}),
      field("consignees_first", &Probe::consignees_first, {.fallback = "true", .meaning = "Whether the hub's consignees come under suspicion for being there."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Probe&>(rule.parameters);
  for_each_place(context, parameters.hubs, [&](JurisdictionId j) {
    contributions.levers.inspection[j] *= parameters.inspection_factor;
    if (parameters.consignees_first) contributions.levers.probed[j] = 1;
  });
}

}  // namespace

Instrument hub_probe() {
  return {"hub_probe", "Makes customs and the authority focus on a hub while it lasts.", "investigation, crackdown",
          table(), contribute};
}

}  // namespace entrepot::policy
