#include "entrepot/results/axes.hpp"

#include <algorithm>
#include <stdexcept>

#include "entrepot/core/units.hpp"
#include "entrepot/model/custody.hpp"
#include "entrepot/model/world/discovery.hpp"
#include "entrepot/model/world/group_order.hpp"
#include "entrepot/model/world/supply_limit.hpp"
#include "entrepot/results/goods_fates.hpp"

namespace entrepot::results {
namespace {

/// Whether all weeks that begin in this calendar month are weeks of the run.
bool whole_month(const model::Setting& setting, std::size_t month) {
  const auto& first_days = setting.months.first_days;
  const auto& calendar = setting.calendar;
  if (month == 0 && calendar.start() + -7 >= first_days.front()) return false;
  if (month + 1 < first_days.size()) return true;
  const Date next_week = calendar.date_of(calendar.weeks());
  return next_week.month() != first_days.back().month() || next_week.year() != first_days.back().year();
}

std::vector<std::int64_t> week_days(const Calendar& calendar) {
  std::vector<std::int64_t> days;
  for (Week week = 0; week < calendar.weeks(); ++week) days.push_back(calendar.date_of(week) - calendar.start());
  return days;
}

std::vector<std::int64_t> days_of(const model::Setting& setting, const std::vector<Date>& dates) {
  std::vector<std::int64_t> days;
  for (const Date first : dates) days.push_back(first - setting.calendar.start());
  return days;
}

std::vector<std::string> hub_names(const model::Setting& setting) {
  std::vector<std::string> names;
  for (const JurisdictionId hub : setting.hubs) names.push_back(setting.geography.jurisdictions().names[hub.row()]);
  return names;
}

std::vector<std::string> place_names(const model::Setting& setting) {
  auto names = setting.geography.jurisdictions().names;
  names.emplace_back("pipeline");
  return names;
}

std::vector<std::string> retail_market_names(const model::Setting& setting) {
  std::vector<std::string> names;
  for (const auto& [name, market] : setting.scenario.retail_markets) names.push_back(name);
  return names;
}

/// Labels in the order of scenario::LaneMode, each for one border and for several; see model::leak_route.
std::vector<std::string> route_names() {
  std::vector<std::string> names;
  for (const char* mode : {"air_freight", "sea", "road", "courier", "hand_carry"}) {
    names.emplace_back(mode);
    names.emplace_back(std::string(mode) + "_onward");
  }
  names.emplace_back("inside_jurisdiction");
  return names;
}

/// The hubs, then the other sources in the order of model::Source.
std::vector<std::string> source_names(const model::Setting& setting) {
  auto names = hub_names(setting);
  for (const char* name : {"grey_elsewhere", "lawful_purchase", "domestic_substitute", "rented_abroad"})
    names.emplace_back(name);
  return names;
}

}  // namespace

std::vector<std::string> labels_of(const Dimension& axis) {
  if (const auto* names = std::get_if<std::vector<std::string>>(&axis.labels)) return *names;
  std::vector<std::string> numbers;
  for (const std::int64_t number : std::get<std::vector<std::int64_t>>(axis.labels))
    numbers.push_back(std::to_string(number));
  return numbers;
}

const std::vector<AxisInfo>& axis_infos() {
  static const std::vector<AxisInfo> table{
      {"week", "Week", "First day of the week."},
      {"month", "Month", "First day of the calendar month; a week belongs to the month in which it begins."},
      {"quarter", "Quarter", "First day of the calendar quarter; a week belongs to the quarter of its month."},
      {"year", "Calendar year", "A week belongs to the year in which it begins."},
      {"fiscal_year", "Fiscal year", "A vendor's fiscal year, named after the calendar year in which it ends."},
      {"product", "Product", "Accelerator, by its name in the scenario."},
      {"vendor", "Vendor", "Maker of accelerators, by its name in the scenario."},
      {"hub", "Hub", "Jurisdiction that the scenario marks as a trading hub, by ISO code."},
      {"place", "Place",
       "Jurisdiction by ISO code; the last one, 'pipeline', holds units sold but not yet delivered to an end user."},
      {"view", "View of revenue",
       "Where a sale is booked: bill_to (the invoice's address), ship_to (the first consignee), true_destination (the "
       "end user), headquarters (the direct customer's seat)."},
      {"rule", "Deciding rule", "Rules of the scenario by name; 'no rule' if none required a licence."},
      {"rule_outcome", "Outcome under a rule", "Outcome of units under the rule that decided on them."},
      {"path", "Path of a leak",
       "Path of leaked goods from hub to end user: across one border, across several, or within one jurisdiction."},
      {"route", "Route of a leak",
       "How leaked goods left the hub: mode of transport across the only border, or with '_onward' across the first of "
       "several; or within one jurisdiction."},
      {"buyer_group", "Group of buyers",
       "Buyer groups of a restricted segment or with grey contacts, by their name in the scenario."},
      {"source", "Source of compute",
       "Source of buyers' compute: a hub by ISO code (leaked goods diverted by an intermediary with its warehouse "
       "there), grey_elsewhere (leaked through a place that is not a hub), lawful_purchase (from a vendor under "
       "controls, with or without a licence), domestic_substitute (from a vendor outside the controls), rented_abroad "
       "(contracts with foreign clouds that begin, less those that end)."},
      {"fate", "Fate of goods sold",
       "State at the end of the run: unrestricted (with an end user outside the restricted segments), restricted "
       "(lawfully with an end user of a restricted segment), leaked, seized, or pending (not yet with an end user)."},
      {"leak_hub", "Hub of the diverter",
       "Hubs by ISO code; the last one, 'elsewhere', is any place that is not a hub."},
      {"way", "Way",
       "Route of goods to the end user: through a hub, by ISO code; through 'elsewhere', any place that is not a hub; "
       "or 'direct', from the vendor without an intermediate holder."},
      {"intermediary_group", "Kind of intermediary", "Groups of intermediaries by name."},
      {"retail_market", "Retail market", "Retail markets of the scenario by name."},
      {"failed_check", "Failed check",
       "Last check that could have stopped a leaked lot: customs (opened and released it), open_case (the authority "
       "had an open case against the intermediary), end_use_check (a check of the intermediary within "
       "enforcement.missed_check_weeks found nothing), licence (officers licensed the cover story), screening "
       "(suppliers sold despite a red-flag score of at least screening.flag_threshold), none (no check raised a "
       "flag)."},
      {"line", "Production line", "Production lines of the scenario by name."},
      {"supply_limit", "Limit of a line",
       "What limited the units that a line with supply limits started: demand (nothing else did), capacity, dies, or "
       "memory."},
      {"discovery", "How diversion was detected",
       "What detected a diverted lot or its diverter: origin (officers where the exporting authority is at home), "
       "hub_customs (customs of a place that the lot leaves), port (customs where it arrives), tip, site_check (the "
       "maker at the declared site), location (a location report), end_use_check, or records (trade records and the "
       "press)."},
      {"enforcement_limit", "What limits cases",
       "What limited the cases of the exporting authority: none (nobody diverts), leads (no lead waits, although firms "
       "divert), or staff (leads wait)."},
      {"case_end", "End of a case",
       "How a case ended: proved, no_help (it would have been proved with the help of the firm's place), no_proof (it "
       "would not), or nothing (the firm had diverted nothing)."},
      {"light_horizon", "Time after an act", "Time after an act within which it became public."},
      {"publication", "How a case became public",
       "How a case became public: by a criminal charge, or by an exposure in trade records and the press."},
      {"case_size", "Size of a case", "Units that a case alleges."},
  };
  return table;
}

Axes::Axes(const model::Setting& setting) : setting_(setting) {
  number_years();
  number_fiscal_years();
  label_dimensions();
}

void Axes::number_years() {
  for (Week week = 0; week < setting_.calendar.weeks(); ++week) {
    const int year = setting_.calendar.date_of(week).year();
    if (years_.empty() || years_.back() != year) years_.push_back(year);
    year_of_week_.push_back(years_.size() - 1);
  }
}

void Axes::number_fiscal_years() {
  const std::size_t last_month = setting_.months.first_days.size() - 1;
  std::vector<std::int64_t> names;
  for (const VendorId v : Rows<VendorId>(setting_.catalogue.vendors.size())) {
    names.push_back(fiscal_year_name(v, 0));
    names.push_back(fiscal_year_name(v, last_month));
  }
  if (names.empty()) return;
  const auto [first, last] = std::minmax_element(names.begin(), names.end());
  for (std::int64_t year = *first; year <= *last; ++year) fiscal_years_.push_back(year);
}

void Axes::label_dimensions() {
  const std::string since = "days since " + setting_.calendar.start().iso();
  const auto label = [this](std::string_view name, const std::string& unit, auto labels) {
    const auto info =
        std::find_if(axis_infos().begin(), axis_infos().end(), [&](const AxisInfo& i) { return i.name == name; });
    dimensions_.push_back({info->name, info->long_name, unit, info->description, std::move(labels)});
  };
  label("week", since, week_days(setting_.calendar));
  label("month", since, days_of(setting_, setting_.months.first_days));
  label("quarter", since, days_of(setting_, setting_.months.quarter_first_days));
  label("year", "1", years_);
  label("fiscal_year", "1", fiscal_years_);
  label("product", "1", setting_.catalogue.products.names);
  label("vendor", "1", setting_.catalogue.vendors.names);
  label("hub", "1", hub_names(setting_));
  label("place", "1", place_names(setting_));
  // In the order of model::View and model::LeakPath.
  label("view", "1", std::vector<std::string>{"bill_to", "ship_to", "true_destination", "headquarters"});
  auto rules = setting_.rules.names();
  rules.emplace_back("no rule");
  label("rule", "1", std::move(rules));
  label("rule_outcome", "1", std::vector<std::string>{"sold", "denied", "struck_out", "leaked"});
  label("path", "1", std::vector<std::string>{"one_border", "several_borders", "inside_jurisdiction"});
  label("route", "1", route_names());
  label("buyer_group", "1", setting_.acquirers.names);
  label("source", "1", source_names(setting_));
  label("fate", "1", std::vector<std::string>(goods_fate_names.begin(), goods_fate_names.end()));
  auto leak_hubs = hub_names(setting_);
  leak_hubs.emplace_back("elsewhere");
  label("leak_hub", "1", std::move(leak_hubs));
  auto ways = hub_names(setting_);
  ways.insert(ways.end(), {"elsewhere", "direct"});
  label("way", "1", std::move(ways));
  label("intermediary_group", "1", world::group_names(setting_.scenario.intermediaries));
  label("retail_market", "1", retail_market_names(setting_));
  const auto& checks = model::failed_check_names;
  label("failed_check", "1", std::vector<std::string>(checks.begin(), checks.end()));
  label("line", "1", setting_.catalogue.lines.names);
  const auto& limits = world::supply_limit_names;
  label("supply_limit", "1", std::vector<std::string>(limits.begin(), limits.end()));
  label("discovery", "1", std::vector<std::string>(world::discovery_names.begin(), world::discovery_names.end()));
  const auto& case_limits = world::enforcement_limit_names;
  label("enforcement_limit", "1", std::vector<std::string>(case_limits.begin(), case_limits.end()));
  label("case_end", "1", std::vector<std::string>(world::case_end_names.begin(), world::case_end_names.end()));
  const auto& horizons = world::light_horizon_names;
  label("light_horizon", "1", std::vector<std::string>(horizons.begin(), horizons.end()));
  const auto& publications = world::publication_names;
  label("publication", "1", std::vector<std::string>(publications.begin(), publications.end()));
  label("case_size", "units", std::vector<std::string>(world::case_size_names.begin(), world::case_size_names.end()));
}

const Dimension& Axes::dimension(std::string_view name) const {
  const auto found =
      std::find_if(dimensions_.begin(), dimensions_.end(), [&](const Dimension& d) { return d.name == name; });
  if (found == dimensions_.end()) throw std::out_of_range("no axis '" + std::string(name) + "'");
  return *found;
}

std::int64_t Axes::fiscal_year_name(VendorId vendor, std::size_t month) const {
  const Date first = setting_.months.first_days[month];
  return first.month() <= setting_.catalogue.vendors.fiscal_year_end_month[vendor] ? first.year() : first.year() + 1;
}

std::size_t Axes::fiscal_year_of_month(VendorId vendor, std::size_t month) const {
  return static_cast<std::size_t>(fiscal_year_name(vendor, month) - fiscal_years_.front());
}

bool Axes::fiscal_year_complete(std::size_t fiscal_year, VendorId vendor) const {
  int whole = 0;
  for (std::size_t month = 0; month < setting_.months.first_days.size(); ++month) {
    if (fiscal_year_of_month(vendor, month) == fiscal_year && whole_month(setting_, month)) ++whole;
  }
  return whole == months_per_year;
}

}  // namespace entrepot::results
