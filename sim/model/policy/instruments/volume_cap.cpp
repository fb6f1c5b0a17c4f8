// A cap on licensed units in proportion to the vendor's units sold at home (half of US sales in the rule of January
// 2026).

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Cap {
  std::string licence;
  double share_of_home_sales;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Cap>>(scenario::Table<Cap>{
      field("licence", &Cap::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences are capped."}),
      field("share_of_home_sales", &Cap::share_of_home_sales, {.unit = "ratio", .min = 0, .max = 100, .meaning = "Licensed units of a product over its units sold at its vendor's home."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Cap&>(rule.parameters);
  contributions.volume_caps.push_back({context.rule(parameters.licence), parameters.share_of_home_sales});
}

}  // namespace

Instrument volume_cap() {
  return {"volume_cap", "Caps licensed units at a share of those sold in the vendor's home market.",
          "quota, 50% rule, aggregate cap", table(), contribute};
}

}  // namespace entrepot::policy
