#pragma once
// What may still be sold under a licence, or without one.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// The declared place of use of an order's goods: at the end user, or where a cover story says.
JurisdictionId declared_place(const WeekContext& week, const world::Order& order);

/// Units that the caps on a licence rule still allow to a declared place; INT64_MAX without caps.
Units licensable(const WeekContext& week, ProductId p, RuleId rule, JurisdictionId place);

/// Compute, H100e, that an end user may still order this year without the licence that a rule asks for.
double exempt_compute(const WeekContext& week, BuyerId b, RuleId rule);

/// Count units as licensed under the order's rule, against its caps; negative units undo that.
void count_licensed(Writes<LicensingState> week, const world::Order& order, Units units);

}  // namespace entrepot::model
