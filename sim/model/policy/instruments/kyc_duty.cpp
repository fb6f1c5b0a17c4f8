// A know-your-customer duty of vendors and channel partners: a minimum share of red-flagged orders that they refuse.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct KycDuty {
  std::vector<std::string> places;
  std::vector<std::string> vendors;
  double diligence;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("places", &KycDuty::places, {.optional = true, .refers_to = "places", .meaning = "Places whose channel partners are subject to the duty."});
    row("vendors", &KycDuty::vendors, {.optional = true, .refers_to = "vendors", .meaning = "Vendors subject to the duty."});
    row("diligence", &KycDuty::diligence, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Minimum share of red-flagged orders that each of them refuses."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, places,
                   [&](JurisdictionId j) { at_least(contributions.levers.channel_diligence[j], diligence); });
    for (const auto& vendor : vendors) {
      at_least(contributions.levers.vendor_diligence[context.catalogue.vendors.find(vendor)], diligence);
    }
  }
};

}  // namespace

Instrument kyc_duty() {
  return instrument<KycDuty>(
      {.name = "kyc_duty",
       .meaning = "Requires vendors and channel partners to refuse a minimum share of red-flagged orders.",
       .also = "know your customer, due diligence",
       .reach = "every order of these vendors and channel partners, for any product, with or without a licence"});
}

}  // namespace entrepot::policy
