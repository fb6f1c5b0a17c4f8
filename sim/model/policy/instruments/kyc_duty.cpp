// A duty of vendors and channel partners to know their customers: a floor under the share of red-flagged orders that
// they stop.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Duty {
  std::vector<std::string> places;
  std::vector<std::string> vendors;
  double diligence;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Duty>>(scenario::Table<Duty>{
      field("places", &Duty::places, {.optional = true, .refers_to = "places", .meaning = "Places whose channel partners have the duty."}),
      field("vendors", &Duty::vendors, {.optional = true, .refers_to = "vendors", .meaning = "Vendors that have the duty."}),
      field("diligence", &Duty::diligence, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of red-flagged orders that each of them stops at least."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Duty&>(rule.parameters);
  for_each_place(context, parameters.places,
                 [&](JurisdictionId j) { at_least(contributions.levers.channel_diligence[j], parameters.diligence); });
  for (const auto& vendor : parameters.vendors) {
    at_least(contributions.levers.vendor_diligence[context.catalogue.vendors.find(vendor)], parameters.diligence);
  }
}

}  // namespace

Instrument kyc_duty() {
  return {"kyc_duty",
          "Makes vendors and channel partners stop at least a given share of red-flagged orders.",
          "know your customer, due diligence",
          table(),
          contribute,
          "every order that these vendors and channel partners take, of any product, with or without a licence"};
}

}  // namespace entrepot::policy
