#pragma once
// The trade as the world sees it: what is declared and heard as it happens, and what is published of it later. Nobody
// in the model but the office that publishes reads the returns; the authority, suppliers and the triggers of rules
// read what is published.

#include <cstdint>
#include <vector>

#include "entrepot/core/quantity.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/submodels/price_report.hpp"
#include "entrepot/model/tally.hpp"

namespace entrepot::model {

/// What is declared and heard, by month. Places have a last row that stays empty ("pipeline"), as in all outputs.
struct Returns {
  explicit Returns(const Setting& setting);

  // [month x place], H100e
  Tally<double, 2> arrivals;    ///< the truth that no office has: all that arrives for use or trade, declared or not
  Tally<double, 2> imports;     ///< declared by consignees and end users as goods reach them from abroad or from bond
  Tally<double, 2> re_exports;  ///< declared as imported goods leave for another place
  Tally<double, 2> shipments;   ///< to the place, declared by those who send the goods
  Tally<double, 2> installed;   ///< openly, by end users in the place
  // [month x place], US cents
  Tally<std::int64_t, 2> imports_value, re_exports_value;
  // [month x place]
  Tally<Units, 2> seized;                                        ///< where customs took them
  Tally<std::int64_t, 2> checks, unfavourable_checks, listings;  ///< by warehouse of the firm
  std::vector<submodels::Quote> quotes;                          ///< of the month that is not over yet
  Tally<double, 1> quoted_premium;                               ///< [month] mean of all quotes; NaN without
};

/// What has been published. NaN: nothing (yet). Rows are the months that figures are about, not those in which they
/// come out.
struct Published {
  explicit Published(const Setting& setting);

  // [month x place], H100e
  Tally<double, 2> imports, re_exports, shipments, mirror_gap, seen_use, balance_gap;
  // [month x place], USD
  Tally<double, 2> imports_value, re_exports_value;
  // [month x place], counts
  Tally<double, 2> seized, checks, unfavourable_checks, listings;
  Tally<double, 1> premium;  ///< [month] over list price, as reported
  // Vendors' tables, USD, in the row of the last month of the fiscal quarter.
  Tally<double, 3> billing;              ///< [month x vendor x place] of the places that the table names
  Tally<double, 3> billing_year_before;  ///< [month x vendor x place] that the table prints beside it
  Tally<double, 2> billing_pooled;       ///< [month x vendor] of all other places
  // [week x place], ratios as they stand at the end of the week
  Tally<double, 2> import_growth, billing_growth;

  /// The last figures that a vendor published of a place, with the year before to compare; NaN without.
  Tally<double, 2> last_billing, last_billing_year_before;  ///< [vendor x place], USD
};

}  // namespace entrepot::model
