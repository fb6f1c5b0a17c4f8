// A know-your-customer duty of clouds (the Remote Access Security Act, passed by the House in January 2026).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct RemoteAccess {
  double tenant_kyc;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("tenant_kyc", &RemoteAccess::tenant_kyc, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Minimum share of restricted tenants that every cloud rejects."});
    // clang-format on
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.tenant_kyc, tenant_kyc);
  }
};

}  // namespace

Instrument remote_access() {
  return instrument<RemoteAccess>({.name = "remote_access",
                                   .meaning = "Requires clouds to reject a minimum share of restricted tenants.",
                                   .also = "Remote Access Security Act, rental, IaaS, know your customer",
                                   .reach = "all clouds, in any place"});
}

}  // namespace entrepot::policy
