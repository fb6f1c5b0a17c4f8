#pragma once
// Bill-to and ship-to of a sale (docs/reference/odd.md, section 7), determined separately. Revenue is booked at the
// vendor's first sale; the true destination is known only when the goods reach an end user.

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/agents.hpp"

namespace entrepot::submodels {

struct Invoice {
  JurisdictionId bill_to;
  JurisdictionId ship_to;
};

/// A direct customer is invoiced at its billing centre once it centralises, at its home until then. For part of its
/// purchases, a contract manufacturer that builds its servers is invoiced instead; the goods still go to the customer.
/// `draws`: of the buyer, the week and Purpose::billing.
inline Invoice invoice_direct(const world::Buyers& buyers, BuyerId b, Week week, Draws draws) {
  const JurisdictionId ship_to = buyers.jurisdiction[b];
  const double assembled = buyers.parameters(b).assembled_share;
  if (assembled > 0 && draws.uniform() < assembled)
    return {buyers.group_assemblers[buyers.group[b]].pick(draws), ship_to};
  return {week >= buyers.centralises[b] ? buyers.billing_centre[b] : buyers.parent[b], ship_to};
}

/// A channel partner is invoiced at its billing place, regardless of its customers' places.
inline Invoice invoice_channel(const world::Channels& channels, ChannelId c) {
  return {channels.bills_in[c], channels.jurisdiction[c]};
}

}  // namespace entrepot::submodels
