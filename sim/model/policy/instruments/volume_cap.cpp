// A cap on licensed units in proportion to units sold in the vendor's home market (half of US sales in the rule of
// January 2026).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct VolumeCapRule {
  std::string licence;
  double share_of_home_sales;
  bool aggregate;
  std::vector<std::string> products;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("licence", &VolumeCapRule::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences are capped."});
    row("share_of_home_sales", &VolumeCapRule::share_of_home_sales, {.unit = "ratio", .min = 0, .max = 100, .meaning = "Maximum licensed units of a product, relative to its units sold in its vendor's home market."});
    row("aggregate", &VolumeCapRule::aggregate, {.fallback = "false", .meaning = "Whether the units of all products of the vendor count together, in place of each product alone."});
    row("products", &VolumeCapRule::products, {.optional = true, .refers_to = "products", .meaning = "Products that it caps and counts, at home and under licence; all if omitted."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    VolumeCap cap{
        .licence_rule = context.rule(licence), .share_of_home_sales = share_of_home_sales, .aggregate = aggregate};
    cap.products.assign(context.catalogue.products.size(), products.empty() ? 1 : 0);
    for (const auto& name : products) cap.products[context.catalogue.products.find(name)] = 1;
    contributions.volume_caps.push_back(std::move(cap));
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
