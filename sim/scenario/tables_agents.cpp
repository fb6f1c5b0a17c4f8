// Parameters of the groups of agents.

// One parameter a line, however long: a table reads best as rows.
// clang-format off
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<ChannelGroup>> channel_table() {
  using G = ChannelGroup;
  return std::make_shared<Table<G>>(Table<G>{
      field("stream", &G::stream, {.fallback = "''", .meaning = "Name of the group's random stream; the group's own name, if empty."}),
      field("count", &G::count, {.unit = "agents", .min = 0, .max = 1e6, .fallback = "1", .meaning = "Agents in the group."}),
      field("jurisdiction", &G::jurisdiction, {.refers_to = "jurisdictions", .meaning = "Where its goods arrive."}),
      field("bills_in", &G::bills_in, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Where vendors invoice it; where its goods arrive, if empty."}),
      field("vendors", &G::vendors, {.refers_to = "vendors", .meaning = "Vendors it carries."}),
      field("kyc", &G::kyc, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{beta: {mean: 0.25, concentration: 6}}", .meaning = "Share of red-flagged orders it stops.", .source = "general knowledge, C"}),
      field("margin", &G::margin, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{uniform: [0.04, 0.12]}", .meaning = "Margin over list price.", .source = "general knowledge, C: server makers' and distributors' gross margins"}),
      field("stock_cover_weeks", &G::stock_cover_weeks, {.unit = "weeks", .min = 0, .max = 52, .fallback = "2", .meaning = "Weeks of demand it keeps in stock."}),
      field("size", &G::size, {.unit = "weight", .min = 0, .fallback = "{lognormal: {median: 1, sigma: 1}}", .meaning = "Relative size: how often customers pick it."}),
      field("priority", &G::priority, {.unit = "class", .min = 0, .max = 255, .fallback = "1", .meaning = "Allocation class at the vendor; 0 is served first."})});
}

std::shared_ptr<const Table<IntermediaryGroup>> intermediary_table() {
  using G = IntermediaryGroup;
  return std::make_shared<Table<G>>(Table<G>{
      field("stream", &G::stream, {.fallback = "''", .meaning = "Name of the group's random stream; the group's own name, if empty."}),
      field("count", &G::count, {.unit = "agents", .min = 0, .max = 1e6, .fallback = "1", .meaning = "Agents in the group."}),
      field("reserve", &G::reserve, {.unit = "agents", .min = 0, .max = 1e6, .fallback = "0", .meaning = "Firms of the kind that do not exist at the start and may be founded while grey profit draws them, or by owners of listed firms."}),
      field("jurisdiction", &G::jurisdiction, {.refers_to = "jurisdictions", .meaning = "Where it is registered."}),
      field("warehouse", &G::warehouse, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where its goods arrive; where it is registered, if left out."}),
      field("shell", &G::shell, {.fallback = "false", .meaning = "Whether its owners can walk away from its debts."}),
      field("age_years", &G::age_years, {.unit = "years", .min = 0, .max = 200, .fallback = "{exponential: {mean: 8}}", .meaning = "Age of the firm at the start.", .source = "general knowledge, C"}),
      field("working_capital", &G::working_capital, {.unit = "USD", .min = 0, .fallback = "{lognormal: {median: 1500000, sigma: 1.3}}", .meaning = "Money it can tie up in goods.", .source = "general knowledge, C"}),
      field("plausible_units", &G::plausible_units, {.unit = "units", .min = 1, .fallback = "{lognormal: {median: 32, sigma: 1}}", .meaning = "An order of this size raises no eyebrow.", .source = "general knowledge, C"}),
      field("wrongdoing_cost", &G::wrongdoing_cost, {.unit = "USD/unit", .min = 0, .fallback = "{lognormal: {median: 60000, sigma: 1.2}}", .meaning = "Integrity: the gain per unit below which it will not break the rules.", .source = "general knowledge, C: most traders are honest at any usual margin"}),
      field("risk_aversion", &G::risk_aversion, {.unit = "ratio", .min = 0, .max = 100, .fallback = "{uniform: [0, 1]}", .meaning = "Extra weight on expected losses.", .source = "general knowledge, C"}),
      field("honest_revenue", &G::honest_revenue, {.unit = "USD/year", .min = 0, .fallback = "{lognormal: {median: 300000, sigma: 1}}", .meaning = "Gross profit of its honest business, at stake if it is caught.", .source = "general knowledge, C"}),
      field("prior_detection", &G::prior_detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{beta: {mean: 0.05, concentration: 20}}", .meaning = "Chance of detection per border crossing it believes in at the start.", .source = "general knowledge, C"}),
      field("margin", &G::margin, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{uniform: [0.03, 0.1]}", .meaning = "Margin on honest sales.", .source = "general knowledge, C"}),
      field("suppliers", &G::suppliers, {.unit = "agents", .min = 0, .max = 50, .fallback = "3", .meaning = "Channel partners it buys from."})});
}

std::shared_ptr<const Table<BuyerGroup>> buyer_table() {
  using G = BuyerGroup;
  return std::make_shared<Table<G>>(Table<G>{
      field("stream", &G::stream, {.fallback = "''", .meaning = "Name of the group's random stream; the group's own name, if empty."}),
      field("count", &G::count, {.unit = "agents", .min = 0, .max = 1e7, .fallback = "1", .meaning = "Agents in the group."}),
      choice("segment", &G::segment, {.choices = {"hyperscaler", "neocloud", "enterprise", "research", "government", "restricted_lab", "restricted_cloud", "restricted_military"}, .meaning = "Kind of buyer. It decides reports and licence reviews, never whether a sale is controlled."}),
      field("jurisdiction", &G::jurisdiction, {.refers_to = "jurisdictions", .meaning = "Place of end use."}),
      field("parent", &G::parent, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Headquarters of the ultimate parent; the place of end use, if empty."}),
      field("direct", &G::direct, {.fallback = "false", .meaning = "Whether it buys from vendors directly."}),
      field("reseller_share", &G::reseller_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the group that buys from a reseller, where there are any."}),
      field("initial_stock", &G::initial_stock, {.unit = "H100e", .min = 0, .meaning = "Compute it owns at the start."}),
      field("growth", &G::growth, {.unit = "ratio", .min = -0.99, .max = 100, .meaning = "Growth of its target stock in a year."}),
      field("demand_noise", &G::demand_noise, {.unit = "ratio", .min = 0, .max = 5, .fallback = "0.15", .meaning = "Spread (log) of its target from decision to decision."}),
      field("willingness_to_pay", &G::willingness_to_pay, {.unit = "USD/H100e", .min = 0, .meaning = "Most it pays for an H100-equivalent at the start."}),
      field("budget", &G::budget, {.unit = "USD/year", .min = 0, .meaning = "Money for accelerators in the first year."}),
      field("cadence_weeks", &G::cadence_weeks, {.unit = "weeks", .min = 1, .max = 63, .fallback = "{uniform: [4, 13]}", .meaning = "Weeks between purchasing decisions."}),
      field("patience_weeks", &G::patience_weeks, {.unit = "weeks", .min = 1, .max = 255, .fallback = "{uniform: [26, 52]}", .meaning = "Weeks it waits for an order."}),
      field("foresight_weeks", &G::foresight_weeks, {.unit = "weeks", .min = 0, .max = 104, .fallback = "0", .meaning = "How far it buys ahead of an announced restriction."}),
      field("inference_share", &G::inference_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of its work that is inference."}),
      field("delay_cost", &G::delay_cost, {.unit = "USD/H100e/week", .min = 0, .fallback = "150", .meaning = "What a week without the compute costs it.", .source = "general knowledge, C: about what renting an H100 for a week costs, less power"}),
      field("grey_contacts", &G::grey_contacts, {.unit = "agents", .min = 0, .max = 200, .fallback = "0", .meaning = "Intermediaries it knows that might sell what it may not have."}),
      field("contact_hubs", &G::contact_hubs, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where it looks for such intermediaries."}),
      field("wrongdoing_cost", &G::wrongdoing_cost, {.unit = "USD/H100e", .min = 0, .fallback = "0", .meaning = "Own cost and risk of a grey purchase."}),
      field("billing_centre", &G::billing_centre, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where its purchases are invoiced once it centralises billing."}),
      field("centralises_share", &G::centralises_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the group that centralises billing."}),
      field("centralises_from", &G::centralises_from, {.meaning = "First day on which one of them may start to."}),
      field("centralises_until", &G::centralises_until, {.meaning = "Last such day; each starts at a random day between."}),
      field("assemblers", &G::assemblers, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where the contract makers who build its machines are invoiced."}),
      field("assembled_share", &G::assembled_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of its direct purchases that is sold to contract makers, who build its machines and are invoiced in its place."}),
      field("priority", &G::priority, {.unit = "class", .min = 0, .max = 255, .fallback = "1", .meaning = "Allocation class at the vendor; 0 is served first."}),
      field("rental_share", &G::rental_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of its compute that it rents out: a cloud, if above 0."}),
      field("tenant_kyc", &G::tenant_kyc, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of restricted tenants that its know-your-customer checks turn away.", .source = "general knowledge, C"}),
      field("rents_abroad", &G::rents_abroad, {.fallback = "false", .meaning = "Whether it may rent compute from clouds abroad in place of buying."}),
      field("platform", &G::platform, {.fallback = "''", .refers_to = "vendors", .meaning = "Vendor whose software its work runs on at the start; none if empty: its first purchase decides."})});
}

}  // namespace entrepot::scenario
// clang-format on
