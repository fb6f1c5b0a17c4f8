// Parameters of behaviour: demand, choice, grey trade, perception, screening, routing.

// One parameter a line, however long: a table reads best as rows.
// clang-format off
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<Demand>> demand_table() {
  return std::make_shared<Table<Demand>>(Table<Demand>{
      field("service_life_weeks", &Demand::service_life_weeks, {.unit = "weeks", .min = 1, .max = 2000, .fallback = "260", .meaning = "Time in service.", .source = "general knowledge, C: five years, as large operators depreciate"}),
      field("budget_growth", &Demand::budget_growth, {.unit = "ratio", .min = -0.9, .max = 10, .fallback = "0.3", .meaning = "Growth of all budgets in a year.", .source = "general knowledge, C"}),
      field("price_decline", &Demand::price_decline, {.unit = "ratio", .min = 0, .max = 0.9, .fallback = "0.2", .meaning = "Yearly decline of what an H100-equivalent is worth to buyers, as better parts come.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Choice>> choice_table() {
  return std::make_shared<Table<Choice>>(Table<Choice>{
      field("noise", &Choice::noise, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.15", .meaning = "Scale of the logit choice, as a share of willingness to pay.", .source = "general knowledge, C"}),
      field("switching_cost", &Choice::switching_cost, {.unit = "USD/H100e", .min = 0, .fallback = "2000", .meaning = "Cost of moving work to another vendor's software. It is paid by a buyer whose last purchase was of another vendor, so a buyer driven to a substitute does not come back for a small gain.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<GreyMarket>> grey_market_table() {
  using G = GreyMarket;
  return std::make_shared<Table<G>>(Table<G>{
      field("initial_markup", &G::initial_markup, {.unit = "ratio", .min = 0, .max = 50, .fallback = "0.3", .meaning = "Markup over list that intermediaries post before they have sold anything; it adjusts within weeks.", .source = "general knowledge, C"}),
      field("markup_step", &G::markup_step, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Weekly rise of a posted price if nothing asked for could be met.", .source = "general knowledge, C"}),
      field("markup_decay", &G::markup_decay, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.05", .meaning = "Weekly fall of a posted price if all could be met.", .source = "general knowledge, C"}),
      field("maximum_markup", &G::maximum_markup, {.unit = "ratio", .min = 0, .max = 100, .fallback = "5", .meaning = "Highest markup anybody posts."}),
      field("carrying_cost", &G::carrying_cost, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Cost of the capital in a lot until it is paid for.", .source = "general knowledge, C"}),
      field("deposit", &G::deposit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of the price that a grey buyer pays up front.", .source = "general knowledge, C"}),
      field("concealment_cost", &G::concealment_cost, {.unit = "USD/unit", .min = 0, .fallback = "500", .meaning = "Relabelling, dummy servers and papers.", .source = "general knowledge, C"}),
      field("retained_share", &G::retained_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Share of an intermediary's margin that stays in the firm as working capital.", .source = "general knowledge, C"}),
      field("order_cost", &G::order_cost, {.unit = "USD", .min = 0, .fallback = "3000", .meaning = "Cost of one more order under a cover story: papers, people, another supplier. An order is split where the lower risk of refusal is worth more.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Network>> network_table() {
  using N = Network;
  return std::make_shared<Table<N>>(Table<N>{
      field("referral_share", &N::referral_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.4", .meaning = "Share of new contacts that come by way of another buyer of the same kind; the others are found by asking around in a hub.", .source = "general knowledge, C"}),
      field("trust_gain", &N::trust_gain, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of the missing trust that a delivered lot adds. A buyer's own risk cost falls with trust.", .source = "general knowledge, C"}),
      field("trust_loss", &N::trust_loss, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.7", .meaning = "Share of trust that a seized lot destroys.", .source = "general knowledge, C"}),
      field("search_memory_weeks", &N::search_memory_weeks, {.unit = "weeks", .min = 1, .max = 1040, .fallback = "26", .meaning = "Memory of what each hub has delivered of what was asked there, by which buyers pick where to look.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Entry>> entry_table() {
  using E = Entry;
  return std::make_shared<Table<E>>(Table<E>{
      field("entry_rate", &E::entry_rate, {.unit = "1/week", .min = 0, .max = 1, .fallback = "0.0005", .meaning = "Chance in a week that a firm in reserve is founded where a year's grey profit of a firm equals the cost of entry; in proportion to profit over cost.", .source = "general knowledge, C"}),
      field("entry_cost", &E::entry_cost, {.unit = "USD", .min = 1, .fallback = "200000", .meaning = "Cost of founding a firm with a clean record: papers, address, first orders.", .source = "general knowledge, C"}),
      field("return_share", &E::return_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of listed firms whose owners come back under a new name.", .source = "general knowledge, C"}),
      field("return_lag_weeks", &E::return_lag_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "20", .meaning = "Time from the listing to the new name.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Perception>> perception_table() {
  using P = Perception;
  return std::make_shared<Table<P>>(Table<P>{
      field("prior_weight", &P::prior_weight, {.unit = "lots", .min = 0, .fallback = "20", .meaning = "Lots that the initial belief is worth.", .source = "general knowledge, C"}),
      field("forgetting", &P::forgetting, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of the evidence forgotten in a week.", .source = "general knowledge, C"}),
      field("own_weight", &P::own_weight, {.unit = "ratio", .min = 0, .fallback = "5", .meaning = "Weight of an own lot over a lot of the belief.", .source = "general knowledge, C"}),
      field("hub_weight", &P::hub_weight, {.unit = "ratio", .min = 0, .fallback = "0.5", .meaning = "Weight of a lot of somebody else in the hub.", .source = "general knowledge, C"}),
      field("supplier_weight", &P::supplier_weight, {.unit = "ratio", .min = 0, .fallback = "0.25", .meaning = "Weight of the listing of somebody else who buys from one of the same suppliers.", .source = "general knowledge, C"}),
      field("announcement_weight", &P::announcement_weight, {.unit = "lots", .min = 0, .fallback = "2", .meaning = "Detections that a published listing is worth to those who hear of it.", .source = "general knowledge, C"}),
      field("announcement_reach", &P::announcement_reach, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.25", .meaning = "What a listing is worth in other hubs, over what it is worth in its own.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Screening>> screening_table() {
  using S = Screening;
  return std::make_shared<Table<S>>(Table<S>{
      field("intercept", &S::intercept, {.unit = "logit", .fallback = "-4", .meaning = "Score of an order without any flag.", .source = "general knowledge, C"}),
      field("size", &S::size, {.unit = "logit", .fallback = "1.2", .meaning = "Per log of 1 + order over plausible size.", .source = "general knowledge, C"}),
      field("age", &S::age, {.unit = "logit", .fallback = "1", .meaning = "Of a firm founded today; falls with e^-age.", .source = "general knowledge, C"}),
      field("bill_to_differs", &S::bill_to_differs, {.unit = "logit", .fallback = "0.8", .meaning = "If bill-to and ship-to differ.", .source = "general knowledge, C"}),
      field("watch_list", &S::watch_list, {.unit = "logit", .fallback = "1.5", .meaning = "If the hub is on the watch list.", .source = "general knowledge, C"}),
      field("absorption", &S::absorption, {.unit = "logit", .fallback = "1", .meaning = "Per log of the hub's imports over what its data centres can take.", .source = "general knowledge, C"}),
      field("report_share", &S::report_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of refusals that suppliers report to the authority.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Routing>> routing_table() {
  return std::make_shared<Table<Routing>>(Table<Routing>{
      field("alternatives", &Routing::alternatives, {.unit = "routes", .min = 1, .max = 50, .fallback = "4", .meaning = "Cheapest routes that a diverter weighs."}),
      field("noise", &Routing::noise, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0.3", .meaning = "Scale of the logit choice among routes, over the cheapest cost.", .source = "general knowledge, C"}),
      field("maximum_legs", &Routing::maximum_legs, {.unit = "legs", .min = 1, .max = 4, .fallback = "3", .meaning = "Longest chain of lanes."})});
}

}  // namespace entrepot::scenario
// clang-format on
