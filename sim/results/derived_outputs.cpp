// Outputs derived from the tallies of one replicate: rates, annual totals, shares of hubs.

#include <cmath>
#include <numeric>

#include "output_tables.hpp"

namespace entrepot::results {
namespace {

using model::Record;

/// Ratio of a part to a total; missing if the total is not positive.
template <class Number>
double ratio(Number part, Number total) {
  return total > 0 ? static_cast<double>(part) / static_cast<double>(total) : missing;
}

template <class T, std::size_t Rank>
T total(const model::Cells<T, Rank>& tally) {
  return std::accumulate(tally.values().begin(), tally.values().end(), T{});
}

/// Ratios of parts to totals, row by row.
template <class Number>
std::vector<double> ratios(const std::vector<Number>& parts, const std::vector<Number>& totals) {
  std::vector<double> shares;
  for (std::size_t row = 0; row < parts.size(); ++row) shares.push_back(ratio(parts[row], totals[row]));
  return shares;
}

/// Sums of the columns of a [row x column] table.
std::vector<Units> column_sums(const model::Cells<Units, 2>& table, std::size_t columns) {
  std::vector<Units> sums(columns, 0);
  for (std::size_t cell = 0; cell < table.values().size(); ++cell) sums[cell % columns] += table.values()[cell];
  return sums;
}

// ---- the whole run -------------------------------------------------------------------------------------------------

/// Mean of the weekly premium, each week weighted by the units accepted in it.
class PremiumMean {
 public:
  void add(double premium, std::int64_t accepted) {
    if (std::isnan(premium)) return;
    sum_ += premium * static_cast<double>(accepted);
    units_ += static_cast<double>(accepted);
  }
  [[nodiscard]] double value() const { return ratio(sum_, units_); }

 private:
  double sum_ = 0;
  double units_ = 0;
};

Values leakage_rate(const Axes&, const Record& record) {
  return std::vector{ratio(total(record.leaked), total(record.controlled_sold))};
}

Values leakage_rate_h100e(const Axes&, const Record& record) {
  return std::vector{ratio(total(record.leaked_h100e), total(record.controlled_h100e_sold))};
}

Values leakage_rate_value(const Axes&, const Record& record) {
  return std::vector{ratio(total(record.leaked_value), total(record.controlled_value_sold))};
}

Values leaked_units(const Axes&, const Record& record) { return std::vector{total(record.leaked)}; }

Values seized_units(const Axes&, const Record& record) { return std::vector{total(record.seized)}; }

Values final_restricted_stock(const Axes&, const Record& record) {
  return std::vector{record.restricted_stock.values().back()};
}

Values enforcement_spend(const Axes& axes, const Record& record) {
  const auto& costs = axes.setting().scenario.costs;
  return std::vector{static_cast<double>(total(record.end_use_checks)) * costs.end_use_check +
                     static_cast<double>(total(record.cases_opened)) * costs.enforcement_case};
}

Values mean_grey_premium(const Axes&, const Record& record) {
  PremiumMean mean;
  const auto& premium = record.grey_premium.values();
  for (std::size_t week = 0; week < premium.size(); ++week)
    mean.add(premium[week], record.grey_units_accepted.values()[week]);
  return std::vector{mean.value()};
}

Values access_leakage(const Axes&, const Record& record) {
  const double rented = total(record.rented_h100e);
  return std::vector{ratio(rented, rented + total(record.restricted_stock))};
}

Values hub_leak_share(const Axes& axes, const Record& record) {
  std::vector<double> shares;
  for (const Units units : column_sums(record.leaked_by_hub, axes.size("hub")))
    shares.push_back(ratio(units, total(record.leaked)));
  return shares;
}

Values hub_diversion_rate(const Axes& axes, const Record& record) {
  const std::size_t hubs = axes.size("hub");
  return ratios(column_sums(record.leaked_by_hub, hubs), column_sums(record.hub_received, hubs));
}

Values path_leak_share(const Axes& axes, const Record& record) {
  std::vector<double> shares;
  for (const Units units : column_sums(record.leaked_by_path, axes.size("path")))
    shares.push_back(ratio(units, total(record.leaked)));
  return shares;
}

std::vector<Units> retail_total(const Axes& axes, const model::Cells<Units, 2>& weekly) {
  return column_sums(weekly, axes.size("retail_market"));
}

Values retail_units(const Axes& axes, const Record& record) { return retail_total(axes, record.retail_sold); }

Values retail_value(const Axes& axes, const Record& record) {
  std::vector<double> dollars;
  for (const std::int64_t cents : retail_total(axes, record.retail_takings)) dollars.push_back(Money{cents}.dollars());
  return dollars;
}

Values retail_leakage_rate(const Axes& axes, const Record& record) {
  return ratios(retail_total(axes, record.retail_carried_off), retail_total(axes, record.retail_sold));
}

// ---- calendar years ------------------------------------------------------------------------------------------------

/// Sums by calendar year of a [week x ...] tally.
template <class T, std::size_t Rank>
std::vector<T> by_year(const Axes& axes, const model::Cells<T, Rank>& tally) {
  const std::size_t weeks = axes.size("week");
  const std::size_t cells_per_week = tally.values().size() / weeks;
  std::vector<T> sums(axes.size("year"), T{});
  for (std::size_t cell = 0; cell < tally.values().size(); ++cell)
    sums[axes.year_of_week(static_cast<Week>(cell / cells_per_week))] += tally.values()[cell];
  return sums;
}

Values annual_leaked_units(const Axes& axes, const Record& record) { return by_year(axes, record.leaked); }

Values annual_leaked_h100e(const Axes& axes, const Record& record) { return by_year(axes, record.leaked_h100e); }

Values annual_sold_h100e(const Axes& axes, const Record& record) {
  const auto& catalogue = axes.setting().catalogue;
  const std::size_t vendors = axes.size("vendor");
  std::vector<double> compute(axes.size("year") * vendors, 0.0);
  for (Week week = 0; week < axes.setting().calendar.weeks(); ++week) {
    for (const ProductId p : Rows<ProductId>(catalogue.products.size()))
      compute[axes.year_of_week(week) * vendors + catalogue.products.vendor[p].row()] +=
          static_cast<double>(record.sold(week, p.row())) * catalogue.products.h100e[p];
  }
  return compute;
}

Values annual_leakage_rate(const Axes& axes, const Record& record) {
  const auto leaked = by_year(axes, record.leaked);
  const auto sold = by_year(axes, record.controlled_sold);
  std::vector<double> rates;
  for (std::size_t year = 0; year < leaked.size(); ++year) rates.push_back(ratio(leaked[year], sold[year]));
  return rates;
}

Values annual_grey_premium(const Axes& axes, const Record& record) {
  std::vector<PremiumMean> means(axes.size("year"));
  const auto& premium = record.grey_premium.values();
  for (std::size_t week = 0; week < premium.size(); ++week)
    means[axes.year_of_week(static_cast<Week>(week))].add(premium[week], record.grey_units_accepted.values()[week]);
  std::vector<double> values;
  for (const auto& mean : means) values.push_back(mean.value());
  return values;
}

Values annual_access_leakage(const Axes& axes, const Record& record) {
  const auto rented = by_year(axes, record.rented_h100e);
  const auto owned = by_year(axes, record.restricted_stock);
  std::vector<double> rates;
  for (std::size_t year = 0; year < rented.size(); ++year)
    rates.push_back(ratio(rented[year], rented[year] + owned[year]));
  return rates;
}

// ---- fiscal years --------------------------------------------------------------------------------------------------

/// US cents by [fiscal_year x vendor x place x view].
class FiscalRevenue {
 public:
  FiscalRevenue(const Axes& axes, const Record& record)
      : years_(axes.size("fiscal_year")), vendors_(axes.size("vendor")), places_(axes.size("place")) {
    cents_.assign(years_ * vendors_ * places_ * model::views, 0);
    const auto& monthly = record.revenue.values();
    const std::size_t per_vendor = places_ * model::views;
    for (std::size_t block = 0; block < monthly.size() / per_vendor; ++block) {
      const std::size_t vendor = block % vendors_;
      const std::size_t year = axes.fiscal_year_of_month(VendorId{vendor}, block / vendors_);
      for (std::size_t i = 0; i < per_vendor; ++i)
        cents_[(year * vendors_ + vendor) * per_vendor + i] += monthly[block * per_vendor + i];
    }
  }
  [[nodiscard]] const std::vector<std::int64_t>& cents() const { return cents_; }
  [[nodiscard]] std::int64_t at(std::size_t year, std::size_t vendor, std::size_t place, std::size_t view) const {
    return cents_[((year * vendors_ + vendor) * places_ + place) * model::views + view];
  }
  /// Over all places.
  [[nodiscard]] std::int64_t total(std::size_t year, std::size_t vendor, std::size_t view) const {
    std::int64_t sum = 0;
    for (std::size_t place = 0; place < places_; ++place) sum += at(year, vendor, place, view);
    return sum;
  }
  [[nodiscard]] std::size_t years() const { return years_; }
  [[nodiscard]] std::size_t vendors() const { return vendors_; }

 private:
  std::size_t years_;
  std::size_t vendors_;
  std::size_t places_;
  std::vector<std::int64_t> cents_;
};

Values fiscal_revenue(const Axes& axes, const Record& record) {
  const FiscalRevenue revenue(axes, record);
  std::vector<double> dollars;
  for (const std::int64_t cents : revenue.cents()) dollars.push_back(Money{cents}.dollars());
  return dollars;
}

/// Total revenue: every view books every sale once, so the first one is used.
Values vendor_fiscal_revenue(const Axes& axes, const Record& record) {
  const FiscalRevenue revenue(axes, record);
  std::vector<double> dollars;
  for (std::size_t year = 0; year < revenue.years(); ++year) {
    for (std::size_t vendor = 0; vendor < revenue.vendors(); ++vendor)
      dollars.push_back(Money{revenue.total(year, vendor, 0)}.dollars());
  }
  return dollars;
}

Values hub_revenue_share(const Axes& axes, const Record& record) {
  const FiscalRevenue revenue(axes, record);
  std::vector<double> shares;
  for (std::size_t year = 0; year < revenue.years(); ++year) {
    for (std::size_t vendor = 0; vendor < revenue.vendors(); ++vendor) {
      for (const JurisdictionId hub : axes.setting().hubs) {
        for (std::size_t view = 0; view < model::views; ++view)
          shares.push_back(ratio(revenue.at(year, vendor, hub.row(), view), revenue.total(year, vendor, view)));
      }
    }
  }
  return shares;
}

// ---- revenue as filings count it -----------------------------------------------------------------------------------

/// Days of the run in each month, and the middle of them.
struct MonthSpan {
  int days = 0;
  Date middle;
};

std::vector<MonthSpan> spans_of(const model::Setting& setting) {
  std::vector<MonthSpan> spans(setting.months.first_days.size());
  std::vector<Date> first(spans.size());
  for (Week week = 0; week < setting.calendar.weeks(); ++week) {
    const std::size_t month = setting.months.of_week[static_cast<std::size_t>(week)];
    if (spans[month].days == 0) first[month] = setting.calendar.date_of(week);
    spans[month].days += 7;
  }
  for (std::size_t month = 0; month < spans.size(); ++month) spans[month].middle = first[month] + spans[month].days / 2;
  return spans;
}

/// Data-centre revenue per USD of accelerators: other parts, and networking on all of it.
double data_centre_factor(const scenario::Vendor& vendor, Date day) {
  return (1.0 + vendor.other_parts.at(day)) * (1.0 + vendor.networking.at(day));
}

/// Accelerators with the other parts and the networking sold beside them.
Values data_centre_revenue(const Axes& axes, const Record& record) {
  const auto& setting = axes.setting();
  const auto spans = spans_of(setting);
  std::vector<double> dollars;
  for (std::size_t month = 0; month < spans.size(); ++month) {
    for (const VendorId v : Rows<VendorId>(setting.catalogue.vendors.size())) {
      std::int64_t cents = 0;
      for (std::size_t place = 0; place < axes.size("place"); ++place)
        cents += record.revenue(month, v.row(), place, static_cast<std::size_t>(model::View::bill_to));
      const auto& vendor = setting.scenario.vendors.at(setting.catalogue.vendors.names[v.row()]);
      dollars.push_back(Money{cents}.dollars() * data_centre_factor(vendor, spans[month].middle));
    }
  }
  return dollars;
}

/// [year x vendor] sums of what `data_centre_revenue` has by month.
Values annual_data_centre_revenue(const Axes& axes, const Record& record) {
  const auto& setting = axes.setting();
  const auto monthly = std::get<std::vector<double>>(data_centre_revenue(axes, record));
  const auto spans = spans_of(setting);
  const std::size_t vendors = axes.size("vendor");
  std::vector<double> dollars(axes.size("year") * vendors, 0.0);
  for (std::size_t month = 0; month < spans.size(); ++month) {
    const std::size_t year = axes.year_of_week(setting.calendar.week_of(spans[month].middle));
    for (std::size_t v = 0; v < vendors; ++v) dollars[year * vendors + v] += monthly[month * vendors + v];
  }
  return dollars;
}

/// Share of a place in what is not for data centres, by a view.
double other_share(const scenario::Vendor& vendor, const std::string& place, std::size_t view) {
  const bool by_seat = view == static_cast<std::size_t>(model::View::headquarters);
  const auto& shares = by_seat ? vendor.other_headquarters : vendor.other_billed;
  double all = 0;
  for (const auto& [name, weight] : shares) all += weight;
  const auto here = shares.find(place);
  return here == shares.end() || all <= 0 ? 0 : here->second / all;
}

/// All that the vendor sells.
Values reported_revenue(const Axes& axes, const Record& record) {
  constexpr double days_per_year = 365.25;
  const auto& setting = axes.setting();
  const auto spans = spans_of(setting);
  const auto& places = std::get<std::vector<std::string>>(axes.dimension("place").labels);
  std::vector<double> dollars;
  for (std::size_t month = 0; month < spans.size(); ++month) {
    for (const VendorId v : Rows<VendorId>(setting.catalogue.vendors.size())) {
      const auto& vendor = setting.scenario.vendors.at(setting.catalogue.vendors.names[v.row()]);
      const double attached = data_centre_factor(vendor, spans[month].middle);
      const double other = vendor.other_revenue.at(spans[month].middle) * spans[month].days / days_per_year;
      for (std::size_t place = 0; place < places.size(); ++place) {
        for (std::size_t view = 0; view < model::views; ++view)
          dollars.push_back(Money{record.revenue(month, v.row(), place, view)}.dollars() * attached +
                            other * other_share(vendor, places[place], view));
      }
    }
  }
  return dollars;
}

constexpr auto integer = NumberType::integer;
constexpr auto real = NumberType::real;

}  // namespace

std::vector<Output> derived_outputs() {
  constexpr auto yes = Summarised::yes;
  // clang-format off
  return {
      {{"leakage_rate", {}, real, "1", "Leakage rate", "Leaked units over controlled units sold, whole run; NaN if no controlled unit was sold."}, yes, leakage_rate},
      {{"leakage_rate_h100e", {}, real, "1", "Leakage rate in compute", "Leaked over controlled H100 equivalents sold, whole run."}, yes, leakage_rate_h100e},
      {{"leakage_rate_value", {}, real, "1", "Leakage rate in value", "Leaked over controlled value sold, both at the price of the first sale, whole run."}, yes, leakage_rate_value},
      {{"leaked_units", {}, integer, "units", "Units leaked in the run", "All products, whole run."}, yes, leaked_units},
      {{"seized_units", {}, integer, "units", "Units seized in the run", "All products, whole run."}, yes, seized_units},
      {{"final_restricted_stock", {}, real, "H100e", "Restricted stock at the end", "Effective compute installed at restricted end users at the end of the run, from all sources."}, yes, final_restricted_stock},
      {{"mean_grey_premium", {}, real, "1", "Mean grey premium", "Weekly premium over list price weighted by accepted units, whole run; NaN if no unit was accepted."}, yes, mean_grey_premium},
      {{"enforcement_spend", {}, real, "USD", "Enforcement spend", "Cost of end-use checks and opened cases, whole run, at their unit costs (costs.end_use_check, costs.case)."}, yes, enforcement_spend},
      {{"access_leakage", {}, real, "1", "Access leakage", "H100e-weeks rented abroad by restricted tenants, over the sum of these and the H100e-weeks installed at restricted end users, whole run."}, yes, access_leakage},
      {{"hub_leak_share", {"hub"}, real, "1", "Hub's share of leaked units", "Leaked units diverted by the hub's intermediaries, over all leaked units, whole run; NaN without leaks."}, yes, hub_leak_share},
      {{"hub_diversion_rate", {"hub"}, real, "1", "Hub diversion rate", "Units leaked through the hub over units received there, whole run; NaN if none was received."}, yes, hub_diversion_rate},
      {{"path_leak_share", {"path"}, real, "1", "Path's share of leaked units", "Units leaked along the path over all leaked units, whole run; NaN without leaks."}, yes, path_leak_share},
      {{"retail_units", {"retail_market"}, integer, "units", "Retail units sold in the run", "Whole run. Retail markets are separate from the trade in servers and excluded from all leakage rates of that trade."}, yes, retail_units},
      {{"retail_value", {"retail_market"}, real, "USD", "Retail takings in the run", "At the posted prices, whole run."}, yes, retail_value},
      {{"retail_leakage_rate", {"retail_market"}, real, "1", "Retail leakage rate", "Retail units diverted to end users who needed a licence and had none, over units sold in the market, whole run; NaN if none was sold."}, yes, retail_leakage_rate},
      {{"annual_data_centre_revenue", {"year", "vendor"}, real, "USD", "Data-centre revenue of the year", "As data_centre_revenue, by calendar year; a month counts in the year of its middle."}, yes, annual_data_centre_revenue},
      {{"annual_sold_h100e", {"year", "vendor"}, real, "H100e", "Compute sold in the year", "First sales by vendors, in H100 equivalents."}, yes, annual_sold_h100e},
      {{"annual_leakage_rate", {"year"}, real, "1", "Leakage rate of the year", "Leaked units over controlled units sold in the year; NaN if no controlled unit was sold."}, yes, annual_leakage_rate},
      {{"annual_leaked_units", {"year"}, integer, "units", "Units leaked in the year", "All products."}, yes, annual_leaked_units},
      {{"annual_leaked_h100e", {"year"}, real, "H100e", "Compute leaked in the year", "All products, in H100 equivalents."}, yes, annual_leaked_h100e},
      {{"annual_grey_premium", {"year"}, real, "1", "Grey premium of the year", "Weekly premium over list price weighted by accepted units; NaN in a year without any."}, yes, annual_grey_premium},
      {{"annual_access_leakage", {"year"}, real, "1", "Access leakage of the year", "H100e-weeks rented abroad by restricted tenants, over the sum of these and the H100e-weeks installed at restricted end users."}, yes, annual_access_leakage},
      {{"fiscal_revenue", {"fiscal_year", "vendor", "place", "view"}, real, "USD", "Revenue of the fiscal year", "First sales in the vendor's fiscal year, by four views of their place."}, yes, fiscal_revenue},
      {{"vendor_fiscal_revenue", {"fiscal_year", "vendor"}, real, "USD", "Vendor's revenue of the fiscal year", "First sales in the vendor's fiscal year, all places."}, yes, vendor_fiscal_revenue},
      {{"data_centre_revenue", {"month", "vendor"}, real, "USD", "Data-centre revenue", "Accelerators, with the other parts and the networking that the vendor sells beside them (vendors.*.other_parts, vendors.*.networking), in the month of the invoice."}, yes, data_centre_revenue},
      {{"reported_revenue", {"month", "vendor", "place", "view"}, real, "USD", "Revenue as filings report it", "Data-centre revenue and all else that the vendor sells (vendors.*.other_revenue), in the month of the invoice, by four views of their place. What is not for data centres has no true destination: it counts where it is billed."}, yes, reported_revenue},
      {{"hub_revenue_share", {"fiscal_year", "vendor", "hub", "view"}, real, "1", "Hub's share of revenue", "Share of the vendor's fiscal-year revenue that the view books in the hub; NaN without revenue."}, yes, hub_revenue_share},
  };
  // clang-format on
}

}  // namespace entrepot::results
