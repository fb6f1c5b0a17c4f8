#pragma once
// Buyers' ties to intermediaries: trust, and the search for new ones.

#include "entrepot/model/tick.hpp"

namespace entrepot::model {

/// Row of a buyer's contact in BuyerState::contacts and trust; no_contact if it does not know the intermediary.
inline constexpr std::uint32_t no_contact = UINT32_MAX;
std::uint32_t contact_row(const Tick& tick, BuyerId b, IntermediaryId i);

/// The buyer that a row of BuyerState::contacts belongs to.
BuyerId owner_of(const world::Buyers& buyers, std::uint32_t row);

/// A lot that came, or was seized, changes the buyer's trust in the intermediary.
void note_delivery(Tick& tick, BuyerId b, IntermediaryId i);
void note_seizure(Tick& tick, BuyerId b, IntermediaryId i);

/// Buyers look elsewhere for the contacts that failed them this week (Messages::failed_contacts): at other buyers'
/// contacts, or around the hubs that have delivered.
void replace_contacts(Tick& tick);

/// The clients of a listed firm who trust its owners follow them to their new name.
void follow(Tick& tick, IntermediaryId listed, IntermediaryId successor);

}  // namespace entrepot::model
