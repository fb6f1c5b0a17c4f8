#pragma once
// Bill-to, ship-to and headquarters of a sale (docs/reference/odd.md, section 7), determined separately. Revenue is
// booked at the vendor's first sale; the true destination is known only when the goods reach an end user.

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/agents.hpp"

namespace entrepot::submodels {

struct Invoice {
  JurisdictionId bill_to;
  JurisdictionId ship_to;
  JurisdictionId seat;  ///< headquarters of the direct customer, not of the end user
};

/// A direct customer is invoiced at its billing centre once it centralises, at its home until then. For part of its
/// purchases, a contract manufacturer that builds its servers is the direct customer instead: it is invoiced at its own
/// seat, and the goods still go to the customer.
/// `draws`: of the buyer, the week and Purpose::billing.
inline Invoice invoice_direct(const world::Buyers& buyers, BuyerId b, Week week, Date today, Draws draws) {
  const JurisdictionId ship_to = buyers.jurisdiction[b];
  const double assembled = buyers.parameters(b).assembled_share.at(today);
  if (assembled > 0 && draws.uniform() < assembled) {
    const JurisdictionId maker = buyers.group_assemblers[buyers.group[b]].pick(draws);
    return {maker, ship_to, maker};
  }
  return {week >= buyers.centralises[b] ? buyers.billing_centre[b] : buyers.parent[b], ship_to, buyers.parent[b]};
}

/// A channel partner is invoiced at its billing place, regardless of its customers' places.
inline Invoice invoice_channel(const world::Channels& channels, ChannelId c) {
  return {channels.bills_in[c], channels.jurisdiction[c], channels.seat[c]};
}

}  // namespace entrepot::submodels
