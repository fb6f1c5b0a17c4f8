// A vendor must serve customers at home before others (the GAIN AI Act, proposed in 2025).

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Duty {
  std::vector<std::string> vendors;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Duty>>(scenario::Table<Duty>{
      field("vendors", &Duty::vendors, {.refers_to = "vendors", .meaning = "Vendors that serve customers at home first."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  for (const auto& vendor : std::any_cast<const Duty&>(rule.parameters).vendors) {
    contributions.levers.home_first[context.catalogue.vendors.find(vendor)] = 1;
  }
}

}  // namespace

Instrument allocation_duty() {
  return {"allocation_duty",
          "Makes vendors serve customers at home first when supply is short.",
          "GAIN AI Act, priority for home buyers",
          table(),
          contribute,
          "every order from abroad that these vendors take, those of allies included, with or without a licence"};
}

}  // namespace entrepot::policy
