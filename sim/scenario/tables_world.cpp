// Parameters of the world: places, lanes, vendors and what they make.

// One parameter a line, however long: a table reads best as rows.
// clang-format off
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

std::shared_ptr<const Table<Customs>> customs_table() {
  return std::make_shared<Table<Customs>>(Table<Customs>{
      field("inspection_rate", &Customs::inspection_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of consignments opened as they leave by an ordinary lane.", .source = "general knowledge, C: customs open about 2 % of cargo"}),
      field("transfer_inspection_rate", &Customs::transfer_inspection_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.002", .meaning = "Share of transfers inside the jurisdiction that are looked at.", .source = "general knowledge, C"}),
      field("detection", &Customs::detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.4", .meaning = "Probability that the inspection of a diverted consignment finds it out, if customs want to.", .source = "general knowledge, C"}),
      field("cooperation", &Customs::cooperation, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Probability that customs act on the exporting authority's rules.", .source = "general knowledge, C"}),
      field("responsiveness", &Customs::responsiveness, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "How far the government of the place closes the gap to full cooperation once many of its firms have been put on the entity list; half of it at five listings in a year.", .source = "general knowledge, C"}),
      field("capacity", &Customs::capacity, {.unit = "consignments/week", .min = 0, .fallback = "50", .meaning = "Consignments of such goods that customs can open in a week.", .source = "general knowledge, C"})});
}

std::shared_ptr<const Table<Legal>> legal_table() {
  return std::make_shared<Table<Legal>>(Table<Legal>{
      field("fine_multiple", &Legal::fine_multiple, {.unit = "ratio", .min = 0, .max = 100, .fallback = "2", .meaning = "Fine over the value of what was diverted.", .source = "50 USC 4819: civil penalty of up to twice the value of the transaction, A"}),
      field("limited_liability", &Legal::limited_liability, {.fallback = "false", .meaning = "Whether every firm here is liable with its capital only."})});
}

}  // namespace

std::shared_ptr<const Table<Jurisdiction>> jurisdiction_table() {
  return std::make_shared<Table<Jurisdiction>>(Table<Jurisdiction>{
      field("name", &Jurisdiction::name, {.fallback = "''", .meaning = "Name in full, for reports.", .outside_identity = true}),
      field("groups", &Jurisdiction::groups, {.optional = true, .meaning = "Country groups it is in, e.g. D:5; rules may name a group."}),
      field("hub", &Jurisdiction::hub, {.fallback = "false", .meaning = "Whether goods change hands here on their way elsewhere."}),
      field("data_centres", &Jurisdiction::data_centres, {.unit = "count", .min = 0, .fallback = "0", .meaning = "Data centres; for the record, capacity follows from power."}),
      field("data_centre_mw", &Jurisdiction::data_centre_mw, {.unit = "MW", .min = 0, .fallback = "100", .meaning = "Power of its data centres."}),
      field("ai_share_of_mw", &Jurisdiction::ai_share_of_mw, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Share of that power that could feed AI accelerators.", .source = "general knowledge, C"}),
      record("customs", &Jurisdiction::customs, customs_table(), "Customs of the jurisdiction."),
      record("legal", &Jurisdiction::legal, legal_table(), "Penalties of the jurisdiction.")});
}

std::shared_ptr<const Table<Lane>> lane_table() {
  return std::make_shared<Table<Lane>>(Table<Lane>{
      field("between", &Lane::between, {.optional = true, .refers_to = "jurisdictions", .meaning = "A lane joins every ordered pair of these, and each to itself."}),
      field("from", &Lane::from, {.optional = true, .refers_to = "jurisdictions", .meaning = "A lane goes from each of these..."}),
      field("to", &Lane::to, {.optional = true, .refers_to = "jurisdictions", .meaning = "...to each of these."}),
      choice("mode", &Lane::mode, {.choices = {"air_freight", "sea", "road", "courier", "hand_carry"}, .meaning = "How goods travel."}),
      field("weeks", &Lane::weeks, {.unit = "weeks", .min = 0, .max = 26, .meaning = "Time from door to door."}),
      field("cost", &Lane::cost, {.unit = "USD/unit", .min = 0, .meaning = "Carriage of one accelerator with its share of a server."}),
      field("inspection_factor", &Lane::inspection_factor, {.unit = "ratio", .min = 0, .max = 100, .fallback = "1", .meaning = "How closely the lane is watched, over an ordinary one."}),
      field("capacity", &Lane::capacity, {.unit = "units/week", .min = 0.01, .fallback = "1e9", .meaning = "Accelerators that can go by it in a week; what does not fit leaves later."})});
}

std::shared_ptr<const Table<Vendor>> vendor_table() {
  return std::make_shared<Table<Vendor>>(Table<Vendor>{
      field("name", &Vendor::name, {.fallback = "''", .meaning = "Name in full.", .outside_identity = true}),
      field("home", &Vendor::home, {.refers_to = "jurisdictions", .meaning = "Where it is at home; volume caps count sales here."}),
      field("ships_from", &Vendor::ships_from, {.refers_to = "jurisdictions", .meaning = "Where its goods leave the line."}),
      field("kyc", &Vendor::kyc, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Stringency of its know-your-customer checks: the share of red-flagged orders it stops.", .source = "general knowledge, C"}),
      field("stock_cover_weeks", &Vendor::stock_cover_weeks, {.unit = "weeks", .min = 0, .max = 52, .fallback = "2", .meaning = "Weeks of shipments that it keeps in stock if it can."}),
      field("fiscal_year_end_month", &Vendor::fiscal_year_end_month, {.unit = "month", .min = 1, .max = 12, .fallback = "12", .meaning = "Month in which its fiscal year ends; the year is named after it."}),
      field("under_controls", &Vendor::under_controls, {.fallback = "true", .meaning = "Whether the exporting authority's rules reach its products."}),
      field("sells_only_to", &Vendor::sells_only_to, {.optional = true, .refers_to = "places", .meaning = "Places it sells to; all, if left out."})});
}

std::shared_ptr<const Table<Line>> line_table() {
  return std::make_shared<Table<Line>>(Table<Line>{
      field("vendor", &Line::vendor, {.refers_to = "vendors", .meaning = "Whose line it is."}),
      field("capacity", &Line::capacity, {.unit = "units/week", .min = 0, .meaning = "Units that can be started in a week, over time."}),
      field("lead_weeks", &Line::lead_weeks, {.unit = "weeks", .min = 1, .max = 104, .fallback = "12", .meaning = "From start to finished unit.", .source = "general knowledge, C: a quarter from wafer to packaged part"})});
}

std::shared_ptr<const Table<Product>> product_table() {
  return std::make_shared<Table<Product>>(Table<Product>{
      field("line", &Product::line, {.refers_to = "lines", .meaning = "Production line; products of a line share its capacity."}),
      field("release", &Product::release, {.meaning = "First day it is sold."}),
      field("end", &Product::end, {.meaning = "First day it is no longer sold."}),
      field("tpp", &Product::tpp, {.unit = "TPP", .min = 0, .meaning = "Total processing performance as in ECCN 3A090."}),
      field("performance_density", &Product::performance_density, {.unit = "TPP/mm2", .min = 0, .fallback = "0", .meaning = "TPP over die area."}),
      field("memory_bandwidth", &Product::memory_bandwidth, {.unit = "GB/s", .min = 0, .fallback = "0", .meaning = "Memory bandwidth."}),
      field("link_speed", &Product::link_speed, {.unit = "GB/s", .min = 0, .fallback = "0", .meaning = "Chip-to-chip transfer rate."}),
      field("list_price", &Product::list_price, {.unit = "USD", .min = 1, .meaning = "Price of a unit inside a server."}),
      field("h100e", &Product::h100e, {.unit = "H100e", .min = 0.001, .max = 1000, .meaning = "Training compute of a unit, in units of an H100."}),
      field("inference_h100e", &Product::inference_h100e, {.unit = "H100e", .min = 0.001, .max = 1000, .meaning = "The same for inference; as for training, if left out."}),
      field("software_factor", &Product::software_factor, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of it that buyers can use with the software there is."}),
      field("redesign_of", &Product::redesign_of, {.fallback = "''", .refers_to = "products", .meaning = "A part that its vendor makes only if a rule bars this one: just under the thresholds, a lag after. TPP, performance density, price and compute of both kinds are then those of the full part, and are cut alike."}),
      field("redesign_for", &Product::redesign_for, {.optional = true, .refers_to = "places", .meaning = "Places it is redesigned for."}),
      field("redesign_lag_weeks", &Product::redesign_lag_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "26", .meaning = "From the rule to the first unit sold.", .source = "general knowledge, C: H20, three and a half months from rule to launch, with samples ready"})});
}

}  // namespace entrepot::scenario
// clang-format on
