// A vendor must serve its home market before others (the GAIN AI Act, proposed in 2025).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct AllocationDuty {
  std::vector<std::string> vendors;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("vendors", &AllocationDuty::vendors, {.refers_to = "vendors", .meaning = "Vendors that serve customers in their home market first."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for (const auto& vendor : vendors) {
      contributions.levers.home_first[context.catalogue.vendors.find(vendor)] = 1;
    }
  }
};

}  // namespace

Instrument allocation_duty() {
  return instrument<AllocationDuty>(
      {.name = "allocation_duty",
       .meaning = "Requires vendors to serve their home market first when supply is short.",
       .also = "GAIN AI Act, priority for home buyers",
       .reach = "every foreign order of these vendors, including those from allies, with or without a licence"});
}

}  // namespace entrepot::policy
