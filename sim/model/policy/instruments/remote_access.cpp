// A know-your-customer duty of clouds, by where the data centre is, the seat of the cloud and the seat of the tenant
// (the Remote Access Security Act, passed by the House in January 2026, would let the authority write such a rule).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

/// By place: all of them, or those named.
Along<char, Axis::place> flags(const RuleContext& context, const std::vector<std::string>& named, bool all) {
  Along<char, Axis::place> table;
  table.assign(context.jurisdictions.size(), all ? 1 : 0);
  for_each_place(context, named, [&](JurisdictionId j) { table[j.row()] = 1; });
  return table;
}

struct RemoteAccess {
  double tenant_kyc;
  std::vector<std::string> clouds;
  std::vector<std::string> seats;
  std::vector<std::string> tenants;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("tenant_kyc", &RemoteAccess::tenant_kyc, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Minimum share of restricted tenants that these clouds reject."});
    row("clouds", &RemoteAccess::clouds, {.optional = true, .refers_to = "places", .meaning = "Places of the data centres that it covers. Without clouds and seats, it covers all clouds; with both, either suffices."});
    row("seats", &RemoteAccess::seats, {.optional = true, .refers_to = "places", .meaning = "Seats of the clouds that it covers, wherever their data centres are."});
    row("tenants", &RemoteAccess::tenants, {.optional = true, .refers_to = "places", .meaning = "Seats of the tenants that it is about; all if omitted."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    const bool everywhere = clouds.empty() && seats.empty();
    contributions.levers.tenant_checks.push_back({.rule = context.self,
                                                  .clouds = flags(context, clouds, everywhere),
                                                  .seats = flags(context, seats, false),
                                                  .tenants = flags(context, tenants, tenants.empty()),
                                                  .share = tenant_kyc});
  }
};

}  // namespace

Instrument remote_access() {
  return instrument<RemoteAccess>(
      {.name = "remote_access",
       .meaning = "Requires clouds to reject a minimum share of restricted tenants.",
       .also = "Remote Access Security Act, rental, IaaS, know your customer, cloud security",
       .reach = "all clouds, in any place, unless clouds or seats are named"});
}

}  // namespace entrepot::policy
