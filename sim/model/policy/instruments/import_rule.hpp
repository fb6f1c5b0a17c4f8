#pragma once
// What the rules on imports have in common: the products and places of use that they cover.

#include <string>
#include <vector>

#include "typed_instrument.hpp"

namespace entrepot::policy {

/// Make a limit cover the products for which covers(product, place) holds, in each of the places.
template <class Covers>
void cover(ImportLimit& limit, const RuleContext& context, const std::vector<std::string>& places, Covers&& covers) {
  limit.clear(context.catalogue.products.size(), context.jurisdictions.size());
  for_each_place(context, places, [&](JurisdictionId j) {
    for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
      if (covers(p, j)) limit.cover(p, j);
    }
  });
}

/// Whether a limit is about a group of buyers, wherever they are.
inline bool is_about(const ImportLimit& limit, const std::string& name, const scenario::BuyerGroup& group) {
  if (names(limit.exempt, name)) return false;
  if (limit.segments.empty() && limit.groups.empty()) return true;
  const std::string segment = scenario::segment_names[static_cast<std::size_t>(group.segment)];
  return names(limit.groups, name) || names(limit.segments, segment);
}

/// Places of the buyers that a limit is about, among those that it names.
inline RuleReach::Places places_of_buyers(const RuleReach& reach, const std::vector<std::string>& places,
                                          const ImportLimit& limit) {
  const auto meant = [&](const auto& name, const auto& group) { return is_about(limit, name, group); };
  return reach.places_of_buyers(meant) & reach.places(places);
}

/// Products that a limit covers in one of these places and that are on sale there.
inline std::vector<std::string> limited_products(const RuleReach& reach, const ImportLimit& limit,
                                                 const RuleReach::Places& places) {
  std::vector<std::string> all;
  const auto& products = reach.catalogue().products;
  for (const ProductId p : Rows<ProductId>(products.size())) {
    bool limited = false;
    for (const JurisdictionId j : Rows<JurisdictionId>(limit.places.size())) {
      const bool covered = limit.covers[p.row() * limit.places.size() + j.row()] != 0;
      limited |= places[j.row()] && covered && reach.catalogue().is_sold_in(p, j);
    }
    if (limited && reach.is_sold(p)) all.push_back(products.names[p.row()]);
  }
  return all;
}

/// Why a limit on imports into these places covers nobody or nothing.
inline Remark nothing_imported(const RuleReach& reach, const std::vector<std::string>& places) {
  const ImportLimit& limit = reach.effect().levers.imports.front();
  const auto buyers = places_of_buyers(reach, places, limit);
  const std::string where = reach.in_words(reach.places(places));
  if (buyers.none()) return fmt::format("no buyer that it covers is in {}", where);
  if (!limited_products(reach, limit, buyers).empty()) return {};
  return fmt::format("no product that it covers is sold in {} {}", where, reach.period());
}

/// Says whom a limit covers that names neither buyers nor products.
inline Remark covers_all(const RuleReach& reach, const std::vector<std::string>& places, const char* keys) {
  const ImportLimit& limit = reach.effect().levers.imports.front();
  if (!limit.segments.empty() || !limit.groups.empty() || !limit.exempt.empty()) return {};
  const auto products = limited_products(reach, limit, places_of_buyers(reach, places, limit));
  return fmt::format("covers every lawful purchase in {} of {}, with or without a licence; {} limit it",
                     reach.in_words(reach.places(places)), in_words(products), keys);
}

}  // namespace entrepot::policy
