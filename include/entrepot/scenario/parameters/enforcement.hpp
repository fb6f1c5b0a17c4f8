#pragma once
// End-use checks, cases and listings.

#include <optional>

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
  double origin_hold_rate;
  double origin_targeting;
  double tip_size_units;
  double tip_size_power;
  double reward_response;
  double reward_scale;
  double tip_delay_weeks;
  double tip_delay_spread;
  double site_check_rate;
  double site_check_weeks;
  double record_rate;
  double record_units;
  double record_power;
  double cut_off_share;
  double informed_share;
  double report_share;
  double case_spread;
  double hiring_weeks;
  double training_weeks;
  double attrition;
  std::optional<Series> budget;
  double agents_share;
  double post_cost;
  double unverified_share;

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
    row("charge_share", &E::charge_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Proved cases about tip_size_units that lead to a criminal charge; larger ones do more often, by suspicion.size_power.", .source = "facts: BIS, FY2020 and FY2021, at two convictions a case, A"});
    row("charge_lag_weeks", &E::charge_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "26", .meaning = "Median time from the end of a case to the publication of the charge.", .source = "facts: charges became public 0.2 to 2.8 years after the act in four cases, of which a case takes case_weeks, B"});
    row("charge_lag_spread", &E::charge_lag_spread, {.unit = "ratio", .min = 0, .max = 3, .fallback = "0.7", .meaning = "Standard deviation of the logarithm of that time.", .source = "facts: as for charge_lag_weeks, C"});
    row("origin_hold_rate", &E::origin_hold_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.001", .meaning = "Share of diverted lots leaving the exporting authority's country that its officers detain, in the form by_source.", .source = "facts: 240 exports of all goods stopped in FY2023; the share is general knowledge, C"});
    row("origin_targeting", &E::origin_targeting, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "10", .meaning = "The same share for a firm that is under suspicion, as a multiple.", .source = "general knowledge, C"});
    row("tip_size_units", &E::tip_size_units, {.unit = "units", .min = 1, .max = 1e6, .fallback = "8", .meaning = "Size of a lot to which tip_rate refers, in the form by_source.", .source = "general knowledge, C"});
    row("tip_size_power", &E::tip_size_power, {.unit = "exponent", .min = 0, .max = 2, .fallback = "0.3", .meaning = "Power of a lot's size in the chance of a tip, in the form by_source: more people know of a large lot.", .source = "general knowledge, C"});
    row("reward_response", &E::reward_response, {.unit = "ratio", .min = 0, .max = 100, .fallback = "0.5", .meaning = "How tips answer a reward as a share of fines: their chance is multiplied by 1 + reward_response x ln(1 + reward / reward_scale).", .source = "general knowledge, C"});
    row("reward_scale", &E::reward_scale, {.unit = "USD", .min = 1, .fallback = "100000", .meaning = "Reward from which that answer flattens.", .source = "general knowledge, C: a year's income"});
    row("tip_delay_weeks", &E::tip_delay_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "3", .meaning = "Median time from the purchase of a diverted lot to the action on a tip about it, in the form by_source.", .source = "general knowledge, C"});
    row("tip_delay_spread", &E::tip_delay_spread, {.unit = "ratio", .min = 0, .max = 3, .fallback = "0.7", .meaning = "Standard deviation of the logarithm of that time.", .source = "general knowledge, C"});
    row("site_check_rate", &E::site_check_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of the lots of firms that pose as end users after which the maker finds that they are not at the site, in the form by_source. An insider prevents it.", .source = "general knowledge, C: dummies passed one maker's check"});
    row("site_check_weeks", &E::site_check_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "26", .meaning = "Longest time from the delivery at the site to that check.", .source = "general knowledge, C"});
    row("record_rate", &E::record_rate, {.unit = "1/year", .min = 0, .max = 52, .fallback = "0.03", .meaning = "Chance a year that trade records or the press expose an owner that moves record_units a year, in the forms by_source and volume.", .source = "general knowledge, C"});
    row("record_units", &E::record_units, {.unit = "units/year", .min = 1, .max = 1e9, .fallback = "2000", .meaning = "Volume to which record_rate refers.", .source = "general knowledge, C"});
    row("record_power", &E::record_power, {.unit = "exponent", .min = 0, .max = 2, .fallback = "0.5", .meaning = "Power of volume in that chance.", .source = "general knowledge, C"});
    row("cut_off_share", &E::cut_off_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.9", .meaning = "Findings of the vendor or the public after which the vendor's partners stop supplying the firm, in the form by_source.", .source = "general knowledge, C"});
    row("informed_share", &E::informed_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Findings of the authority of which suppliers hear, and after which they stop supplying the firm, in the form by_source.", .source = "general knowledge, C: a small part of unfavourable checks ends on the Unverified List"});
    row("report_share", &E::report_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Findings of makers at a site that they report to the authority.", .source = "general knowledge, C"});
    row("case_spread", &E::case_spread, {.unit = "ratio", .min = 0, .max = 2, .fallback = "0", .meaning = "Standard deviation of the logarithm of the length of a case; case_weeks is its median.", .source = "general knowledge, C"});
    row("hiring_weeks", &E::hiring_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "0", .meaning = "Mean time to fill a post of an investigator; at 0 posts are filled at once.", .source = "general knowledge, C"});
    row("training_weeks", &E::training_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "0", .meaning = "Mean time in which a new investigator does half the work.", .source = "general knowledge, C"});
    row("attrition", &E::attrition, {.unit = "1/year", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of investigators who leave in a year.", .source = "general knowledge, C"});
    row("budget", &E::budget, {.unit = "USD/year", .min = 0, .optional = true, .meaning = "Budget of the authority for enforcement, all goods, over time. If given, posts of investigators follow from it, and `investigators` has no effect."});
    row("agents_share", &E::agents_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.6", .meaning = "Investigators' share of the posts that the budget pays.", .source = "facts: about 150 special agents of 247 staff, B"});
    row("post_cost", &E::post_cost, {.unit = "USD/year", .min = 1, .fallback = "223000", .meaning = "Cost of a post, with support.", .source = "facts: 55 million USD for 247 staff, B"});
    row("unverified_share", &E::unverified_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "End-use checks without a diverter that are unfavourable too, because the use cannot be verified.", .source = "general knowledge, C: unfavourable checks include those that could not be completed"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
