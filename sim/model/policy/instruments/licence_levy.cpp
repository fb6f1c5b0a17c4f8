// What is due on licensed sales: a duty that the buyer pays, a share of revenue that the vendor pays (the 15 % of
// August 2025, the 25 % duty of January 2026).

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct LicenceLevy {
  std::string licence;
  double duty;
  double revenue_share;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using L = LicenceLevy;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<L>>(scenario::Table<L>{
      field("licence", &L::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licensed sales bear it."}),
      field("duty", &L::duty, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Duty on top of the price, paid by the buyer."}),
      field("revenue_share", &L::revenue_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the vendor's revenue that the vendor pays."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const LicenceLevy&>(rule.parameters);
  Levy& levy = contributions.levies[context.rule(parameters.licence)];
  levy.duty += parameters.duty;
  levy.revenue_share += parameters.revenue_share;
}

}  // namespace

Instrument licence_levy() {
  return {"licence_levy", "Charges the buyer a duty, or the vendor a share of revenue, on sales under a licence.",
          "tariff, tax, surcharge, revenue share", table(), contribute};
}

}  // namespace entrepot::policy
