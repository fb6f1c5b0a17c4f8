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

}  // namespace entrepot::policy
