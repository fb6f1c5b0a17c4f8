// Licensing: officers close applications, first in first out, within their working hours.

#include "entrepot/model/submodels/licensing.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/model/licence_caps.hpp"
#include "entrepot/model/orders.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/red_flags.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::model {
namespace {

using world::Application;

bool is_grey(const Application& application) { return application.order.pathway == world::Pathway::grey; }

/// The decision on an application: of the true end user, or of a diverter under its cover story.
policy::Decision decision_on(const WeekContext& week, const world::Order& order) {
  return order.pathway == world::Pathway::grey ? week.cover_decision(order.product, order.via)
                                               : week.decision(order.product, order.buyer);
}

/// Whether officers detect a cover story, by the same red flags as suppliers.
bool seen_through(const WeekContext& week, const Application& application, const policy::LicenceTerms& terms,
                  Draws& draws) {
  const double scrutiny = std::max(week.scenario().licensing.scrutiny, terms.scrutiny);
  return draws.bernoulli(scrutiny * red_flags(week, application.order));
}

/// Units that the application is granted; 0 is a denial.
Units granted(const WeekContext& week, const Application& application, policy::Decision decision) {
  const auto& order = application.order;
  if (order.via.exists() && week.listed(order.via)) return 0;
  const bool military =
      !is_grey(application) && week.agents.buyers.segment[order.buyer] == scenario::Segment::restricted_military;
  Draws draws = week.streams.at(order.key, application.filed, Purpose::licensing);
  if (!draws.bernoulli(submodels::approval_probability(decision.review, military, week.scenario().licensing))) return 0;
  const auto terms = licence_terms(week, decision.rule);
  if (is_grey(application) && seen_through(week, application, terms, draws)) return 0;
  if (draws.bernoulli(terms.veto)) return 0;
  const Units limit = licensable(week, order.product, decision.rule, declared_user(week, order));
  return submodels::cut_to(limit, order.open, week.system_units(order.product));
}

void deny(Writes<BuyerState, IntermediaryState, Record> week, const world::Order& order, policy::Decision decision,
          Units units) {
  count_decided(week, decision.rule, RuleOutcome::denied, units);
  count_barred(week, order.product, units);
  give_up(week, order, units);
}

void close(LicensingWeek week, const Application& application) {
  world::Order order = application.order;
  week.record().licence_weeks_waited(week->number) += week->number - application.filed;
  const auto decision = decision_on(week, order);
  const Units units = granted(week, application, decision);
  Event decided = about(EventKind::licence_decided, order);
  decided.rule = decision.rule;
  decided.units = units;
  week->emit(decided);
  if (units < order.open) deny(week, order, decision, order.open - units);
  if (units == 0) {
    ++week.record().licence_denials(week->number);
    return;
  }
  ++week.record().licence_approvals(week->number);
  order.open = units;
  order.rule = decision.rule;
  order.expires = week->number + patience_of(week, order);
  count_licensed(week, order, units);
  (is_grey(application) ? week.messages().diversions : week.messages().lawful).push_back(order);
}

}  // namespace

void phases::licensing(LicensingWeek week) {
  auto& queue = week.licensing().applications;
  for (const auto& order : week->messages.to_license) queue.push_back({order, week->number});
  week.record().licence_applications(week->number) += static_cast<std::int64_t>(week->messages.to_license.size());

  const auto& licensing = week->scenario().licensing;
  double& capacity = week.licensing().capacity;
  capacity += submodels::weekly_capacity(licensing);
  const auto ripe = [&](const Application& a) {
    const double added = licence_terms(week, decision_on(week, a.order).rule).added_weeks;
    return static_cast<double>(a.filed) + licensing.base_weeks + added <= static_cast<double>(week->number);
  };
  std::erase_if(queue, [&](const Application& application) {
    if (capacity < 1 || !ripe(application)) return false;
    close(week, application);
    capacity -= 1;
    return true;
  });
  // Idle hours of officers cannot be used later.
  if (std::none_of(queue.begin(), queue.end(), ripe)) capacity = std::min(capacity, 1.0);
}

}  // namespace entrepot::model
