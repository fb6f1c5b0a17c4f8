#include "entrepot/model/submodels/chip_supply.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/apportion.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::submodels {
namespace {

/// What there is of a part that does not limit the line.
double unlimited() { return std::numeric_limits<double>::infinity(); }

double a_week(double a_year) { return a_year / double{weeks_per_year}; }

/// Cuts wants in proportion, so that together they need no more of a part than there is; whether it had to.
bool cut_to(std::vector<Units>& wants, std::span<const Parts> per_unit, double Parts::*part, double available) {
  double needed = 0;
  for (std::size_t k = 0; k < wants.size(); ++k) needed += static_cast<double>(wants[k]) * per_unit[k].*part;
  if (needed <= available) return false;
  const double share = available / needed;
  for (std::size_t k = 0; k < wants.size(); ++k) {
    if (per_unit[k].*part > 0) wants[k] = static_cast<Units>(std::floor(static_cast<double>(wants[k]) * share));
  }
  return true;
}

void receive_dies(world::PartsStock& stock, const scenario::SupplyLimits& limits, const policy::SupplyRule& rules,
                  Date before, Date now) {
  const double planned = limits.wafers->at(now);
  stock.wafers_lost += prevented_growth(limits.wafers->at(before), planned, rules.growth);
  const double wafers = std::max(0.0, planned - stock.wafers_lost);
  const double yield = rules.service * learned_yield(limits.yield.at(now), limits, stock.dies_made);
  const double made = weekly_dies(wafers, limits.accelerator_share.at(now), limits.dies_per_wafer, yield);
  stock.dies_made += made;
  stock.dies = std::min(stock.dies + made, made * (1.0 + limits.die_stock_weeks));
  stock.foreign_dies += a_week(limits.foreign_dies.at(now)) * rules.foreign_dies;
}

void receive_stacks(world::PartsStock& stock, const scenario::SupplyLimits& limits, const policy::SupplyRule& rules,
                    Date before, Date now) {
  const double planned = limits.memory_stacks->at(now);
  stock.stacks_lost += prevented_growth(limits.memory_stacks->at(before), planned, rules.growth);
  const double domestic = std::max(0.0, planned - stock.stacks_lost) * rules.service;
  stock.stacks += a_week(domestic + limits.imported_stacks.at(now) * rules.imported_stacks +
                         limits.grey_stacks.at(now) * rules.grey_stacks);
}

}  // namespace

void combine(policy::SupplyRule& all, const policy::SupplyRule& rule) {
  all.growth *= rule.growth;
  all.service *= rule.service;
  all.foreign_dies *= rule.foreign_dies;
  all.imported_stacks *= rule.imported_stacks;
  all.grey_stacks *= rule.grey_stacks;
}

double weekly_dies(double wafers_a_month, double accelerator_share, double dies_per_wafer, double yield) {
  return a_week(wafers_a_month * double{months_per_year}) * accelerator_share * dies_per_wafer * yield;
}

double learned_yield(double path, const scenario::SupplyLimits& limits, double dies_made) {
  if (limits.learning_rate <= 0 || path >= limits.yield_limit) return path;
  const double doublings = core::log(1.0 + dies_made / limits.learned_dies) / core::log(2.0);
  return limits.yield_limit - (limits.yield_limit - path) * core::pow(1.0 - limits.learning_rate, doublings);
}

double prevented_growth(double before, double now, double growth_factor) {
  return std::max(0.0, now - before) * (1.0 - growth_factor);
}

void receive_parts(world::PartsStock& stock, const scenario::SupplyLimits& limits, const policy::SupplyRule& rules,
                   Date before, Date now) {
  if (limits.wafers) receive_dies(stock, limits, rules, before, now);
  if (limits.memory_stacks) receive_stacks(stock, limits, rules, before, now);
}

double dies_available(const world::PartsStock& stock, const scenario::SupplyLimits& limits) {
  if (!limits.wafers) return unlimited();
  return stock.dies + std::min(stock.foreign_dies, limits.foreign_die_use.value_or(unlimited()));
}

double stacks_available(const world::PartsStock& stock, const scenario::SupplyLimits& limits) {
  return limits.memory_stacks ? stock.stacks : unlimited();
}

void use_parts(world::PartsStock& stock, double dies, double stacks) {
  const double domestic = std::min(dies, stock.dies);
  stock.dies -= domestic;
  stock.foreign_dies = std::max(0.0, stock.foreign_dies - (dies - domestic));
  stock.stacks = std::max(0.0, stock.stacks - stacks);
}

Starts limited_starts(Units capacity, std::span<const Units> wants, std::span<const Parts> per_unit,
                      const Parts& available) {
  Starts starts{{wants.begin(), wants.end()}};
  if (cut_to(starts.units, per_unit, &Parts::stacks, available.stacks)) starts.limit = SupplyLimit::memory;
  if (cut_to(starts.units, per_unit, &Parts::dies, available.dies)) starts.limit = SupplyLimit::dies;
  Units total = 0;
  for (const Units units : starts.units) total += units;
  if (total > capacity) {
    starts.units = apportion(capacity, starts.units);
    starts.limit = SupplyLimit::capacity;
  }
  return starts;
}

}  // namespace entrepot::submodels
