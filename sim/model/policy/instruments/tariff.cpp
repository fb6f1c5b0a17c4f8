// A duty on goods that enter a place, for all its buyers or some (the duty on advanced chips of January 2026, with
// exemptions by use).
//
// Assumption: it is paid on lawful purchases. Diverters declare an end use of their own, and pay none.

#include "import_rule.hpp"

namespace entrepot::policy {
namespace {

struct Tariff {
  Names places;
  double rate;
  Names products;
  Names segments;
  Names groups;
  Names exempt;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("places", &Tariff::places, {.refers_to = "places", .meaning = "Places whose buyers pay the duty."});
    row("rate", &Tariff::rate, {.unit = "ratio", .min = 0, .max = 10, .meaning = "Duty as a share of the price. Rates of several rules add up."});
    row("products", &Tariff::products, {.optional = true, .refers_to = "products", .meaning = "Products that bear it; all that are shipped from elsewhere if omitted."});
    row("segments", &Tariff::segments, {.optional = true, .choices = {scenario::segment_names.begin(), scenario::segment_names.end()}, .meaning = "Kinds of buyers that pay it; with groups, either suffices. All buyers if neither is named."});
    row("groups", &Tariff::groups, {.optional = true, .refers_to = "buyers", .meaning = "Groups of buyers that pay it."});
    row("exempt", &Tariff::exempt, {.optional = true, .refers_to = "buyers", .meaning = "Groups of buyers that do not, by their use or by agreement."});
    // clang-format on
  }

  [[nodiscard]] bool covers(const world::Catalogue& catalogue, ProductId p, JurisdictionId place) const {
    if (products.empty()) return catalogue.vendors.ships_from[catalogue.products.vendor[p]] != place;
    return names(products, catalogue.products.names[p.row()]);
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    ImportLimit limit{.rule = context.self, .segments = segments, .groups = groups, .exempt = exempt, .duty = rate};
    cover(limit, context, places, [&](ProductId p, JurisdictionId j) { return covers(context.catalogue, p, j); });
    contributions.levers.imports.push_back(std::move(limit));
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (rate <= 0) return "it charges nothing, because 'rate' is 0";
    return nothing_imported(reach, places);
  }

  [[nodiscard]] Remark wide(const RuleReach& reach) const {
    if (!products.empty()) return {};
    return covers_all(reach, places, "'products', 'segments', 'groups' and 'exempt'");
  }
};

}  // namespace

Instrument tariff() {
  return instrument<Tariff>({.name = "tariff",
                             .meaning = "Charges the buyers of a place a duty on products from abroad.",
                             .also = "Section 232, customs duty, import tax",
                             .reach = "every lawful purchase there, with or without a licence"});
}

}  // namespace entrepot::policy
