#pragma once
// What the governments of buyers let in.

#include "entrepot/model/submodels/import_limits.hpp"
#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Terms on which the government of a buyer's place lets a product in; free if it sets no limit.
submodels::ImportTerms import_terms(const WeekContext& week, BuyerId b, ProductId p);

/// Units of a foreign product that a buyer may still order under a quota.
Units quota_units(const WeekContext& week, BuyerId b, ProductId p, double quota_share);

/// The rule under which a buyer may not import a product at all; none if it may.
RuleId barring_rule(const WeekContext& week, BuyerId b, ProductId p);

/// The rule under which the government of the buyer's place refuses an order; none if it lets it in.
RuleId refusing_rule(const WeekContext& week, const world::Order& order);

/// Enter a lawful order in the purchases against which quotas count.
void count_towards_quota(Writes<BuyerState> week, const world::Order& order);

}  // namespace entrepot::model
