// A destination itself limits imports: refusal at the border, guidance that buyers follow or not, a highest share of
// foreign parts, approval case by case, and customs that look for undeclared chips (China from August 2025 on).
//
// Assumption: a buyer who may not import lawfully may still buy on the grey market. Only port checks reach such goods.

#include "import_rule.hpp"

namespace entrepot::policy {
namespace {

struct ImportLimitRule {
  Names places;
  Names products;
  Names vendors;
  Names segments;
  Names groups;
  Names exempt;
  double refused_share;
  double guidance;
  double quota_share;
  double approval;
  std::int64_t approval_weeks;
  double port_checks;

  template <class Rows>
  static void rows(Rows& row) {
    using R = ImportLimitRule;
    // clang-format off
    row("places", &R::places, {.refers_to = "places", .meaning = "Destinations that limit imports."});
    row("products", &R::products, {.optional = true, .refers_to = "products", .meaning = "Limited products; if neither products nor vendors are named, all whose vendor is at home elsewhere."});
    row("vendors", &R::vendors, {.optional = true, .refers_to = "vendors", .meaning = "Vendors whose products are limited."});
    row("segments", &R::segments, {.optional = true, .choices = {scenario::segment_names.begin(), scenario::segment_names.end()}, .meaning = "Kinds of buyers to which the limit applies; with groups, either suffices. All buyers if neither is named."});
    row("groups", &R::groups, {.optional = true, .refers_to = "buyers", .meaning = "Groups of buyers to which the limit applies."});
    row("exempt", &R::exempt, {.optional = true, .refers_to = "buyers", .meaning = "Groups of buyers to which it does not apply."});
    row("refused_share", &R::refused_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of orders refused entry, drawn for each order; 1 is a ban, which also cancels open orders."});
    row("guidance", &R::guidance, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of buyers that follow guidance not to buy: they place no lawful order and cancel open ones. The draw of a buyer is the same at every share, so a higher share only adds followers."});
    row("quota_share", &R::quota_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Highest share of foreign compute in what a buyer orders lawfully in a budget year."});
    row("approval", &R::approval, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Probability that the government approves an order, drawn for each order."});
    row("approval_weeks", &R::approval_weeks, {.unit = "weeks", .min = 0, .max = 52, .fallback = "0", .meaning = "Time until that decision, after any licence of the exporting country."});
    row("port_checks", &R::port_checks, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of undeclared consignments from abroad that customs open on arrival; they detect chips with the probability `detection` of the place's customs."});
    // clang-format on
  }

  [[nodiscard]] bool covers(const RuleContext& context, ProductId p, JurisdictionId place) const {
    const auto& catalogue = context.catalogue;
    const VendorId vendor = catalogue.products.vendor[p];
    if (products.empty() && vendors.empty()) return catalogue.vendors.home[vendor] != place;
    return names(products, catalogue.products.names[p.row()]) || names(vendors, catalogue.vendors.names[vendor.row()]);
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    ImportLimit limit{.rule = context.self,
                      .segments = segments,
                      .groups = groups,
                      .exempt = exempt,
                      .refused_share = refused_share,
                      .guidance = guidance,
                      .quota_share = quota_share,
                      .approval = approval,
                      .approval_weeks = approval_weeks};
    cover(limit, context, places, [&](ProductId p, JurisdictionId j) { return covers(context, p, j); });
    for_each_place(context, places,
                   [&](JurisdictionId j) { at_least(contributions.levers.port_checks[j], port_checks); });
    contributions.levers.imports.push_back(std::move(limit));
  }

  [[nodiscard]] bool limits_orders() const {
    return refused_share > 0 || guidance > 0 || quota_share < 1 || approval < 1 || approval_weeks > 0;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (port_checks > 0 && !places_of_buyers(reach, places, {}).none()) return {};
    if (!limits_orders() && port_checks <= 0)
      return "it limits nothing: it refuses, advises, delays and checks nothing";
    return nothing_imported(reach, places);
  }

  [[nodiscard]] Remark wide(const RuleReach& reach) const {
    if (!limits_orders() || !products.empty() || !vendors.empty()) return {};
    return covers_all(reach, places, "'products', 'vendors', 'segments', 'groups' and 'exempt'");
  }
};

}  // namespace

Instrument import_limit() {
  return instrument<ImportLimitRule>(
      {.name = "import_limit",
       .meaning = "Limits imports into a destination by its own government: refusal, guidance, a quota, approval, port "
                  "checks.",
       .also = "Chinese guidance, domestic preference, customs crackdown, state data centres, localisation"});
}

}  // namespace entrepot::policy
