#pragma once
// Where a sale is invoiced and where its goods go (docs/odd.md, section 7): two choices, made apart. Revenue is
// booked at the vendor's first sale; the true destination is known only when the goods reach an end user.

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/agents.hpp"

namespace entrepot::submodels {

struct Invoice {
  JurisdictionId bill_to;
  JurisdictionId ship_to;
};

/// A direct customer's invoice goes to its billing centre once it centralises, to its home until then. That of a part
/// of its purchases goes to a contract maker who builds its machines; they are sent to the customer all the same.
/// `draws`: of the buyer, the week and Purpose::billing.
inline Invoice invoice_direct(const world::Buyers& buyers, BuyerId b, Week week, Draws draws) {
  const JurisdictionId ship_to = buyers.jurisdiction[b];
  const double assembled = buyers.parameters(b).assembled_share;
  if (assembled > 0 && draws.uniform() < assembled)
    return {buyers.group_assemblers[buyers.group[b]].pick(draws), ship_to};
  return {week >= buyers.centralises[b] ? buyers.billing_centre[b] : buyers.parent[b], ship_to};
}

/// A channel partner is invoiced where it keeps its books, wherever its customers are.
inline Invoice invoice_channel(const world::Channels& channels, ChannelId c) {
  return {channels.bills_in[c], channels.jurisdiction[c]};
}

}  // namespace entrepot::submodels
