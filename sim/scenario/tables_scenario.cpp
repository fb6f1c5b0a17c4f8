// The top level of a scenario file. Rules are read apart: each instrument has a table of its own.

// One parameter a line, however long: a table reads best as rows.
// clang-format off
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

std::shared_ptr<const Table<CalendarParameters>> calendar_table() {
  using C = CalendarParameters;
  return std::make_shared<Table<C>>(Table<C>{
      field("start", &C::start, {.meaning = "First day; weeks count from here."}),
      field("end", &C::end, {.meaning = "Last day."})});
}

std::shared_ptr<const Table<RunParameters>> run_table() {
  using R = RunParameters;
  return std::make_shared<Table<R>>(Table<R>{
      field("seed", &R::seed, {.min = 0, .max = 4294967295.0, .fallback = "1", .meaning = "Seed of all random numbers."}),
      field("replicates", &R::replicates, {.unit = "runs", .min = 1, .max = 1e6, .fallback = "32", .meaning = "Independent repetitions.", .outside_identity = true}),
      field("confidence", &R::confidence, {.unit = "ratio", .min = 0.5, .max = 0.999, .fallback = "0.9", .meaning = "Level of the intervals."})});
}

std::shared_ptr<const Table<ModelForm>> model_table() {
  using M = ModelForm;
  return std::make_shared<Table<M>>(Table<M>{
      choice("choice", &M::choice, {.fallback = "logit", .choices = {"logit", "threshold"}, .meaning = "How buyers choose: by chance in proportion to what options are worth, or the best one always."}),
      choice("diversion", &M::diversion, {.fallback = "threshold", .choices = {"threshold", "logit"}, .meaning = "How intermediaries take on grey orders: whenever they pay, or by chance in proportion to how well."}),
      choice("risk", &M::risk, {.fallback = "bayesian", .choices = {"bayesian", "fading_memory"}, .meaning = "How evaders judge risk: by detections over lots, or by the memory of recent detections alone, whatever went well."}),
      choice("targeting", &M::targeting, {.fallback = "learning", .choices = {"learning", "exogenous"}, .meaning = "How the authority shares checks and cases out over hubs: by what they found there (Thompson sampling), or by the firms' scores alone."})});
}

}  // namespace

std::shared_ptr<const Table<Scenario>> scenario_table() {
  using S = Scenario;
  static const auto table = std::make_shared<Table<S>>(Table<S>{
      field("title", &S::title, {.meaning = "What the scenario is.", .outside_identity = true}),
      field("question", &S::question, {.fallback = "''", .meaning = "The question it is to answer.", .outside_identity = true}),
      record("calendar", &S::calendar, calendar_table(), "Time that is simulated."),
      record("run", &S::run, run_table(), "How it is run."),
      map("jurisdictions", &S::jurisdictions, jurisdiction_table(), {.meaning = "Places, by ISO code."}),
      map("lanes", &S::lanes, lane_table(), {.meaning = "Families of lanes between places."}),
      map("vendors", &S::vendors, vendor_table(), {.meaning = "Makers of accelerators."}),
      map("lines", &S::lines, line_table(), {.meaning = "Their production lines."}),
      map("products", &S::products, product_table(), {.meaning = "Accelerators."}),
      map("channel_partners", &S::channel_partners, channel_table(), {.optional = true, .meaning = "Groups of OEMs and distributors."}),
      map("intermediaries", &S::intermediaries, intermediary_table(), {.optional = true, .meaning = "Groups of resellers, brokers and shells."}),
      map("buyers", &S::buyers, buyer_table(), {.meaning = "Groups of end users."}),
      map("retail_markets", &S::retail_markets, retail_market_table(), {.optional = true, .meaning = "Markets in small lots, apart from the trade in servers; none, if left out."}),
      record("demand", &S::demand, demand_table(), "Demand common to all buyers."),
      record("choice", &S::choice, choice_table(), "How buyers choose."),
      record("grey_market", &S::grey_market, grey_market_table(), "Prices and costs of the grey trade."),
      record("network", &S::network, network_table(), "How evaders find and trust each other."),
      record("entry", &S::entry, entry_table(), "How diverters come and go."),
      record("perception", &S::perception, perception_table(), "What evaders believe."),
      record("screening", &S::screening, screening_table(), "Red flags on orders."),
      record("licensing", &S::licensing, licensing_table(), "The licence desk."),
      record("routing", &S::routing, routing_table(), "Routes of diverted lots."),
      record("enforcement", &S::enforcement, enforcement_table(), "Checks, cases and listings."),
      record("cloud", &S::cloud, cloud_table(), "Compute for rent."),
      record("model", &S::model, model_table(), "Alternative forms of submodels."),
      record("observation", &S::observation, observation_table(), "What the world sees of the trade, and when."),
      record("costs", &S::costs, costs_table(), "Unit costs of enforcement, for the sheet of costs; nobody acts on them.")});
  return table;
}

}  // namespace entrepot::scenario
// clang-format on
