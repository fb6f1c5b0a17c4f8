// A destination bars products itself (China's discouragement of the H20 from August 2025 on).

#include <algorithm>

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Ban {
  std::vector<std::string> places;
  std::vector<std::string> products;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Ban>>(scenario::Table<Ban>{
      field("places", &Ban::places, {.refers_to = "places", .meaning = "Destinations that bar them."}),
      field("products", &Ban::products, {.optional = true, .refers_to = "products", .meaning = "Products that are barred; all under the exporting authority's controls, if left out."})});
  // clang-format on
}

bool is_barred(const Ban& ban, const world::Catalogue& catalogue, ProductId p) {
  const auto& list = ban.products;
  if (list.empty()) return catalogue.vendors.under_controls[catalogue.products.vendor[p]] != 0;
  return std::find(list.begin(), list.end(), catalogue.products.names[p.row()]) != list.end();
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Ban&>(rule.parameters);
  const auto places = context.jurisdictions.matching(parameters.places);
  for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
    if (!is_barred(parameters, context.catalogue, p)) continue;
    for (const JurisdictionId j : Rows<JurisdictionId>(context.jurisdictions.size())) {
      if (places[j.row()]) contributions.levers.import_banned[p.row() * context.jurisdictions.size() + j.row()] = 1;
    }
  }
}

}  // namespace

Instrument import_ban() {
  return {"import_ban", "Bars lawful imports of products into a destination.",
          "Chinese guidance, customs block, domestic preference", table(), contribute};
}

}  // namespace entrepot::policy
