#pragma once
// Bookkeeping of purchases that several phases share.

#include "entrepot/model/tick.hpp"

namespace entrepot::model {

/// Take an amount from this year's budget.
void charge_budget(Tick& tick, BuyerId b, Money amount);

/// Put a purchase on the buyer's books: compute on order, budget committed.
void commit(Tick& tick, BuyerId b, ProductId p, Units units, Money unit_price);

/// Take (part of) a purchase made in week `placed` that will not be delivered off the buyer's books. Money of an
/// earlier budget year does not come back.
void release(Tick& tick, BuyerId b, ProductId p, Units units, Money unit_price, Week placed);

/// Working capital of an intermediary that a unit of an accepted order ties up: what it must pay before it is paid.
Money capital_per_unit(const scenario::GreyMarket& market, Money supply_price, Money unit_price);

/// Goods that arrived: from on order to installed, with their week of retirement.
void install(Tick& tick, BuyerId b, ProductId p, Units units);

/// Free the buyer's books and the intermediary's capital of `units` of an order.
void give_up(Tick& tick, const world::Order& order, Units units);

/// Give up `units` of an order that was not shipped, and its licence if it has one.
void cancel(Tick& tick, const world::Order& order, Units units);

/// The lowest markup a buyer is quoted now by an intermediary: what it last posted, faded since, but never under its
/// floor. `believed` is its believed_detection on the way to the buyer, the same for every product.
double posted_markup(const Tick& tick, IntermediaryId i, ProductId p, BuyerId b, double believed);

/// What an intermediary believes of the chance that a lot to the buyer's place is detected, by its cheapest route; 1
/// without route.
double believed_detection(const Tick& tick, IntermediaryId i, BuyerId b);

/// The detection that an intermediary believes a route carries: each leg by what is known of its own border.
double believed_on_route(const Tick& tick, IntermediaryId i, RouteId route);

/// The first of an intermediary's suppliers that carries the product's vendor; none without.
ChannelId supplier_of(const Tick& tick, IntermediaryId i, ProductId p);

/// Rent that a tenant pays for a new contract, USD/H100e/week; a front company asks its fee on top.
double rent_for(const Tick& tick, BuyerId tenant);

/// USD that an intermediary would lose with a lot of this supply value.
double loss_on(const Tick& tick, IntermediaryId i, double lot_value);

/// What an intermediary has of its own: what it was founded with and kept of its margins, less losses and fines. Below
/// zero, it is ruined.
Money own_capital(const Tick& tick, IntermediaryId i);

/// Working capital that an intermediary can still promise.
Money free_capital(const Tick& tick, IntermediaryId i);

/// Units of a grey order that the intermediary has the capital for.
Units affordable(const Tick& tick, const world::Order& order);

/// Where an order's goods are for, as the officers are told: at the end user, or where a cover story says.
JurisdictionId declared_place(const Tick& tick, const world::Order& order);

/// Units that the caps on a licence rule still let pass to a declared place; a huge number without caps.
Units licensable(const Tick& tick, ProductId p, RuleId rule, JurisdictionId place);

/// Compute, H100e, that an end user may still order this year without the licence that a rule asks for.
double exempt_compute(const Tick& tick, BuyerId b, RuleId rule);

/// Count units as licensed under the order's rule, against its caps; negative units take back.
void count_licensed(Tick& tick, const world::Order& order, Units units);

/// Add to what an intermediary remembers of its own diverted lots.
void remember(Tick& tick, IntermediaryId i, double detections, double trials);

/// Probability that a place acts on the exporting authority's rules: its customs', raised by its government's reaction
/// to the naming of its firms, and never below what rules in force ask for.
double cooperation(const Tick& tick, JurisdictionId place);

/// Raise the authority's score of an intermediary.
void add_suspicion(Tick& tick, IntermediaryId i, double weight);

}  // namespace entrepot::model
