// A duty of clouds to know their tenants (the Remote Access Security Act, passed by the House in January 2026).

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Access {
  double tenant_kyc;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Access>>(scenario::Table<Access>{
      field("tenant_kyc", &Access::tenant_kyc, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of restricted tenants that every cloud turns away at least."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext&, Contributions& contributions) {
  at_least(contributions.levers.tenant_kyc, std::any_cast<const Access&>(rule.parameters).tenant_kyc);
}

}  // namespace

Instrument remote_access() {
  return {"remote_access",
          "Makes clouds turn away at least a given share of restricted tenants.",
          "Remote Access Security Act, rental, IaaS, know your customer",
          table(),
          contribute,
          "all clouds, wherever they are"};
}

}  // namespace entrepot::policy
