#pragma once
// Vendors, their production lines and their products.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/parameters/chip_supply.hpp"
#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct Line {
  std::string vendor;
  Series capacity;
  std::int64_t lead_weeks;
  SupplyLimits limits;
  PriceResponse price_response;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("vendor", &Line::vendor, {.refers_to = "vendors", .meaning = "Vendor that owns the line."});
    row("capacity", &Line::capacity, {.unit = "units/week", .min = 0, .meaning = "Units that can be started per week, over time."});
    row("lead_weeks", &Line::lead_weeks, {.unit = "weeks", .min = 1, .max = 104, .fallback = "12", .meaning = "Time from start to finished unit.", .source = "general knowledge, C: a quarter from wafer to packaged part"});
    row("limits", &Line::limits, {.meaning = "Dies and memory that limit the line as well."});
    row("price_response", &Line::price_response, {.meaning = "How the prices of its products answer the order book."});
    // clang-format on
  }
};

struct Product {
  std::string line;
  Date release;
  std::optional<Date> end;
  std::vector<std::string> sold_in;
  double tpp;
  double performance_density;
  double memory_bandwidth;
  double link_speed;
  Series list_price;
  double h100e;
  std::optional<double> inference_h100e;
  double software_factor;
  double dies_per_unit;
  double stacks_per_unit;
  std::int64_t units_per_system;
  std::string redesign_of;
  std::vector<std::string> redesign_for;
  std::int64_t redesign_lag_weeks;
  double redesign_least_share;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("line", &Product::line, {.refers_to = "lines", .meaning = "Production line; products of a line share its capacity."});
    row("release", &Product::release, {.meaning = "First day it is sold."});
    row("end", &Product::end, {.meaning = "First day it is no longer sold."});
    row("sold_in", &Product::sold_in, {.optional = true, .refers_to = "places", .meaning = "Places it is made for and sold in; all if omitted."});
    row("tpp", &Product::tpp, {.unit = "TPP", .min = 0, .meaning = "Total processing performance as in ECCN 3A090."});
    row("performance_density", &Product::performance_density, {.unit = "TPP/mm2", .min = 0, .fallback = "0", .meaning = "TPP over die area."});
    row("memory_bandwidth", &Product::memory_bandwidth, {.unit = "GB/s", .min = 0, .fallback = "0", .meaning = "Memory bandwidth."});
    row("link_speed", &Product::link_speed, {.unit = "GB/s", .min = 0, .fallback = "0", .meaning = "Chip-to-chip transfer rate."});
    row("list_price", &Product::list_price, {.unit = "USD", .min = 1, .meaning = "Price of a unit inside a server, over time."});
    row("h100e", &Product::h100e, {.unit = "H100e", .min = 0.001, .max = 1000, .meaning = "Training compute of a unit, in units of an H100."});
    row("inference_h100e", &Product::inference_h100e, {.unit = "H100e", .min = 0.001, .max = 1000, .meaning = "Inference compute of a unit, in units of an H100; equal to h100e if omitted."});
    row("software_factor", &Product::software_factor, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of its compute that buyers can use with the available software."});
    row("dies_per_unit", &Product::dies_per_unit, {.unit = "dies", .min = 0, .max = 1000, .fallback = "1", .meaning = "Good dies in a unit, where dies limit its line."});
    row("stacks_per_unit", &Product::stacks_per_unit, {.unit = "stacks", .min = 0, .max = 1000, .fallback = "0", .meaning = "Stacks of high-bandwidth memory in a unit, where memory limits its line; 0 for low-cost memory."});
    row("units_per_system", &Product::units_per_system, {.unit = "units", .min = 1, .max = 10000, .fallback = "1", .meaning = "Units in the smallest system on sale: 1 for a card, 8 for a server, 72 for a rack. Orders, allotments and the parts of a split order are whole systems."});
    row("redesign_of", &Product::redesign_of, {.fallback = "''", .refers_to = "products", .meaning = "Product of which this is a redesign. The vendor makes the redesign only if a rule restricts that product, after the lag, just under the thresholds. TPP, performance density, price and both kinds of compute are then those of the full product, scaled down by one factor."});
    row("redesign_for", &Product::redesign_for, {.optional = true, .refers_to = "places", .meaning = "Places for which it is redesigned."});
    row("redesign_lag_weeks", &Product::redesign_lag_weeks, {.unit = "weeks", .min = 1, .max = 520, .fallback = "26", .meaning = "Time from the rule to the first sale.", .source = "general knowledge, C: H20, three and a half months from rule to launch, with samples ready"});
    row("redesign_least_share", &Product::redesign_least_share, {.unit = "ratio", .min = 0.001, .max = 1, .fallback = "0.015625", .meaning = "Minimum share of the full product's performance at which its vendor makes a redesign.", .source = "general knowledge, C: less sells to nobody"});
    // clang-format on
  }
};

struct Vendor {
  std::string name;
  std::string home;
  std::string ships_from;
  double kyc;
  double stock_cover_weeks;
  bool under_controls;
  std::int64_t fiscal_year_end_month;
  std::vector<std::string> sells_only_to;
  Series networking;
  Series other_parts;
  Series other_revenue;
  Shares other_billed;
  Shares other_headquarters;
  SoftwareLearning software;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("name", &Vendor::name, {.fallback = "''", .meaning = "Full name.", .outside_identity = true});
    row("home", &Vendor::home, {.refers_to = "jurisdictions", .meaning = "Home jurisdiction; volume caps count sales there."});
    row("ships_from", &Vendor::ships_from, {.refers_to = "jurisdictions", .meaning = "Jurisdiction from which its goods are shipped."});
    row("kyc", &Vendor::kyc, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Stringency of its know-your-customer checks: the share of red-flagged orders it refuses.", .source = "general knowledge, C"});
    row("stock_cover_weeks", &Vendor::stock_cover_weeks, {.unit = "weeks", .min = 0, .max = 52, .fallback = "2", .meaning = "Target stock, in weeks of shipments."});
    row("fiscal_year_end_month", &Vendor::fiscal_year_end_month, {.unit = "month", .min = 1, .max = 12, .fallback = "12", .meaning = "Month in which its fiscal year ends; the fiscal year takes the name of that calendar year."});
    row("under_controls", &Vendor::under_controls, {.fallback = "true", .meaning = "Whether the exporting authority's rules reach its products."});
    row("sells_only_to", &Vendor::sells_only_to, {.optional = true, .refers_to = "places", .meaning = "Places it sells to; all if omitted."});
    row("networking", &Vendor::networking, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Networking revenue per USD of data-centre compute sold, over time. It counts in reported and data-centre revenue, with the same customers; no agent acts on it."});
    row("other_parts", &Vendor::other_parts, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Revenue from data-centre compute that is not in the catalogue (other cards, processors, racks) per USD of accelerators sold, over time. It counts as networking does."});
    row("other_revenue", &Vendor::other_revenue, {.unit = "USD/year", .min = 0, .fallback = "0", .meaning = "Revenue from all that is not for data centres, over time. It counts in reported revenue only."});
    row("other_billed", &Vendor::other_billed, {.optional = true, .refers_to = "jurisdictions", .meaning = "Where that is billed and shipped."});
    row("other_headquarters", &Vendor::other_headquarters, {.optional = true, .refers_to = "jurisdictions", .meaning = "Headquarters of the customers who buy it."});
    row("software", &Vendor::software, {.meaning = "How its software improves with the compute that runs it."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
