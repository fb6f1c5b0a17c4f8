#pragma once
// What one replicate leaves behind: the raw tallies from which every output is taken (sim/results/outputs.cpp names
// them).

#include "entrepot/core/quantity.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/observed.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/tally.hpp"

namespace entrepot::model {

/// How a leaked lot went from hub to end user.
enum class LeakPath : std::uint8_t { one_border, several_borders, inside_jurisdiction };
inline constexpr std::size_t leak_paths = 3;

/// What became of units under the rule that decided.
enum class RuleOutcome : std::uint8_t {
  sold,        ///< shipped: with a licence under the rule, or where none was needed
  denied,      ///< licence refused
  struck_out,  ///< ordered before the rule barred it
  leaked,      ///< reached an end user whom the rule bars
};
inline constexpr std::size_t rule_outcomes = 4;

/// The three ways to say where revenue comes from.
enum class View : std::uint8_t { bill_to, ship_to, true_destination };
inline constexpr std::size_t views = 3;

/// By what place goods went: hubs by row, then any other place, then none.
inline constexpr std::size_t ways_beside_hubs = 2;

/// What became of the goods of a first sale by the end of the run.
enum class GoodsFate : std::uint8_t {
  unrestricted,  ///< with an end user whom the controls are not meant to keep out
  restricted,    ///< lawfully with an end user of a restricted segment
  leaked,
  seized,
  pending,  ///< with no end user yet
};
inline constexpr std::size_t fates = 5;

struct Record {
  explicit Record(const Setting& setting);

  // [week x product]
  Tally<Units, 2> produced, sold, controlled_sold, leaked, seized;
  // [month x hub], [month x path]
  Tally<Units, 2> leaked_by_hub, hub_received, leaked_by_path;
  Tally<Units, 2> weekly_leaked_by_hub;  ///< [week x hub]
  Tally<Units, 3> leaked_by_route;       ///< [month x hub x route (leak_route)]
  Tally<double, 3> acquired;             ///< [month x row of Acquirers x source (hubs, then Source)], H100e
  // [week]
  Tally<std::int64_t, 1> licence_applications, licence_approvals, licence_denials;
  Tally<std::int64_t, 1> honest_orders_refused, honest_units_refused, grey_orders_refused, honest_lots_delayed;
  Tally<std::int64_t, 1> units_barred, cases_opened, entity_listings, end_use_checks;
  Tally<std::int64_t, 1> grey_units_asked, grey_units_accepted;
  Tally<std::int64_t, 1> tenants_refused, location_reveals;
  Tally<std::int64_t, 1> firms_founded, firms_returned, firms_closed, grey_orders_split;
  Tally<Units, 4> leaked_by_cause;  ///< [month x hub (last: elsewhere) x group of intermediaries x FailedCheck]
  CustodyLog custody;               ///< of the lots that leaked or were seized
  Tally<Units, 3> rule_units;       ///< [month x rule (last: no rule) x RuleOutcome]
  Tally<double, 1> leaked_h100e, controlled_h100e_sold, restricted_stock;
  Tally<double, 1> rented_h100e;                               ///< by restricted tenants abroad
  Tally<double, 1> rent;                                       ///< USD/H100e/week
  Tally<std::int64_t, 1> leaked_value, controlled_value_sold;  ///< US cents
  Tally<double, 1> grey_premium;  ///< mean over accepted units, ratio over list; NaN in a week without
  // [month x vendor x jurisdiction (last: not yet with an end user) x view], US cents
  Tally<std::int64_t, 4> vendor_revenue;
  // [quarter x vendor x view x way (hubs, elsewhere, direct) x jurisdiction (last: not yet with an end user)], US cents
  Tally<std::int64_t, 5> flow, leaked_flow;
  Tally<std::int64_t, 2> revenue_share_paid, duty_paid;  ///< [month x vendor], US cents
  Tally<std::int64_t, 3> revenue_by_fate;                ///< [month x vendor x GoodsFate], US cents
  Tally<std::int64_t, 2> barred_value;                   ///< [month x vendor], US cents at list price
  Tally<std::int64_t, 1> waiting_value;                  ///< [vendor], US cents at list price
  Tally<std::int64_t, 1> licence_weeks_waited;           ///< [week]
  Returns returns;                                       ///< what is declared and heard as it happens
  Published published;                                   ///< what the world sees of it
  // [week x retail market]
  Tally<Units, 2> retail_asked, retail_sold, retail_carried_off;
  Tally<std::int64_t, 2> retail_takings;  ///< US cents
  Tally<double, 2> retail_price;          ///< mean of the posted prices over list price
  Tally<std::int64_t, 2> retail_found_out;
  std::size_t agents = 0;
};

}  // namespace entrepot::model
