#pragma once
// What may still be sold under a licence, or without one.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// The declared end user of an order's goods and its place: the buyer, or under a cover story the diverter at its
/// warehouse; the other one is none.
struct DeclaredUser {
  JurisdictionId place;
  BuyerId buyer;
  IntermediaryId firm;
};
DeclaredUser declared_user(const WeekContext& week, BuyerId b);
DeclaredUser declared_user(const WeekContext& week, IntermediaryId i);
DeclaredUser declared_user(const WeekContext& week, const world::Order& order);

/// Units that the caps on a licence rule still allow to a declared end user and to its place; INT64_MAX without caps.
Units licensable(const WeekContext& week, ProductId p, RuleId rule, const DeclaredUser& user);

/// Conditions on the licences of a rule; none without a rule.
policy::LicenceTerms licence_terms(const WeekContext& week, RuleId rule);

/// Compute, H100e, that an end user may still order this year without the licence that a rule asks for.
double exempt_compute(const WeekContext& week, BuyerId b, RuleId rule);

/// Count units as licensed under the order's rule, against its caps; negative units undo that.
void count_licensed(Writes<LicensingState> week, const world::Order& order, Units units);

}  // namespace entrepot::model
