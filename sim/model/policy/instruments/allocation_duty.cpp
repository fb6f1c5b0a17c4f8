// A vendor must serve its home market before others (the GAIN AI Act, proposed in 2025).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct AllocationDuty {
  std::vector<std::string> vendors;
  std::vector<std::string> behind;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("vendors", &AllocationDuty::vendors, {.refers_to = "vendors", .meaning = "Vendors that serve customers in their home market first."});
    row("behind", &AllocationDuty::behind, {.optional = true, .refers_to = "places", .meaning = "Places whose customers are served last; all but the home market if omitted."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    const auto named = context.places(behind);
    const std::size_t places = context.jurisdictions.size();
    for (const auto& name : vendors) {
      const VendorId vendor = context.catalogue.vendors.find(name);
      for (const JurisdictionId j : Rows<JurisdictionId>(places)) {
        const bool last = behind.empty() ? j != context.catalogue.vendors.home[vendor] : bool{named[j.row()]};
        if (last) contributions.levers.behind[vendor.row() * places + j.row()] = 1;
      }
    }
  }

  /// Places of those who buy from a vendor itself: direct buyers and its channel partners.
  [[nodiscard]] static RuleReach::Places customers(const RuleReach& reach, const std::string& vendor) {
    return reach.partners({vendor}) |
           reach.places_of_buyers([](const auto&, const auto& group) { return group.direct; });
  }

  /// The customers of a vendor that come last.
  [[nodiscard]] RuleReach::Places last(const RuleReach& reach, const std::string& vendor) const {
    const auto all = customers(reach, vendor);
    if (!behind.empty()) return all & reach.places(behind);
    const auto& known = reach.catalogue().vendors;
    return all & ~RuleReach::Places{}.set(known.home[known.find(vendor)].row());
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    const auto ranks = [&](const auto& vendor) {
      const auto all = customers(reach, vendor);
      const auto later = last(reach, vendor);
      return later.any() && later != all;
    };
    if (std::any_of(vendors.begin(), vendors.end(), ranks)) return {};
    const bool nobody =
        std::all_of(vendors.begin(), vendors.end(), [&](const auto& vendor) { return last(reach, vendor).none(); });
    if (!nobody) return fmt::format("all customers of {} are behind, so none comes first", in_words(vendors));
    const std::string where = behind.empty() ? "abroad" : "in " + reach.in_words(reach.places(behind));
    return fmt::format("nobody {} buys from {} itself, directly or as a channel partner", where, in_words(vendors));
  }

  [[nodiscard]] Remark wide(const RuleReach& reach) const {
    if (!behind.empty()) return {};
    RuleReach::Places all;
    for (const auto& vendor : vendors) all |= last(reach, vendor);
    return fmt::format("puts customers in {} behind the home market, with or without a licence; 'behind' limits it",
                       reach.in_words(all));
  }
};

}  // namespace

Instrument allocation_duty() {
  return instrument<AllocationDuty>(
      {.name = "allocation_duty",
       .meaning = "Requires vendors to serve their home market first when supply is short.",
       .also = "GAIN AI Act, priority for home buyers",
       .reach = "every order of these vendors from the places behind, with or without a licence"});
}

}  // namespace entrepot::policy
