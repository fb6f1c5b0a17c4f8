#pragma once
// Buyers' ties to intermediaries: trust, and the search for new ones.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Row of a buyer's contact in BuyerState::contacts and trust; no_contact if it does not know the intermediary.
inline constexpr std::uint32_t no_contact = UINT32_MAX;
std::uint32_t contact_row(const WeekContext& week, BuyerId b, IntermediaryId i);

/// The buyer that a row of BuyerState::contacts belongs to.
BuyerId owner_of(const world::Buyers& buyers, std::uint32_t row);

/// Units that an intermediary has delivered, discounted by age: its reputation.
double reputation(const WeekContext& week, IntermediaryId i);

/// Share of the price that a buyer pays a contact in advance.
double deposit_for(const WeekContext& week, std::uint32_t contact);

/// The deposit on which a buyer and an intermediary agree before they trust each other.
double first_deposit(const scenario::GreyMarket& market, const Streams& streams, StableId buyer, StableId seller);

/// Units that a buyer orders from a contact at most.
Units largest_deal(const WeekContext& week, std::uint32_t contact, double sought);

/// A lot that came, or was seized, changes the buyer's trust in the intermediary.
void note_delivery(Writes<BuyerState, IntermediaryState> week, BuyerId b, IntermediaryId i, Units units);
void note_seizure(Writes<BuyerState> week, BuyerId b, IntermediaryId i);

/// Buyers replace the contacts that failed them this week (Messages::failed_contacts): with contacts of other buyers,
/// or with firms in hubs that have delivered.
void replace_contacts(Writes<BuyerState> week);

/// Clients of a listed firm who trust its owners follow them to their new firm.
void follow(Writes<BuyerState> week, IntermediaryId listed, IntermediaryId successor);

}  // namespace entrepot::model
