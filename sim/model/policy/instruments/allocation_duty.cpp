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
