// Enforcement: the authority ranks its leads, checks end uses, opens and closes cases, and lists firms.

#include <algorithm>
#include <cmath>

#include "entrepot/enforcement/suspicion.hpp"
#include "entrepot/engine/purchase.hpp"
#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {
namespace {

using enforcement::Lead;

constexpr StableId authority = 1;  // the exporting authority's own stream; agents' ids are hashes

double score(const Tick& tick, IntermediaryId i) {
  const auto& table = tick.state.intermediaries;
  return enforcement::faded(table.suspicion[i], tick.week - table.suspicion_week[i]);
}

/// Take `wanted` out of a pool: by a random draw with probability `random_share`, else the highest score, ties to the
/// first.
std::vector<IntermediaryId> pick(const Tick& tick, std::vector<IntermediaryId>& pool, std::size_t wanted,
                                 Draws& draws) {
  const double random_share = tick.scenario().enforcement.random_share;
  std::vector<IntermediaryId> picked;
  while (picked.size() < wanted && !pool.empty()) {
    const bool at_random = draws.bernoulli(random_share);
    const auto highest = std::max_element(
        pool.begin(), pool.end(), [&](IntermediaryId a, IntermediaryId b) { return score(tick, a) < score(tick, b); });
    const auto chosen = at_random ? pool.begin() + draws.index(static_cast<std::uint32_t>(pool.size())) : highest;
    picked.push_back(*chosen);
    pool.erase(chosen);
  }
  return picked;
}

/// Everybody who receives goods in a hub that is probed or on the watch list is under a little suspicion; it does not
/// add up with every delivery.
void note_anomalies(Tick& tick, const std::vector<IntermediaryId>& consignees) {
  for (const IntermediaryId i : consignees) {
    const JurisdictionId place = tick.agents.intermediaries.warehouse[i];
    const bool is_new = score(tick, i) < enforcement::weight(Lead::hub_anomaly);
    const bool watched = tick.state.hubs.watch_listed[place] != 0 || tick.rules.levers().probed[place] != 0;
    if (watched && is_new) add_suspicion(tick, i, enforcement::weight(Lead::hub_anomaly));
  }
}

void check_end_uses(Tick& tick, std::vector<IntermediaryId> consignees) {
  const auto& enforcement = tick.scenario().enforcement;
  double& budget = tick.state.enforcement.check_budget;
  budget += enforcement.end_use_checks_per_year * enforcement.chip_share * tick.rules.levers().end_use_checks / 52.0;
  const auto due = static_cast<std::size_t>(std::floor(budget));
  budget -= static_cast<double>(due);

  Draws draws = tick.streams.at(authority, tick.week, Purpose::end_use_check);
  for (const IntermediaryId i : pick(tick, consignees, due, draws)) {
    ++tick.record.end_use_checks(tick.week);
    const bool diverted = tick.state.intermediaries.diverted_value[i] > Money{};
    const bool thorough = draws.bernoulli(enforcement.check_detection);
    if (diverted && thorough) add_suspicion(tick, i, enforcement::weight(Lead::failed_check));
    if (diverted && !thorough) tick.state.intermediaries.missed_check[i] = tick.week;
  }
}

void open_cases(Tick& tick) {
  const auto& enforcement = tick.scenario().enforcement;
  auto& state = tick.state.enforcement;
  const auto desks = static_cast<std::size_t>(
      std::floor(enforcement.investigators * enforcement.chip_share * tick.rules.levers().investigators));
  if (state.cases.size() >= desks) return;
  Draws draws = tick.streams.at(authority, tick.week, Purpose::investigation);
  for (const IntermediaryId i : pick(tick, state.leads, desks - state.cases.size(), draws)) {
    tick.state.intermediaries.under_case[i] = 1;
    state.cases.push_back({i, tick.week + static_cast<Week>(enforcement.case_weeks)});
    ++tick.record.cases_opened(tick.week);
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
  const Money means = Money::from_dollars(agents.working_capital[i]) - table.losses[i] - table.fines[i];
  return std::clamp(means, Money{}, full);
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
  // The firm has learnt its lesson, and the public announcement is heard by all who trade from the hub: so many lots
  // that were found out.
  remember(tick, i, 1, 1);
  const double heard = tick.scenario().perception.announcement_weight;
  const JurisdictionId hub = tick.agents.intermediaries.warehouse[i];
  tick.state.hubs.detections[hub] += heard;
  tick.state.hubs.trials[hub] += heard;
}

/// A case that finds a diverter needs the help of the authorities where the firm sits.
double chance_of_proof(const Tick& tick, IntermediaryId i) {
  const JurisdictionId seat = tick.agents.intermediaries.jurisdiction[i];
  const double cooperation = std::max(tick.setting.geography.jurisdictions().facts[seat].customs.cooperation,
                                      tick.rules.levers().cooperation[seat]);
  return tick.scenario().enforcement.case_success * cooperation;
}

void close(Tick& tick, IntermediaryId i) {
  auto& table = tick.state.intermediaries;
  Draws draws = tick.streams.at(tick.agents.intermediaries.id[i], tick.week, Purpose::investigation);
  const bool proved = draws.bernoulli(chance_of_proof(tick, i));
  if (proved && table.diverted_value[i] > Money{}) punish(tick, i);
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
void hear_from_chips(Tick& tick) {
  for (const IntermediaryId i : tick.state.enforcement.reveals[tick.week]) {
    ++tick.record.location_reveals(tick.week);
    add_suspicion(tick, i, enforcement::weight(Lead::location));
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

void enforce(Tick& tick) {
  hear_from_chips(tick);
  const auto recent = consignees(tick);
  note_anomalies(tick, recent);
  check_end_uses(tick, recent);
  close_cases(tick);
  open_cases(tick);
}

}  // namespace entrepot::engine
