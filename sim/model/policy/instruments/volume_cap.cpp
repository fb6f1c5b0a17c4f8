// A cap on licensed units in proportion to units sold in the vendor's home market (half of US sales in the rule of
// January 2026).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct VolumeCapRule {
  std::string licence;
  double share_of_home_sales;
  bool aggregate;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("licence", &VolumeCapRule::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences are capped."});
    row("share_of_home_sales", &VolumeCapRule::share_of_home_sales, {.unit = "ratio", .min = 0, .max = 100, .meaning = "Maximum licensed units of a product, relative to its units sold in its vendor's home market."});
    row("aggregate", &VolumeCapRule::aggregate, {.fallback = "false", .meaning = "Whether the units of all products of the vendor count together, in place of each product alone."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    contributions.volume_caps.push_back({context.rule(licence), share_of_home_sales, aggregate});
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const { return reach.no_licence(licence); }
};

}  // namespace

Instrument volume_cap() {
  return instrument<VolumeCapRule>(
      {.name = "volume_cap",
       .meaning = "Caps licensed units at a share of those sold in the vendor's home market.",
       .also = "quota, 50% rule, aggregate cap"});
}

}  // namespace entrepot::policy
