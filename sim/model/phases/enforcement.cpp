// Enforcement: the authority ranks its leads, checks end uses, opens and closes cases, and lists firms.

#include <algorithm>
#include <cmath>
#include <functional>

#include "entrepot/core/units.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/purchase.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot::model {
namespace {

using submodels::Lead;

constexpr StableId authority = 1;  // the exporting authority's own stream; agents' ids are hashes

double score(const Tick& tick, IntermediaryId i) {
  const auto& table = tick.state.intermediaries;
  return submodels::faded(table.suspicion[i], tick.week - table.suspicion_week[i], tick.scenario().suspicion);
}

using Pool = std::vector<IntermediaryId>;

/// What the authority remembers of a hub.
using YieldOf = std::function<submodels::Yield(JurisdictionId)>;

JurisdictionId hub_of(const Tick& tick, IntermediaryId i) { return tick.agents.intermediaries.warehouse[i]; }

/// Draws from the authority's beliefs about hubs. Each hub has draws of its own, so one more or fewer in the pool
/// leaves those of the others as they are.
submodels::SampleYield sampled_yields(const Tick& tick, std::size_t pick_number, Purpose means, const YieldOf& yield) {
  return [&tick, pick_number, means, &yield](JurisdictionId hub) {
    const StableId arm =
        stable_pair(tick.setting.place_id[hub], static_cast<StableId>(means), static_cast<Week>(pick_number));
    const double u = tick.streams.at(arm, tick.week, Purpose::targeting).uniform();
    return submodels::sampled_yield(yield(hub), tick.scenario().enforcement, u);
  };
}

/// Take `wanted` out of a pool: by a random draw (of the stream `whose`) with probability `random_share`, else as the
/// authority targets.
Pool pick(const Tick& tick, Pool& pool, std::size_t wanted, StableId whose, Purpose means, const YieldOf& yield) {
  const double random_share = tick.scenario().enforcement.random_share;
  Draws draws = tick.streams.at(whose, tick.week, means);
  Pool picked;
  if (wanted == 0) return picked;
  std::vector<submodels::Candidate> candidates(pool.size());
  std::transform(pool.begin(), pool.end(), candidates.begin(), [&](IntermediaryId i) {
    return submodels::Candidate{hub_of(tick, i), score(tick, i)};
  });
  while (picked.size() < wanted && !pool.empty()) {
    const std::size_t chosen = draws.bernoulli(random_share)
                                   ? draws.index(static_cast<std::uint32_t>(pool.size()))
                                   : submodels::pick_target(candidates, tick.scenario().model.targeting,
                                                            sampled_yields(tick, picked.size(), means, yield));
    picked.push_back(pool[chosen]);
    pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(chosen));
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(chosen));
  }
  return picked;
}

/// Everybody who receives goods in a hub that is probed or on the watch list is under a little suspicion; it does not
/// add up with every delivery.
void note_anomalies(Tick& tick, const std::vector<IntermediaryId>& consignees) {
  const double anomaly = submodels::weight(Lead::hub_anomaly, tick.scenario().suspicion);
  for (const IntermediaryId i : consignees) {
    const JurisdictionId place = tick.agents.intermediaries.warehouse[i];
    const bool is_new = score(tick, i) < anomaly;
    const bool watched = tick.state.hubs.watch_listed[place] != 0 || tick.rules.levers().probed[place] != 0;
    if (watched && is_new) add_suspicion(tick, i, anomaly);
  }
}

/// Checks that a budget has saved up for after another week, taken out of it.
std::size_t due_checks(double& budget, double checks_per_year) {
  budget += checks_per_year / double{weeks_per_year};
  const double due = std::floor(budget);
  budget -= due;
  return static_cast<std::size_t>(due);
}

void check_end_use(Tick& tick, IntermediaryId i) {
  auto& state = tick.state.enforcement;
  ++tick.record.end_use_checks(tick.week);
  ++state.checks_made[hub_of(tick, i)];
  const bool diverted = tick.state.intermediaries.diverted_value[i] > Money{};
  Draws luck = tick.streams.at(tick.agents.intermediaries.id[i], tick.week, Purpose::end_use_check);
  const double detection = std::max(tick.scenario().enforcement.check_detection, tick.rules.levers().check_detection);
  const bool thorough = luck.bernoulli(detection);
  const bool unfavourable = thorough && diverted;
  if (diverted && !thorough) tick.state.intermediaries.missed_check[i] = tick.week;
  note_check(tick, i, unfavourable);
  if (!unfavourable) return;
  ++state.checks_failed[hub_of(tick, i)];
  add_suspicion(tick, i, submodels::weight(Lead::failed_check, tick.scenario().suspicion));
}

YieldOf yield_of_checks(const Tick& tick) {
  const auto& state = tick.state.enforcement;
  return [&state](JurisdictionId hub) { return submodels::Yield{state.checks_failed[hub], state.checks_made[hub]}; };
}

/// Checks that are dedicated to a hub go to those of its consignees that the other checks have left; each hub has its
/// own luck, so that its checks leave those of the others as they are.
void check_hubs(Tick& tick, const Pool& left) {
  const auto& dedicated = tick.rules.levers().hub_checks;
  for (const JurisdictionId hub : Rows<JurisdictionId>(dedicated.size())) {
    if (dedicated[hub] == 0) continue;
    const std::size_t due = due_checks(tick.state.enforcement.hub_check_budget[hub], dedicated[hub]);
    Pool there;
    std::copy_if(left.begin(), left.end(), std::back_inserter(there),
                 [&](IntermediaryId i) { return hub_of(tick, i) == hub; });
    const StableId whose = tick.setting.place_id[hub];
    for (const IntermediaryId i : pick(tick, there, due, whose, Purpose::end_use_check, yield_of_checks(tick)))
      check_end_use(tick, i);
  }
}

void check_end_uses(Tick& tick, Pool consignees) {
  const auto& means = tick.scenario().enforcement;
  const double checks_per_year = means.end_use_checks_per_year * means.chip_share * tick.rules.levers().end_use_checks;
  const std::size_t due = due_checks(tick.state.enforcement.check_budget, checks_per_year);
  for (const IntermediaryId i : pick(tick, consignees, due, authority, Purpose::end_use_check, yield_of_checks(tick)))
    check_end_use(tick, i);
  check_hubs(tick, consignees);
}

void open_cases(Tick& tick) {
  const auto& means = tick.scenario().enforcement;
  auto& state = tick.state.enforcement;
  const auto desks =
      static_cast<std::size_t>(std::floor(means.investigators * means.chip_share * tick.rules.levers().investigators));
  if (state.cases.size() >= desks) return;
  const auto yield = [&](JurisdictionId hub) {
    return submodels::Yield{state.cases_proved[hub], state.cases_closed[hub]};
  };
  for (const IntermediaryId i :
       pick(tick, state.leads, desks - state.cases.size(), authority, Purpose::investigation, yield)) {
    tick.state.intermediaries.under_case[i] = 1;
    state.cases.push_back({i, tick.week + static_cast<Week>(means.case_weeks)});
    ++tick.record.cases_opened(tick.week);
    tick.tell({.kind = EventKind::case_opened, .intermediary = i, .until = state.cases.back().closes});
  }
}

/// A fine in proportion to what was diverted, as far as the firm can be made to pay.
Money fine(const Tick& tick, IntermediaryId i) {
  const auto& agents = tick.agents.intermediaries;
  const auto& table = tick.state.intermediaries;
  const auto& legal = tick.setting.geography.jurisdictions().facts[agents.jurisdiction[i]].legal;
  const Money full =
      table.diverted_value[i].scaled(legal.fine_multiple * tick.rules.levers().fines[agents.jurisdiction[i]]);
  if (agents.limited_liability[i] == 0) return full;
  return std::clamp(own_capital(tick, i), Money{}, full);
}

/// Some owners come back under another name, a while after the listing.
void plan_return(Tick& tick, IntermediaryId i, Week listed) {
  const auto& entry = tick.scenario().entry;
  Draws draws = tick.streams.at(tick.agents.intermediaries.id[i], tick.week, Purpose::entry);
  if (!draws.bernoulli(entry.return_share)) return;
  const auto week = static_cast<std::size_t>(listed) + static_cast<std::size_t>(entry.return_lag_weeks);
  auto& returns = tick.state.enforcement.returns;
  if (week < returns.size()) returns[week].push_back(i);
}

void punish(Tick& tick, IntermediaryId i) {
  auto& table = tick.state.intermediaries;
  const Money due = fine(tick, i);
  tick.ledger.pay(holder(i), treasury(), due);
  tick.state.outside.treasury += due;
  table.fines[i] += due;
  table.diverted_value[i] = Money{};
  const auto listed =
      tick.week + static_cast<Week>(tick.scenario().enforcement.listing_lag_weeks * tick.rules.levers().listing_lag);
  table.listed_from[i] = std::min(table.listed_from[i], listed);
  ++tick.record.entity_listings(tick.week);
  tick.tell({.kind = EventKind::firm_listed, .intermediary = i, .until = table.listed_from[i]});
  const JurisdictionId seat = tick.agents.intermediaries.jurisdiction[i];
  tick.state.hubs.grey_profit[seat] -= due.dollars();
  plan_return(tick, i, listed);
  remember(tick, i, 1, 1);  // the firm has learnt its lesson
}
/// A case that finds a diverter needs the help of the authorities where the firm sits.
double chance_of_proof(const Tick& tick, IntermediaryId i) {
  return tick.scenario().enforcement.case_success * cooperation(tick, tick.agents.intermediaries.jurisdiction[i]);
}

void close(Tick& tick, IntermediaryId i) {
  auto& table = tick.state.intermediaries;
  Draws draws = tick.streams.at(tick.agents.intermediaries.id[i], tick.week, Purpose::investigation);
  const bool proved = draws.bernoulli(chance_of_proof(tick, i));
  auto& state = tick.state.enforcement;
  ++state.cases_closed[hub_of(tick, i)];
  const bool convicted = proved && table.diverted_value[i] > Money{};
  tick.tell({.kind = EventKind::case_closed, .intermediary = i, .proved = convicted});
  if (convicted) {
    ++state.cases_proved[hub_of(tick, i)];
    punish(tick, i);
  }
  table.suspicion[i] = 0;
  table.under_case[i] = 0;
}

void close_cases(Tick& tick) {
  std::erase_if(tick.state.enforcement.cases, [&](const world::Case& file) {
    if (file.closes > tick.week) return false;
    close(tick, file.target);
    return true;
  });
}

/// Diverted chips that say where they are name who sold them, and the hub hears of it.
void process_location_reports(Tick& tick) {
  for (const IntermediaryId i : tick.state.enforcement.reveals[tick.week]) {
    ++tick.record.location_reveals(tick.week);
    add_suspicion(tick, i, submodels::weight(Lead::location, tick.scenario().suspicion));
    // Evaders fear it as far as it is acted on: the goods are safe abroad, but a case may follow.
    const double acted_on = chance_of_proof(tick, i);
    remember(tick, i, acted_on, 0);
    tick.state.hubs.detections[tick.agents.intermediaries.warehouse[i]] += acted_on;
  }
}

/// This week's hub consignees, each once, by row.
std::vector<IntermediaryId> consignees(Tick& tick) {
  auto all = std::move(tick.state.enforcement.recent_consignees);
  tick.state.enforcement.recent_consignees.clear();
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

void phases::enforcement(Tick& tick) {
  process_location_reports(tick);
  const auto recent = consignees(tick);
  note_anomalies(tick, recent);
  check_end_uses(tick, recent);
  close_cases(tick);
  open_cases(tick);
}

}  // namespace entrepot::model
