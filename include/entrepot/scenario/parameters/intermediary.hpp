#pragma once
// Groups of resellers, brokers and shell companies.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct IntermediaryGroup {
  std::string stream;
  std::int64_t count;
  std::int64_t reserve;
  Distribution firms_per_owner;
  Shares jurisdiction;
  Shares warehouse;
  bool shell;
  Distribution age_years;
  Distribution working_capital;
  Distribution plausible_units;
  Distribution integrity;
  Distribution risk_aversion;
  Distribution honest_revenue;
  Distribution prior_detection;
  Distribution margin;
  std::int64_t suppliers;
  std::vector<std::string> suppliers_from;
  bool poses_as_end_user;
  Distribution site_mw;
  Distribution runs_share;
  Distribution held_share;
  Distribution supplier_credit;
  double insiders;
  double reachable;

  template <class Rows>
  static void rows(Rows& row) {
    using G = IntermediaryGroup;
    // clang-format off
    row("stream", &G::stream, {.fallback = "''", .meaning = "Name of the group's random stream; the group's own name if empty."});
    row("count", &G::count, {.unit = "agents", .min = 0, .max = 1e6, .fallback = "1", .meaning = "Agents in the group."});
    row("reserve", &G::reserve, {.unit = "agents", .min = 0, .max = 1e6, .fallback = "0", .meaning = "Firms that do not exist at the start and may be founded later, attracted by grey profit or by owners of listed firms."});
    row("firms_per_owner", &G::firms_per_owner, {.unit = "agents", .min = 1, .max = 1000, .fallback = "1", .meaning = "Firms that belong to one owner, who learns from the lots of all of them and has one capital for them.", .source = "general knowledge, C: charged rings name up to ten firms"});
    row("jurisdiction", &G::jurisdiction, {.refers_to = "jurisdictions", .meaning = "Where it is registered."});
    row("warehouse", &G::warehouse, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where its goods arrive; where it is registered if omitted."});
    row("shell", &G::shell, {.fallback = "false", .meaning = "Whether its owners have limited liability."});
    row("age_years", &G::age_years, {.unit = "years", .min = 0, .max = 200, .fallback = "{exponential: {mean: 8}}", .meaning = "Age of the firm at the start.", .source = "general knowledge, C"});
    row("working_capital", &G::working_capital, {.unit = "USD", .min = 0, .fallback = "{lognormal: {median: 1500000, sigma: 1.3}}", .meaning = "Capital it can tie up in goods.", .source = "general knowledge, C"});
    row("plausible_units", &G::plausible_units, {.unit = "units", .min = 1, .fallback = "{lognormal: {median: 32, sigma: 1}}", .meaning = "Order size that raises no red flag.", .source = "general knowledge, C"});
    row("integrity", &G::integrity, {.unit = "ratio", .min = 0, .max = 1e6, .fallback = "{lognormal: {median: 2, sigma: 1}}", .meaning = "Integrity: the minimum gain per unit, over the list price, for which it breaks the rules.", .source = "general knowledge, C: most traders are honest at any usual margin"});
    row("risk_aversion", &G::risk_aversion, {.unit = "ratio", .min = 0, .max = 100, .fallback = "{uniform: [0, 1]}", .meaning = "Extra weight that it gives to expected losses.", .source = "general knowledge, C"});
    row("honest_revenue", &G::honest_revenue, {.unit = "USD/year", .min = 0, .fallback = "{lognormal: {median: 300000, sigma: 1}}", .meaning = "Gross profit of its honest business, at stake if it is caught.", .source = "general knowledge, C"});
    row("prior_detection", &G::prior_detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{beta: {mean: 0.05, concentration: 20}}", .meaning = "Initial belief about the probability of detection per border crossing.", .source = "general knowledge, C"});
    row("margin", &G::margin, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{uniform: [0.03, 0.1]}", .meaning = "Margin on honest sales.", .source = "general knowledge, C"});
    row("suppliers", &G::suppliers, {.unit = "agents", .min = 0, .max = 50, .fallback = "3", .meaning = "Channel partners it buys from."});
    row("suppliers_from", &G::suppliers_from, {.optional = true, .refers_to = "channel_partners", .meaning = "Groups of channel partners among which it finds its suppliers; all if omitted."});
    row("poses_as_end_user", &G::poses_as_end_user, {.fallback = "false", .meaning = "Whether it buys as an end user for a site of its own. Its suppliers compare what it has bought with the site."});
    row("site_mw", &G::site_mw, {.unit = "MW", .min = 0, .fallback = "0", .meaning = "Power of the site that it declares, if it poses as an end user."});
    row("runs_share", &G::runs_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of that site that it runs for customers of its own. Goods that it diverts come on top, and a maker's check finds that share of what should be there.", .source = "general knowledge, C"});
    row("held_share", &G::held_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of a firm that its owner holds. A rule on affiliates reaches firms of which the owner holds enough.", .source = "general knowledge, C"});
    row("supplier_credit", &G::supplier_credit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the supply price that suppliers let it pay after it is paid.", .source = "general knowledge, C"});
    row("insiders", &G::insiders, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of its firms with an insider at their suppliers, who passes their orders.", .source = "general knowledge, C"});
    row("reachable", &G::reachable, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of owners who live or travel where they can be arrested.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
