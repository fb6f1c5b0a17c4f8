// Charges on licensed sales: a duty paid by the buyer, a revenue share paid by the vendor (the 15 % of August 2025, the
// 25 % duty of January 2026).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct LicenceLevy {
  std::string licence;
  double duty;
  double revenue_share;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("licence", &LicenceLevy::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licensed sales bear the charge."});
    row("duty", &LicenceLevy::duty, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Duty as a share of the price, paid by the buyer."});
    row("revenue_share", &LicenceLevy::revenue_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the vendor's revenue that the vendor pays."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    Levy& levy = contributions.levies[context.rule(licence)];
    levy.duty += duty;
    levy.revenue_share += revenue_share;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (duty <= 0 && revenue_share <= 0) return "it charges nothing: 'duty' and 'revenue_share' are 0";
    return reach.no_licence(licence);
  }
};

}  // namespace

Instrument licence_levy() {
  return instrument<LicenceLevy>(
      {.name = "licence_levy",
       .meaning = "Charges the buyer a duty, or the vendor a share of revenue, on sales under a licence.",
       .also = "tariff, tax, surcharge, revenue share"});
}

}  // namespace entrepot::policy
