// Enforcement: the authority ranks its leads, checks end uses, opens and closes cases, and lists firms.

#include <algorithm>
#include <cmath>
#include <functional>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/allegations.hpp"
#include "entrepot/model/authority.hpp"
#include "entrepot/model/beliefs.hpp"
#include "entrepot/model/contacts.hpp"
#include "entrepot/model/discovery.hpp"
#include "entrepot/model/intermediary_capital.hpp"
#include "entrepot/model/observation.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/submodels/discovery.hpp"
#include "entrepot/model/submodels/staffing.hpp"
#include "entrepot/model/submodels/suspicion.hpp"
#include "entrepot/model/submodels/targeting.hpp"

namespace entrepot::model {
namespace {

using submodels::Lead;

constexpr StableId authority = 1;  // the exporting authority's own stream; agents' ids are hashes

/// Means of the authority in a week.
double in_week(const WeekContext& week, const scenario::Series& means) {
  return means.at(week.setting.calendar.date_of(week.number));
}

using Pool = std::vector<IntermediaryId>;

/// What the authority remembers of a hub.
using YieldOf = std::function<submodels::Yield(JurisdictionId)>;

JurisdictionId hub_of(const WeekContext& week, IntermediaryId i) { return week.agents.intermediaries.warehouse[i]; }

/// Draws from the authority's beliefs about hubs. Each hub has draws of its own, so one more or fewer in the pool
/// leaves those of the others as they are.
submodels::SampleYield sampled_yields(const WeekContext& week, std::size_t pick_number, Purpose means,
                                      const YieldOf& yield) {
  return [&week, pick_number, means, &yield](JurisdictionId hub) {
    const StableId arm =
        stable_pair(week.setting.place_id[hub], static_cast<StableId>(means), static_cast<Week>(pick_number));
    const double u = week.streams.at(arm, week.number, Purpose::targeting).uniform();
    return submodels::sampled_yield(yield(hub), week.scenario().enforcement, u);
  };
}

/// Take `wanted` out of a pool: by a random draw (of the stream `whose`) with probability `random_share`, else as the
/// authority targets.
Pool pick(const WeekContext& week, Pool& pool, std::size_t wanted, StableId whose, Purpose means,
          const YieldOf& yield) {
  const bool all_random = week.scenario().model.targeting == scenario::TargetingForm::random;
  const double random_share = all_random ? 1.0 : week.scenario().enforcement.random_share;
  Draws draws = week.streams.at(whose, week.number, means);
  Pool picked;
  if (wanted == 0) return picked;
  std::vector<submodels::Candidate> candidates(pool.size());
  std::transform(pool.begin(), pool.end(), candidates.begin(), [&](IntermediaryId i) {
    return submodels::Candidate{hub_of(week, i), suspicion(week, i)};
  });
  while (picked.size() < wanted && !pool.empty()) {
    const std::size_t chosen = draws.bernoulli(random_share)
                                   ? draws.index(static_cast<std::uint32_t>(pool.size()))
                                   : submodels::pick_target(candidates, week.scenario().model.targeting,
                                                            sampled_yields(week, picked.size(), means, yield));
    picked.push_back(pool[chosen]);
    pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(chosen));
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(chosen));
  }
  return picked;
}

/// Every consignee in a hub that is probed or on the watch list is under some suspicion, which does not accumulate with
/// each delivery.
void note_anomalies(Writes<IntermediaryState, EnforcementState> week, const std::vector<IntermediaryId>& consignees) {
  const double anomaly = submodels::weight(Lead::hub_anomaly, week->scenario().suspicion);
  for (const IntermediaryId i : consignees) {
    const JurisdictionId place = week->agents.intermediaries.warehouse[i];
    const bool is_new = suspicion(week, i) < anomaly;
    const bool watched = week->state.hubs.watch_listed[place] != 0 || week->rules.levers().probed[place] != 0;
    if (watched && is_new) add_suspicion(week, i, anomaly);
  }
}

/// Whole checks that a budget allows after another week; they are taken out of it.
std::size_t due_checks(double& budget, double checks_per_year) {
  budget += checks_per_year / double{weeks_per_year};
  const double due = std::floor(budget);
  budget -= due;
  return static_cast<std::size_t>(due);
}

void check_end_use(Writes<IntermediaryState, EnforcementState, Record> week, IntermediaryId i) {
  auto& state = week.enforcement();
  ++week.record().end_use_checks(week->number);
  ++state.checks_made[hub_of(week, i)];
  const bool diverted = week->state.intermediaries.diverted_value[i] > Money{};
  Draws draws = week->streams.at(week->agents.intermediaries.id[i], week->number, Purpose::end_use_check);
  const double detection = std::max(week->scenario().enforcement.check_detection, week->rules.levers().check_detection);
  const bool thorough = draws.bernoulli(detection);
  const bool found = thorough && diverted && works(week, world::Discovery::end_use_check);
  const bool unverified = !found && draws.bernoulli(week->scenario().enforcement.unverified_share);
  if (diverted && !thorough) week.intermediaries().missed_check[i] = week->number;
  note_check(week, i, found || unverified);
  if (unverified) add_suspicion(week, i, submodels::weight(Lead::hub_anomaly, week->scenario().suspicion));
  if (!found) return;
  ++state.checks_failed[hub_of(week, i)];
  find_out(week, i, VendorId::none(), reputation(week, i), world::Discovery::end_use_check);
}

YieldOf yield_of_checks(const WeekContext& week) {
  const auto& state = week.state.enforcement;
  return [&state](JurisdictionId hub) { return submodels::Yield{state.checks_failed[hub], state.checks_made[hub]}; };
}

/// Checks dedicated to a hub go to those of its consignees that no other check has visited. Each hub has draws of its
/// own, so its checks do not change those of another hub.
void check_hubs(Writes<IntermediaryState, EnforcementState, Record> week, const Pool& left) {
  const auto& dedicated = week->rules.levers().hub_checks;
  for (const JurisdictionId hub : Rows<JurisdictionId>(dedicated.size())) {
    if (dedicated[hub] == 0) continue;
    const std::size_t due = due_checks(week.enforcement().hub_check_budget[hub], dedicated[hub]);
    Pool there;
    std::copy_if(left.begin(), left.end(), std::back_inserter(there),
                 [&](IntermediaryId i) { return hub_of(week, i) == hub; });
    const StableId whose = week->setting.place_id[hub];
    for (const IntermediaryId i : pick(week, there, due, whose, Purpose::end_use_check, yield_of_checks(week)))
      check_end_use(week, i);
  }
}

void check_end_uses(Writes<IntermediaryState, EnforcementState, Record> week, Pool consignees) {
  const auto& means = week->scenario().enforcement;
  const double checks_per_year =
      in_week(week, means.end_use_checks_per_year) * means.chip_share * week->rules.levers().end_use_checks;
  const std::size_t due = due_checks(week.enforcement().check_budget, checks_per_year);
  for (const IntermediaryId i : pick(week, consignees, due, authority, Purpose::end_use_check, yield_of_checks(week)))
    check_end_use(week, i);
  check_hubs(week, consignees);
}

/// The desks of investigators in service.
std::size_t staff_desks(Writes<EnforcementState, Record> week) {
  const auto& means = week->scenario().enforcement;
  auto& state = week.enforcement();
  const auto& levers = week->rules.levers();
  const double posts =
      submodels::authorised_agents(means, week->setting.calendar.date_of(week->number), levers.appropriation) *
      levers.investigators;
  const auto staff = submodels::next_staff({state.trained, state.in_training}, posts, means);
  state.trained = staff.trained;
  state.in_training = staff.in_training;
  const double on_chips = staff.work() * means.chip_share;
  week.record().agents_in_service(week->number) = on_chips;
  return static_cast<std::size_t>(std::floor(on_chips));
}

/// What limits the cases of this week, before new ones are opened.
void note_limit(Writes<Record> week, std::size_t desks) {
  const auto& state = week->state.enforcement;
  const auto& diverted = week->state.intermediaries.diverted_units;
  const bool full = state.cases.size() + state.leads.size() > desks;
  const bool anybody = std::any_of(diverted.begin(), diverted.end(), [](Units units) { return units > 0; });
  const auto limit = full      ? world::EnforcementLimit::staff
                     : anybody ? world::EnforcementLimit::leads
                               : world::EnforcementLimit::none;
  ++week.record().enforcement_limit_weeks(week->month(), static_cast<std::size_t>(limit));
}

/// Weeks that a case takes.
Week case_length(const WeekContext& week, IntermediaryId i) {
  const auto& means = week.scenario().enforcement;
  if (means.case_spread <= 0) return static_cast<Week>(means.case_weeks);
  Draws draws = week.streams.at(week.agents.intermediaries.id[i], week.number, Purpose::investigation);
  draws.uniform();  // that of the proof
  return static_cast<Week>(std::ceil(means.case_weeks * core::exp(means.case_spread * draws.normal())));
}

void open_cases(Writes<IntermediaryState, EnforcementState, Record> week) {
  auto& state = week.enforcement();
  const std::size_t desks = staff_desks(week);
  note_limit(week, desks);
  if (state.cases.size() >= desks) return;
  const auto yield = [&](JurisdictionId hub) {
    return submodels::Yield{state.cases_proved[hub], state.cases_closed[hub]};
  };
  for (const IntermediaryId i :
       pick(week, state.leads, desks - state.cases.size(), authority, Purpose::investigation, yield)) {
    week.intermediaries().under_case[i] = 1;
    state.cases.push_back({i, week->number + case_length(week, i)});
    ++week.record().cases_opened(week->number);
    week->emit({.kind = EventKind::case_opened, .intermediary = i, .until = state.cases.back().closes});
  }
}

/// A fine in proportion to the value diverted, up to what the firm can pay.
Money fine(const WeekContext& week, IntermediaryId i) {
  const auto& agents = week.agents.intermediaries;
  const auto& table = week.state.intermediaries;
  const auto& legal = week.setting.geography.jurisdictions().facts[agents.jurisdiction[i]].legal;
  const Money full =
      table.diverted_value[i].scaled(legal.fine_multiple * week.rules.levers().fines[agents.jurisdiction[i]]);
  if (agents.limited_liability[i] == 0) return full;
  return std::clamp(own_capital(week, i), Money{}, full);
}

void list_firm(Writes<IntermediaryState, Record> week, IntermediaryId i, Week from) {
  Week& listed_from = week.intermediaries().listed_from[i];
  listed_from = std::min(listed_from, from);
  ++week.record().entity_listings(week->number);
  week->emit({.kind = EventKind::firm_listed, .intermediary = i, .until = listed_from});
}

/// Under an affiliates rule, the other firms of which an owner holds enough are listed with a convicted one if the
/// owner is known.
void list_affiliates(Writes<IntermediaryState, Record> week, IntermediaryId convicted, Week from) {
  const auto& firms = week->agents.intermediaries;
  const OwnerId owner = firms.owner[convicted];
  Draws draws = week->streams.at(week->agents.owners.id[owner], 0, Purpose::listing);  // known once and for all
  if (!draws.bernoulli(week->rules.levers().known_owners)) return;
  for (const IntermediaryId i : Rows<IntermediaryId>(firms.size())) {
    Week& affiliate_from = week.intermediaries().affiliate_from[i];
    const bool listed = week->state.intermediaries.listed_from[i] <= from || affiliate_from <= from;
    const bool held = firms.held_share[i] >= week->rules.levers().affiliate_holding;
    if (firms.owner[i] != owner || i == convicted || listed || !held) continue;
    affiliate_from = from;
    ++week.record().entity_listings(week->number);
    week->emit({.kind = EventKind::firm_listed, .intermediary = i, .until = from});
  }
}

void punish(EnforcementWeek week, IntermediaryId i) {
  auto& table = week.intermediaries();
  const Money due = fine(week, i);
  week.ledger().pay(holder(i), treasury(), due);
  week.outside().treasury += due;
  table.fines[i] += due;
  week.messages().convictions.push_back({i, take_acts(week, week->agents.intermediaries.owner[i])});
  table.diverted_value[i] = Money{};
  table.diverted_units[i] = 0;
  const auto listed = week->number + static_cast<Week>(week->scenario().enforcement.listing_lag_weeks *
                                                       week->rules.levers().listing_lag);
  list_firm(week, i, listed);
  list_affiliates(week, i, listed);
  book_grey_profit(week, i, Money{} - due);
  plan_return(week, i, listed);
  remember(week, i, 1, 1);  // a conviction counts as a detected lot
}

/// Findings against any firm of the same owner.
int findings_against(const WeekContext& week, OwnerId owner) {
  int all = 0;
  for (const IntermediaryId firm : firms_of(week, owner)) all += week.state.intermediaries.findings[firm];
  return all;
}

/// The chance that a case is proved where the firm's place helps. A case is against the people behind the firm.
double proof_with_help(const WeekContext& week, IntermediaryId i) {
  const auto& means = week.scenario().enforcement;
  if (!submodels::scope_of(week.scenario().model.discovery).findings_add_up) return means.case_success;
  return submodels::proof_chance(findings_against(week, week.agents.intermediaries.owner[i]), means);
}

/// A case against a diverter needs the help of the authorities where the firm is registered.
double chance_of_proof(const WeekContext& week, IntermediaryId i) {
  return proof_with_help(week, i) * cooperation(week, week.agents.intermediaries.jurisdiction[i]);
}

void close(EnforcementWeek week, IntermediaryId i) {
  auto& table = week.intermediaries();
  Draws draws = week->streams.at(week->agents.intermediaries.id[i], week->number, Purpose::investigation);
  const double uniform = draws.uniform();
  auto& state = week.enforcement();
  ++state.cases_closed[hub_of(week, i)];
  const bool diverted = table.diverted_value[i] > Money{};
  const bool convicted = uniform < chance_of_proof(week, i) && diverted;
  const auto end = convicted                            ? world::CaseEnd::proved
                   : !diverted                          ? world::CaseEnd::nothing
                   : uniform < proof_with_help(week, i) ? world::CaseEnd::no_help
                                                        : world::CaseEnd::no_proof;
  ++week.record().case_ends(week->month(), static_cast<std::size_t>(end));
  week->emit({.kind = EventKind::case_closed, .intermediary = i, .proved = convicted});
  if (convicted) {
    ++state.cases_proved[hub_of(week, i)];
    punish(week, i);
    for (const IntermediaryId firm : firms_of(week, week->agents.intermediaries.owner[i])) table.findings[firm] = 0;
  }
  // Without a proof the findings stay on file: with the next one there may be enough.
  table.suspicion[i] = 0;
  table.under_case[i] = 0;
}

void close_cases(EnforcementWeek week) {
  std::erase_if(week.enforcement().cases, [&](const world::Case& file) {
    if (file.closes > week->number) return false;
    close(week, file.target);
    return true;
  });
}

/// Diverted chips that report their location identify their seller, and the hub learns of it.
void process_location_reports(EnforcementWeek week) {
  for (const IntermediaryId i : week->state.enforcement.reveals[week->number]) {
    ++week.record().location_reveals(week->number);
    find_out(week, i, VendorId::none(), reputation(week, i), world::Discovery::location);
    // Evaders fear a report as much as it is acted on: the goods are out of reach, but a case may follow.
    const double acted_on = chance_of_proof(week, i);
    remember(week, i, acted_on, 0);
    week.hubs().detections[week->agents.intermediaries.warehouse[i]] += acted_on;
  }
}

/// This week's hub consignees, each once, by row.
std::vector<IntermediaryId> consignees(Writes<EnforcementState> week) {
  auto all = std::move(week.enforcement().recent_consignees);
  week.enforcement().recent_consignees.clear();
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

void phases::enforcement(EnforcementWeek week) {
  process_location_reports(week);
  search_records(week);
  const auto recent = consignees(week);
  note_anomalies(week, recent);
  check_end_uses(week, recent);
  close_cases(week);
  open_cases(week);
}

}  // namespace entrepot::model
