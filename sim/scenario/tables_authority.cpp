// Parameters of the exporting authority, and what every rule has.

// One parameter a line, however long: a table reads best as rows.
// clang-format off
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<Licensing>> licensing_table() {
  using L = Licensing;
  return std::make_shared<Table<L>>(Table<L>{
      field("officer_hours_per_week", &L::officer_hours_per_week, {.unit = "hours/week", .min = 0, .fallback = "400", .meaning = "Time of the officers who handle chips.", .source = "general knowledge, C: ten officers"}),
      field("hours_per_application", &L::hours_per_application, {.unit = "hours", .min = 0.01, .fallback = "8", .meaning = "Time that one application takes.", .source = "general knowledge, C"}),
      field("base_weeks", &L::base_weeks, {.unit = "weeks", .min = 0, .max = 104, .fallback = "4", .meaning = "Shortest time from filing to decision.", .source = "general knowledge, C: BIS reports a month on average"}),
      field("denial_approval", &L::denial_approval, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Approvals under a presumption of denial.", .source = "general knowledge, C"}),
      field("case_by_case_approval", &L::case_by_case_approval, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Approvals case by case.", .source = "general knowledge, C"}),
      field("approval_error", &L::approval_error, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Both errors: approving a military end user, refusing where the policy is to approve.", .source = "general knowledge, C"}),
      field("scrutiny", &L::scrutiny, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of red-flagged applications for a cover story that officers see through.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Costs>> costs_table() {
  using C = Costs;
  return std::make_shared<Table<C>>(Table<C>{
      field("end_use_check", &C::end_use_check, {.unit = "USD", .min = 0, .fallback = "5000", .meaning = "Spent on one end-use check.", .source = "general knowledge, C: some days of an officer abroad, with travel"}),
      field("case", &C::enforcement_case, {.unit = "USD", .min = 0, .fallback = "250000", .meaning = "Spent on one investigation, from its opening on.", .source = "general knowledge, C: about a year of an investigator, with overhead"})});
}

std::shared_ptr<const Table<Cloud>> cloud_table() {
  using C = Cloud;
  return std::make_shared<Table<C>>(Table<C>{
      field("first_rent", &C::first_rent, {.unit = "USD/H100e/week", .min = 0.01, .fallback = "500", .meaning = "Rent at the start; it moves with utilisation.", .source = "general knowledge, C: about 3 USD an hour"}),
      field("lowest_rent", &C::lowest_rent, {.unit = "USD/H100e/week", .min = 0.01, .fallback = "200", .meaning = "Rent below which no cloud goes: power and staff.", .source = "general knowledge, C"}),
      field("rent_step", &C::rent_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.05", .meaning = "Weekly rise of the rent per share of utilisation above the usual one.", .source = "general knowledge, C"}),
      field("lawful_utilisation", &C::lawful_utilisation, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.8", .meaning = "Share of the compute on offer that lawful tenants use.", .source = "general knowledge, C"}),
      field("usual_utilisation", &C::usual_utilisation, {.unit = "ratio", .min = 0.01, .max = 1, .fallback = "0.85", .meaning = "Utilisation at which the rent stays as it is.", .source = "general knowledge, C"}),
      field("contract_weeks", &C::contract_weeks, {.unit = "weeks", .min = 1, .max = 260, .fallback = "26", .meaning = "Length of a contract.", .source = "general knowledge, C"}),
      field("weighed_weeks", &C::weighed_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "104", .meaning = "Weeks of rent that a buyer weighs against the price of a purchase.", .source = "general knowledge, C: the time in which a part loses most of its value"}),
      field("front_fee", &C::front_fee, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.2", .meaning = "What a front company asks on top of the rent. A tenant that was turned away rents through a front from then on.", .source = "general knowledge, C"}),
      field("front_concealment", &C::front_concealment, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of the checks that would turn a tenant away which a front gets it past.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Enforcement>> enforcement_table() {
  using E = Enforcement;
  return std::make_shared<Table<E>>(Table<E>{
      field("end_use_checks_per_year", &E::end_use_checks_per_year, {.unit = "checks/year", .min = 0, .fallback = "1500", .meaning = "End-use checks of the authority, all goods.", .source = "facts: BIS, FY2023, A"}),
      field("investigators", &E::investigators, {.unit = "agents", .min = 0, .fallback = "150", .meaning = "Investigators, all goods.", .source = "facts: BIS, A"}),
      field("chip_share", &E::chip_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Share of checks and investigators that goes to AI chips.", .source = "general knowledge, C"}),
      field("random_share", &E::random_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of them that is drawn at random.", .source = "general knowledge, C"}),
      field("case_weeks", &E::case_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "40", .meaning = "Length of a case.", .source = "general knowledge, C"}),
      field("case_success", &E::case_success, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Cases against a diverter that prove it, where the hub cooperates fully.", .source = "general knowledge, C"}),
      field("check_detection", &E::check_detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "End-use checks of a diverter that find out: dummy servers pass many.", .source = "general knowledge, C"}),
      field("listing_lag_weeks", &E::listing_lag_weeks, {.unit = "weeks", .min = 0, .max = 260, .fallback = "12", .meaning = "From a proved case to the entity list.", .source = "general knowledge, C"}),
      field("tip_rate", &E::tip_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.002", .meaning = "Diverted lots that somebody tips the authority off about.", .source = "general knowledge, C"}),
      field("hub_growth_alarm", &E::hub_growth_alarm, {.unit = "ratio", .min = 0, .fallback = "1", .meaning = "Yearly growth of a hub's imports that puts it on the watch list, if beyond what it can absorb.", .source = "general knowledge, C"}),
      field("learning_memory_weeks", &E::learning_memory_weeks, {.unit = "weeks", .min = 1, .max = 1040, .fallback = "52", .meaning = "Memory of what checks and cases found in each hub, by which an authority that learns shares them out.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Trigger>> trigger_table() {
  using T = Trigger;
  return std::make_shared<Table<T>>(Table<T>{
      choice("observe", &T::observe, {.fallback = "nothing", .choices = {"nothing", "hub_import_growth", "hub_import_load", "billing_growth", "street_premium", "seized_units"}, .meaning = "Observed quantity, as published by then (the table `observation` has the lags): a place's declared imports of the last twelve published months over those of the twelve before; the same imports over what its data centres can take; the revenue billed to it in the last published quarters that name it, over that of a year before; the mean reported premium of the last three published months; units seized in the last twelve published months."}),
      field("place", &T::place, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Where it is observed; not needed for premium and seizures."}),
      field("above", &T::above, {.unit = "ratio or units", .fallback = "0", .meaning = "The rule comes into force once the quantity is above this."}),
      field("until_below", &T::until_below, {.unit = "ratio or units", .meaning = "It is lifted once the quantity is below this; never, if left out."}),
      field("lag_weeks", &T::lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "0", .meaning = "Time from the observation to the effect."})});
}

std::shared_ptr<const Table<Rule>> rule_table() {
  static const auto table = std::make_shared<Table<Rule>>(Table<Rule>{
      field("instrument", &Rule::instrument, {.meaning = "Kind of rule."}),
      field("announced", &Rule::announced, {.meaning = "Day it became known; the effective day, if left out."}),
      field("effective", &Rule::effective, {.meaning = "First day in force."}),
      field("ends", &Rule::ends, {.meaning = "First day no longer in force."}),
      field("withdrawn", &Rule::withdrawn, {.meaning = "Day on which it was withdrawn: from then on nobody counts on it, and it is not in force."}),
      record("trigger", &Rule::trigger, trigger_table(), "What the rule waits for, between its dates."),
      field("source", &Rule::source, {.fallback = "''", .meaning = "Where the rule is published.", .outside_identity = true}),
      field("grade", &Rule::grade, {.fallback = "''", .choices = {"", "A", "B", "C"}, .meaning = "Grade of that source.", .outside_identity = true})});
  return table;
}

}  // namespace entrepot::scenario
// clang-format on
