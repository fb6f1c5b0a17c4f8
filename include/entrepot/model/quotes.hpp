#pragma once
// Prices that buyers are quoted for what they may not buy, and who supplies it.

#include "entrepot/model/submodels/grey_price.hpp"
#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// The first of an intermediary's suppliers that carries the product's vendor; none without.
ChannelId supplier_of(const WeekContext& week, IntermediaryId i, ProductId p);

/// Whether a released product is for sale at a channel partner, or at the vendor if there is none: as long as it is
/// made, then until stock runs out.
bool on_offer(const WeekContext& week, ProductId p, ChannelId c);

/// A price of a product over its list price, less one.
double premium_over_list(const WeekContext& week, ProductId p, double dollars);

/// What an intermediary weighs when a buyer in a place asks for a product that it buys from a supplier, or bought from
/// one before (none). `believed` is its believed detection on the way.
submodels::SellerPosition seller_position(const WeekContext& week, IntermediaryId i, ProductId p, ChannelId supplier,
                                          JurisdictionId place, double believed);

/// The same for a used unit, which is there within a week, at a price.
submodels::SellerPosition position_with_used(const WeekContext& week, IntermediaryId i, ProductId p, Money price,
                                             JurisdictionId place, double believed);

/// Units of a product that an intermediary can still promise at a price, beyond those in stock: within what its
/// suppliers sell it without doubts, and what its capital can finance beside a deposit, a share of the price. 0 without
/// a supplier.
Units room_for(const WeekContext& week, IntermediaryId i, ProductId p, ChannelId supplier, Money price, double deposit);

/// What a contact asks at least of a buyer who seeks a number of units, USD/unit, and how many it can sell; no units
/// where it cannot supply any.
struct GreyTerms {
  submodels::LowestPrices least;
  Units in_stock = 0;
  Units to_order = 0;
};
GreyTerms grey_terms(const WeekContext& week, BuyerId b, ProductId p, double sought, std::uint32_t contact,
                     double believed);

/// Share of a levy on its revenue that a product's vendor adds to the price of a sale.
double passed_on_share(const WeekContext& week, ProductId p);

/// What the buyer pays on a sale under a licence, over its price: the duty, and what is passed on of the levy.
double licence_charges(const WeekContext& week, ProductId p, RuleId licence);

/// Rent that a tenant pays for a new contract, USD/H100e/week; a front company asks its fee on top.
double rent_for(const WeekContext& week, BuyerId tenant);

}  // namespace entrepot::model
