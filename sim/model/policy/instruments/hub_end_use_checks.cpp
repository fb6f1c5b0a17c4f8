// End-use checks that are dedicated to a hub: on top of the budget for all the world, and spent nowhere else.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct HubChecks {
  std::vector<std::string> hubs;
  double checks_per_year;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using H = HubChecks;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<H>>(scenario::Table<H>{
      field("hubs", &H::hubs, {.refers_to = "places", .meaning = "Hubs whose consignees are checked."}),
      field("checks_per_year", &H::checks_per_year, {.unit = "checks/year", .min = 0, .max = 1e6, .meaning = "End-use checks of consignees of chips in each of the hubs, on top of those for all the world. Checks without a consignee to check are not made up for."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const HubChecks&>(rule.parameters);
  for_each_place(context, parameters.hubs,
                 [&](JurisdictionId j) { contributions.levers.hub_checks[j] += parameters.checks_per_year; });
}

}  // namespace

Instrument hub_end_use_checks() {
  return {"hub_end_use_checks", "Dedicates end-use checks to the consignees of a hub.",
          "post-shipment verification, inspection, audit", table(), contribute};
}

}  // namespace entrepot::policy
