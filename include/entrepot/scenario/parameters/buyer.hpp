#pragma once
// Groups of end users.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

enum class Segment : std::uint8_t {
  hyperscaler,
  neocloud,
  enterprise,
  research,
  government,
  restricted_lab,
  restricted_cloud,
  restricted_military
};
inline constexpr std::array<const char*, 8> segment_names{"hyperscaler",      "neocloud",           "enterprise",
                                                          "research",         "government",         "restricted_lab",
                                                          "restricted_cloud", "restricted_military"};

struct BuyerGroup {
  std::string stream;
  std::int64_t count;
  Segment segment;
  Shares jurisdiction;
  std::string parent;
  bool direct;
  double reseller_share;
  Distribution initial_stock;
  Distribution growth;
  double growth_ceiling;
  Distribution demand_noise;
  Distribution willingness_to_pay;
  Distribution budget;
  std::optional<Series> spending;
  Series forward_weeks;
  Series expects_rules;
  Distribution cadence_weeks;
  Distribution patience_weeks;
  Distribution foresight_weeks;
  double inference_share;
  double delay_cost;
  std::int64_t grey_contacts;
  Shares contact_hubs;
  Distribution wrongdoing_cost;
  Shares billing_centre;
  double centralises_share;
  std::optional<Date> centralises_from;
  std::optional<Date> centralises_until;
  Shares assemblers;
  Series assembled_share;
  std::int64_t priority;
  double rental_share;
  double tenant_kyc;
  bool rents_abroad;
  bool sells_used;
  Series abroad_share;
  std::string platform;

  template <class Rows>
  static void rows(Rows& row) {
    using G = BuyerGroup;
    // clang-format off
    row("stream", &G::stream, {.fallback = "''", .meaning = "Name of the group's random stream; the group's own name if empty."});
    row("count", &G::count, {.unit = "agents", .min = 0, .max = 1e7, .fallback = "1", .meaning = "Agents in the group."});
    row("segment", &G::segment, {.choices = {segment_names.begin(), segment_names.end()}, .meaning = "Kind of buyer. It affects reports and licence reviews, never whether a sale is controlled."});
    row("jurisdiction", &G::jurisdiction, {.refers_to = "jurisdictions", .meaning = "Place of end use."});
    row("parent", &G::parent, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Headquarters of the ultimate parent; the place of end use if empty."});
    row("direct", &G::direct, {.fallback = "false", .meaning = "Whether it buys from vendors directly."});
    row("reseller_share", &G::reseller_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the group that buys from a reseller, where one exists."});
    row("initial_stock", &G::initial_stock, {.unit = "H100e", .min = 0, .meaning = "Compute it owns at the start."});
    row("growth", &G::growth, {.unit = "ratio", .min = -0.99, .max = 100, .fallback = "0", .meaning = "Annual growth of its target stock at the start. Without effect where the group's spending is given."});
    row("growth_ceiling", &G::growth_ceiling, {.unit = "factor", .min = 1, .max = 1e9, .fallback = "1000", .meaning = "Multiple of its initial stock at which a growing target levels off: growth is logistic.", .source = "judgement, C: out of reach within five years of doubling"});
    row("demand_noise", &G::demand_noise, {.unit = "ratio", .min = 0, .max = 5, .fallback = "0.15", .meaning = "Standard deviation of the log of its target from decision to decision."});
    row("willingness_to_pay", &G::willingness_to_pay, {.unit = "USD/H100e", .min = 0, .meaning = "Maximum price per H100-equivalent at the start."});
    row("budget", &G::budget, {.unit = "USD/year", .min = 0, .meaning = "Budget for accelerators in the first year. Where the group's spending is given, only the ratio between members counts."});
    row("spending", &G::spending, {.unit = "USD/year", .min = 0, .meaning = "What the whole group plans to spend on accelerators, over time. Members share it by their budgets; it replaces a target stock."});
    row("forward_weeks", &G::forward_weeks, {.unit = "weeks", .min = 0, .max = 156, .fallback = "0", .meaning = "Weeks of planned spending that it orders ahead of need, over time.", .source = "judgement, C"});
    row("expects_rules", &G::expects_rules, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "How firmly it expects a rule that is not announced yet, over time: the share of its foresight by which it orders ahead.", .source = "judgement, C"});
    row("cadence_weeks", &G::cadence_weeks, {.unit = "weeks", .min = 1, .max = 63, .fallback = "{uniform: [4, 13]}", .meaning = "Weeks between purchasing decisions."});
    row("patience_weeks", &G::patience_weeks, {.unit = "weeks", .min = 1, .max = 255, .fallback = "{uniform: [26, 52]}", .meaning = "Maximum wait for an order."});
    row("foresight_weeks", &G::foresight_weeks, {.unit = "weeks", .min = 0, .max = 104, .fallback = "0", .meaning = "How long before an announced restriction it buys ahead."});
    row("inference_share", &G::inference_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of its work that is inference."});
    row("delay_cost", &G::delay_cost, {.unit = "USD/H100e/week", .min = 0, .fallback = "150", .meaning = "Cost of a week without the compute.", .source = "general knowledge, C: about what renting an H100 for a week costs, less power"});
    row("grey_contacts", &G::grey_contacts, {.unit = "agents", .min = 0, .max = 200, .fallback = "0", .meaning = "Intermediaries it knows that might sell what it may not have."});
    row("contact_hubs", &G::contact_hubs, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where it searches for such intermediaries."});
    row("wrongdoing_cost", &G::wrongdoing_cost, {.unit = "USD/H100e", .min = 0, .fallback = "0", .meaning = "Its own cost and risk of a grey purchase."});
    row("billing_centre", &G::billing_centre, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where its purchases are invoiced once it centralises billing."});
    row("centralises_share", &G::centralises_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the group that centralises billing."});
    row("centralises_from", &G::centralises_from, {.meaning = "First day on which a member may centralise."});
    row("centralises_until", &G::centralises_until, {.meaning = "Last such day; each member starts on a random day in between."});
    row("assemblers", &G::assemblers, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where the contract manufacturers that build its servers are invoiced."});
    row("assembled_share", &G::assembled_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of its direct purchases sold to contract manufacturers, which build its servers and are invoiced in its place, over time."});
    row("priority", &G::priority, {.unit = "class", .min = 0, .max = 255, .fallback = "1", .meaning = "Allocation class at the vendor; 0 is served first."});
    row("rental_share", &G::rental_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of its compute that it rents out; above 0, it is a cloud."});
    row("tenant_kyc", &G::tenant_kyc, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of restricted tenants that its know-your-customer checks reject.", .source = "general knowledge, C"});
    row("sells_used", &G::sells_used, {.fallback = "true", .meaning = "Whether it sells old units on the open market, and does not run or scrap all of them."});
    row("rents_abroad", &G::rents_abroad, {.fallback = "false", .meaning = "Whether it may rent compute from foreign clouds instead of buying."});
    row("abroad_share", &G::abroad_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of its planned spending that it means to spend on compute rented abroad, over time, whatever it may buy.", .source = "judgement, C"});
    row("platform", &G::platform, {.fallback = "''", .refers_to = "vendors", .meaning = "Vendor whose software its work runs on at the start; if empty, its first purchase decides."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
