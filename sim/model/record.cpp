#include "entrepot/model/record.hpp"

#include <limits>

namespace entrepot::model {

Record::Record(const Setting& setting) : returns(setting), published(setting) {
  const auto weeks = static_cast<std::size_t>(setting.calendar.weeks());
  const std::size_t products = setting.catalogue.products.size();
  const std::size_t months = setting.months.first_days.size();
  for (auto* tally : {&produced, &sold, &controlled_sold, &leaked, &seized})
    *tally = Tally<Units, 2>({weeks, products});
  for (auto* tally : {&leaked_by_hub, &hub_received}) *tally = Tally<Units, 2>({months, setting.hubs.size()});
  weekly_leaked_by_hub = Tally<Units, 2>({weeks, setting.hubs.size()});
  leaked_by_route = Tally<Units, 3>({months, setting.hubs.size(), leak_routes});
  acquired = Tally<double, 3>({months, setting.acquirers.names.size(), setting.hubs.size() + other_sources});
  leaked_by_path = Tally<Units, 2>({months, leak_paths});
  for (auto* tally : {&licence_applications,  &licence_approvals,   &licence_denials,     &honest_orders_refused,
                      &honest_units_refused,  &grey_orders_refused, &honest_lots_delayed, &units_barred,
                      &cases_opened,          &entity_listings,     &end_use_checks,      &grey_units_asked,
                      &grey_units_accepted,   &tenants_refused,     &location_reveals,    &firms_founded,
                      &firms_returned,        &firms_closed,        &grey_orders_split,   &leaked_value,
                      &controlled_value_sold, &licence_weeks_waited}) {
    *tally = Tally<std::int64_t, 1>({weeks});
  }
  for (auto* tally : {&leaked_h100e, &controlled_h100e_sold, &restricted_stock, &rented_h100e, &rent})
    *tally = Tally<double, 1>({weeks});
  grey_premium = Tally<double, 1>({weeks}, std::numeric_limits<double>::quiet_NaN());
  const std::size_t markets = setting.scenario.retail_markets.size();
  for (auto* tally : {&retail_asked, &retail_sold, &retail_carried_off, &retail_takings, &retail_found_out})
    *tally = Tally<std::int64_t, 2>({weeks, markets});
  retail_price = Tally<double, 2>({weeks, markets});
  rule_units = Tally<Units, 3>({months, setting.rules.size() + 1, rule_outcomes});
  leaked_by_cause = Tally<Units, 4>(
      {months, setting.hubs.size() + 1, setting.scenario.intermediaries.size(), failed_check_names.size()});
  const std::size_t vendors = setting.catalogue.vendors.size();
  revenue_by_fate = Tally<std::int64_t, 3>({months, vendors, fates});
  barred_value = Tally<std::int64_t, 2>({months, vendors});
  waiting_value = Tally<std::int64_t, 1>({vendors});
  for (auto* tally : {&revenue_share_paid, &duty_paid}) *tally = Tally<std::int64_t, 2>({months, vendors});
  const std::size_t places = setting.geography.jurisdictions().size() + 1;
  vendor_revenue = Tally<std::int64_t, 4>({months, vendors, places, views});
  for (auto* tally : {&flow, &leaked_flow}) {
    *tally = Tally<std::int64_t, 5>(
        {setting.months.quarter_first_days.size(), vendors, views, setting.hubs.size() + ways_beside_hubs, places});
  }
}

}  // namespace entrepot::model
