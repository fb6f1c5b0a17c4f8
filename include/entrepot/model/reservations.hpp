#pragma once
// Reserved compute: a cloud signs with a restricted tenant, buys the chips as a lawful end user in its own place, and
// hands the compute over as they arrive.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Compute that a tenant has reserved and does not have yet, H100e.
double awaited(const WeekContext& week, BuyerId tenant);

/// Whether the checks in force, or the time it has waited, end a contract that is not delivered in full.
bool is_void(const WeekContext& week, const world::Reservation& contract);

/// Probability that the checks of a provider, or those that rules require, turn a tenant away; a front evades a share.
double chance_of_refusal(const WeekContext& week, BuyerId tenant, ProviderId provider);

/// Sign for compute to be built; the tenant prepays a share of its rent. `check` is the tenant's draw at its check.
void sign(Writes<BuyerState, RentalState, Ledger> week, const world::Tenancy& terms, double check);

/// End the contracts that are void: the tenant gets its prepaid rent back, the cloud keeps what it has bought.
void release_void(Writes<BuyerState, RentalState, Ledger> week);

/// A delivered lot that a cloud bought for a tenant.
void receive_for_tenant(Writes<RentalState> week, const world::Lot& lot);

/// Hand over what has arrived at sites that are ready.
void hand_over(Writes<BuyerState, RentalState, Record> week);

/// What a cloud has still to order for a contract, H100e; 0 if it is too early.
double to_order(const WeekContext& week, const world::Reservation& contract);

/// Enter an order for a contract. The contract pays for it: what it brings is added to the cloud's budget.
void enter_order(Writes<BuyerState, RentalState> week, std::size_t row, const world::Order& order);

}  // namespace entrepot::model
