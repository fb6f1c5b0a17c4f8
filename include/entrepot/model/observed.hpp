#pragma once
// The trade as the world sees it: what is declared and heard as it happens, and what is published of it later. Nobody
// in the model but the office that publishes reads the returns; the authority, suppliers and the triggers of rules
// read what is published.

#include <vector>

#include "entrepot/core/quantity.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/submodels/price_report.hpp"
#include "entrepot/model/tally.hpp"

namespace entrepot::model {

// One figure a line, however long: a table reads best as rows.
// clang-format off

/// Places have a last row that stays empty ("pipeline"), as in all outputs.
struct Returns {
  ENTREPOT_TABLE(Returns, "Declarations and other records of a month, before publication.");
  ENTREPOT_OUTPUT(arrivals, "H100e", "Compute arrived", "Units that reached a consignee or an end user in the place from abroad or from bond, declared or smuggled, in H100 equivalents: the truth behind the import statistics.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_FIELD(imports, "H100e", "Declared by consignees and end users as goods reach them from abroad or from bond.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_FIELD(re_exports, "H100e", "Declared as imported goods leave for another place.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_FIELD(shipments, "H100e", "Declared by senders of goods to the place.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_FIELD(installed, "H100e", "Installed openly by end users in the place.", Tally<double, Dim::month, Dim::place>);
  ENTREPOT_FIELD(imports_value, "USD", "Value of declared imports.", Tally<Cents, Dim::month, Dim::place>);
  ENTREPOT_FIELD(re_exports_value, "USD", "Value of declared re-exports.", Tally<Cents, Dim::month, Dim::place>);
  ENTREPOT_FIELD(seized, "units", "Units seized, by the place whose customs took them.", Tally<Units, Dim::month, Dim::place>);
  ENTREPOT_FIELD(checks, "checks", "End-use checks, by the warehouse of the firm.", Tally<std::int64_t, Dim::month, Dim::place>);
  ENTREPOT_FIELD(unfavourable_checks, "checks", "End-use checks that detected a diverter.", Tally<std::int64_t, Dim::month, Dim::place>);
  ENTREPOT_FIELD(listings, "listings", "Entity List additions, by the warehouse of the firm.", Tally<std::int64_t, Dim::month, Dim::place>);
  ENTREPOT_FIELD(quotes, "quotes", "Grey quotes of the current month.", std::vector<submodels::Quote>);
  ENTREPOT_SUMMARISED(quoted_premium, "1", "Grey premium of all quotes", "Mean price asked of barred buyers over list price, less one, each quote counting once: the truth behind the street price; NaN in a month without any.", Observed<Dim::month>);
};

/// Rows are the months that figures are about, not those in which they come out. Vendors' tables stand in the row of the
/// last month of the fiscal quarter.
struct Published {
  ENTREPOT_TABLE(Published, "Published data; NaN before publication.");
  /// What the names of its outputs begin with.
  static constexpr std::string_view output_prefix = "observed_";
  ENTREPOT_SUMMARISED(imports, "H100e", "Declared imports, as published", "Trade statistics of the month: goods that reached consignees and end users in the place under a true description; NaN if the run ended before publication.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(imports_value, "USD", "Value of declared imports, as published", "The same at the price paid there.", Observed<Dim::month, Dim::place>);
  ENTREPOT_SUMMARISED(re_exports, "H100e", "Declared re-exports, as published", "Imported goods that left the place for another one under a true description.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(re_exports_value, "USD", "Value of declared re-exports, as published", "The same at the price that the end user pays.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(shipments, "H100e", "Partners' declared exports to the place, as published", "Exports to the place that their senders declared, in the month of departure.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(mirror_gap, "H100e", "Mirror gap, as published", "Partners' declared exports to the place less its declared imports: goods in transit. Neither includes smuggled goods.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(use, "H100e", "Domestic use, as published", "Goods that end users in the place openly installed, as far as surveys of data centres cover them.", Observed<Dim::month, Dim::place>);
  ENTREPOT_SUMMARISED(balance_gap, "H100e", "Balance gap, as published", "Declared imports less declared re-exports and domestic use: imports without a recorded re-export or use.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(seizures, "units", "Units seized, as published", "By the place whose customs took them.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(end_use_checks, "checks", "End-use checks, as published", "By the place of the consignee's warehouse.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(unfavourable_checks, "checks", "Unfavourable end-use checks, as published", "Published end-use checks that detected a diverter.", Observed<Dim::month, Dim::place>);
  ENTREPOT_OUTPUT(listings, "listings", "Entity List additions, as published", "Intermediaries added to the Entity List in the month, by the place of their warehouse.", Observed<Dim::month, Dim::place>);
  ENTREPOT_SUMMARISED(premium, "1", "Grey premium, as published", "Mean of the quotes reported in the month, with their errors; NaN in a month without any.", Observed<Dim::month>);
  ENTREPOT_SUMMARISED(billing, "USD", "Revenue by billing address, as published", "The vendor's table of a fiscal quarter, in the row of its last month, of the places that it names; NaN for those it pools, and in all other rows.", Observed<Dim::month, Dim::vendor, Dim::place>);
  ENTREPOT_OUTPUT(billing_year_before, "USD", "Revenue by billing address of a year before, as published", "The comparison column of the table; NaN if that quarter is not completely in the run.", Observed<Dim::month, Dim::vendor, Dim::place>);
  ENTREPOT_OUTPUT(billing_pooled, "USD", "Revenue billed to all other places, as published", "Places that the table pools, because their share is too small to be named.", Observed<Dim::month, Dim::vendor>);
  ENTREPOT_OUTPUT(import_growth, "1", "Growth of imports, as published", "Declared imports of the last twelve months published by the end of the week, over those of the twelve months before; NaN without any.", Observed<Dim::week, Dim::place>);
  ENTREPOT_OUTPUT(billing_growth, "1", "Growth of revenue billed, as published", "Revenue in the latest tables of all vendors that name the place at the end of the week, over that of a year before; NaN if no table has both.", Observed<Dim::week, Dim::place>);
  ENTREPOT_FIELD(last_billing, "USD", "The latest figures that a vendor published for a place.", Observed<Dim::vendor, Dim::place>);
  ENTREPOT_FIELD(last_billing_year_before, "USD", "The figures of a year before, for comparison.", Observed<Dim::vendor, Dim::place>);
};

// clang-format on

}  // namespace entrepot::model
