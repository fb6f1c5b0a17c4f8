// A destination itself bans imports of products. `import_limit` has every other form of such a policy.

#include "import_rule.hpp"

namespace entrepot::policy {
namespace {

struct ImportBan {
  std::vector<std::string> places;
  std::vector<std::string> products;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("places", &ImportBan::places, {.refers_to = "places", .meaning = "Destinations that ban imports."});
    row("products", &ImportBan::products, {.optional = true, .refers_to = "products", .meaning = "Banned products; all products under the exporting authority's controls if omitted."});
    // clang-format on
  }

  [[nodiscard]] bool bars(const world::Catalogue& catalogue, ProductId p) const {
    if (products.empty()) return catalogue.vendors.under_controls[catalogue.products.vendor[p]] != 0;
    return names(products, catalogue.products.names[p.row()]);
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    ImportLimit ban{.rule = context.self, .refused_share = 1};
    cover(ban, context, places, [&](ProductId p, JurisdictionId) { return bars(context.catalogue, p); });
    contributions.levers.imports.push_back(std::move(ban));
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const { return nothing_imported(reach, places); }

  [[nodiscard]] Remark wide(const RuleReach& reach) const {
    if (!products.empty()) return {};
    return covers_all(reach, places, "'products', or the keys of import_limit,");
  }
};

}  // namespace

Instrument import_ban() {
  return instrument<ImportBan>({.name = "import_ban",
                                .meaning = "Bans lawful imports of products into a destination.",
                                .also = "customs block, embargo by the importer"});
}

}  // namespace entrepot::policy
