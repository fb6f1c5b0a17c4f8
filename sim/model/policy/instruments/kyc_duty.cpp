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

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (places.empty() && vendors.empty()) return "it names nobody; give it 'places' or 'vendors'";
    if ((reach.places(places) & reach.partners()).any()) return {};
    if (vendors.empty()) return nobody_in(reach, places, reach.partners(), "no channel partner receives goods");
    const auto& all = reach.catalogue().vendors;
    const auto sells = [&](const auto& name) { return reach.sells_products(all.find(name)); };
    if (std::none_of(vendors.begin(), vendors.end(), sells))
      return fmt::format("no product of {} is sold {}", in_words(vendors), reach.period());
    const auto laxer = [&](const auto& name) { return all.kyc[all.find(name)] < diligence; };
    if (std::any_of(vendors.begin(), vendors.end(), laxer)) return {};
    return fmt::format("the diligence of {} is {} or more already (vendors.*.kyc)", in_words(vendors), diligence);
  }

  [[nodiscard]] Remark wide(const RuleReach&) const {
    if (vendors.empty()) return {};
    return fmt::format(
        "binds every red-flagged order for products of {}, through partners in every place and with or "
        "without a licence; for the licences of one rule, use licence_conditions with 'diligence'",
        in_words(vendors));
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
