#pragma once
// End-use checks, cases and listings.

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct Enforcement {
  Series end_use_checks_per_year;
  Series investigators;
  double chip_share;
  double random_share;
  double case_weeks;
  double case_success;
  double check_detection;
  double listing_lag_weeks;
  double tip_rate;
  double hub_growth_alarm;
  double learning_memory_weeks;
  double prior_finds;
  double prior_misses;
  double listings_to_half;
  double missed_check_weeks;
  double charge_share;
  double charge_lag_weeks;
  double charge_lag_spread;

  template <class Rows>
  static void rows(Rows& row) {
    using E = Enforcement;
    // clang-format off
    row("end_use_checks_per_year", &E::end_use_checks_per_year, {.unit = "checks/year", .min = 0, .fallback = "1500", .meaning = "End-use checks by the authority, all goods, over time.", .source = "facts: BIS, FY2023, A"});
    row("investigators", &E::investigators, {.unit = "agents", .min = 0, .fallback = "150", .meaning = "Investigators, all goods, over time.", .source = "facts: BIS, A"});
    row("chip_share", &E::chip_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Share of checks and investigators assigned to AI chips.", .source = "general knowledge, C"});
    row("random_share", &E::random_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of checks and cases assigned at random.", .source = "general knowledge, C"});
    row("case_weeks", &E::case_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "40", .meaning = "Length of a case.", .source = "general knowledge, C"});
    row("case_success", &E::case_success, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Probability that a case against a diverter is proved, where the hub cooperates fully.", .source = "general knowledge, C"});
    row("check_detection", &E::check_detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Probability that an end-use check detects a diverter; dummy servers deceive many checks.", .source = "general knowledge, C"});
    row("listing_lag_weeks", &E::listing_lag_weeks, {.unit = "weeks", .min = 0, .max = 260, .fallback = "12", .meaning = "Time from a proved case to the Entity List.", .source = "general knowledge, C"});
    row("tip_rate", &E::tip_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.002", .meaning = "Share of diverted lots about which the authority receives a tip.", .source = "general knowledge, C"});
    row("hub_growth_alarm", &E::hub_growth_alarm, {.unit = "ratio", .min = 0, .fallback = "1", .meaning = "Annual growth of a hub's imports that puts it on the watch list, if they exceed what its data centres can absorb.", .source = "general knowledge, C"});
    row("learning_memory_weeks", &E::learning_memory_weeks, {.unit = "weeks", .min = 1, .max = 1040, .fallback = "52", .meaning = "Memory of the findings of checks and cases in each hub, by which a learning authority allocates them.", .source = "general knowledge, C"});
    row("prior_finds", &E::prior_finds, {.unit = "checks", .min = 0.01, .max = 10000, .fallback = "1", .meaning = "Weight of the authority's prior about each hub, in checks or cases with a finding.", .source = "facts: BIS, A: 24 % of end-use checks unfavourable in FY2023; the weight of five checks is general knowledge, C"});
    row("prior_misses", &E::prior_misses, {.unit = "checks", .min = 0.01, .max = 10000, .fallback = "4", .meaning = "Weight of the same prior, in checks or cases without a finding.", .source = "facts: BIS, A, as for prior_finds"});
    row("listings_to_half", &E::listings_to_half, {.unit = "listings", .min = 0.01, .max = 10000, .fallback = "5", .meaning = "Entity List additions of a place's firms, with exponential weights of one year, at which its government makes half of the response that `responsiveness` allows.", .source = "general knowledge, C"});
    row("missed_check_weeks", &E::missed_check_weeks, {.unit = "weeks", .min = 0, .max = 1040, .fallback = "52", .meaning = "Time for which an end-use check that missed a diversion counts as the failed check of the firm's leaks. It affects only the attribution of leaks to failed checks.", .source = "general knowledge, C"});
    row("charge_share", &E::charge_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Proved cases that lead to a criminal charge.", .source = "general knowledge, C"});
    row("charge_lag_weeks", &E::charge_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "26", .meaning = "Median time from the end of a case to the publication of the charge.", .source = "facts: charges became public 0.2 to 2.8 years after the act in four cases, of which a case takes case_weeks, B"});
    row("charge_lag_spread", &E::charge_lag_spread, {.unit = "ratio", .min = 0, .max = 3, .fallback = "0.7", .meaning = "Standard deviation of the logarithm of that time.", .source = "facts: as for charge_lag_weeks, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
