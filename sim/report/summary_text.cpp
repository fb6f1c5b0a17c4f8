#include "entrepot/report/summary_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/io/text_table.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using io::grouped;
using io::TextTable;
using io::wrapped;
using results::Array;
using results::RunInfo;

constexpr double per_million = 1e-6;
constexpr double min_revenue_share = 0.01;  // of a hub in a vendor's revenue by bill-to, to be listed

/// Rows of the `statistic` axis.
enum Statistic : std::size_t { mean, low, high };

/// A mean over replicates with its interval.
struct Estimate {
  double mean;
  double low;
  double high;
};

Estimate estimate(const Array& summary, std::vector<std::size_t> rows) {
  rows.insert(rows.begin(), Statistic::mean);
  const auto value = [&](Statistic statistic) {
    rows.front() = statistic;
    return summary.at(rows);
  };
  return {value(Statistic::mean), value(Statistic::low), value(Statistic::high)};
}

/// "1,234 ± 56": the interval is symmetric.
std::string plus_minus(const Estimate& e, double scale = 1, int decimals = 0) {
  if (std::isnan(e.low)) return grouped(e.mean * scale, decimals);
  return fmt::format("{} ± {}", grouped(e.mean * scale, decimals), grouped((e.high - e.low) / 2 * scale, decimals));
}

std::string as_percent(const Estimate& e, int decimals = 2) { return plus_minus(e, percent, decimals); }

std::string interval_text(const Estimate& e, double scale, int decimals) {
  if (std::isnan(e.low)) return "-";
  return fmt::format("{} to {}", grouped(e.low * scale, decimals), grouped(e.high * scale, decimals));
}

const std::vector<std::string>& texts(const Array& array, std::size_t axis) {
  return std::get<std::vector<std::string>>(array.dimensions.at(axis).labels);
}

const std::vector<std::int64_t>& numbers(const Array& array, std::size_t axis) {
  return std::get<std::vector<std::int64_t>>(array.dimensions.at(axis).labels);
}

std::string level(const RunInfo& run) { return fmt::format("{:g}%", run.confidence * percent); }

// ---- the sections, in order ---------------------------------------------------------------------------------

std::string replicates(const RunInfo& run) {
  std::string text = fmt::format("{} of {}", run.replicates_finished, run.replicates_planned);
  if (run.replicates_failed > 0) text += fmt::format(", {} failed", run.replicates_failed);
  if (run.replicates_finished + run.replicates_failed < run.replicates_planned) text += ", interrupted";
  if (run.ending.starts_with("precise") || run.ending.starts_with("at the ")) text += ", " + run.ending;
  return text;
}

std::string heading(const RunInfo& run) {
  std::string text = wrapped(run.title, page_width);
  text += wrapped(run.question, page_width);
  text += "\n";
  text += fmt::format("  Period       {} to {}, {} weeks\n", run.start, run.end, grouped(double(run.weeks)));
  text += fmt::format("  Replicates   {}, seed {}\n", replicates(run), run.seed);
  text += fmt::format("  Agents       {} in each replicate\n", grouped(double(run.agents)));
  return text;
}

std::string whole_run(const results::ResultFile& file) {
  TextTable table({"The whole run", "mean", level(file.run()) + " interval"});
  const auto add = [&](const std::string& label, const std::string& name, double scale, int decimals) {
    const Estimate e = estimate(file.summary(name), {});
    table.add({label, grouped(e.mean * scale, decimals), interval_text(e, scale, decimals)});
  };
  add("Leakage rate by units, %", "leakage_rate", percent, 2);
  add("Leakage rate by compute (H100e), %", "leakage_rate_h100e", percent, 2);
  add("Leakage rate by value, %", "leakage_rate_value", percent, 2);
  add("Units leaked", "leaked_units", 1, 0);
  add("Units seized", "seized_units", 1, 0);
  add("Grey premium over list price, %", "mean_grey_premium", percent, 1);
  add("Access leakage, %", "access_leakage", percent, 2);
  const std::string terms =
      "Leakage rate: controlled goods that reached end users without a required licence, as a share of controlled "
      "goods "
      "sold. Access leakage: compute that restricted users rent abroad, as a share of all compute that they own or "
      "rent; unit counts exclude it.";
  return table.text() + wrapped(terms, page_width, 2);
}

/// Years that lie only partly in the run are marked.
std::string year_label(const RunInfo& run, std::int64_t year) {
  const bool begins_late = run.start > fmt::format("{}-01-07", year);
  const bool ends_early = run.end < fmt::format("{}-12-25", year);
  return fmt::format("{}{}", year, begins_late || ends_early ? "*" : " ");
}

std::string years(const results::ResultFile& file) {
  const Array units = file.summary("annual_leaked_units");
  const Array compute = file.summary("annual_leaked_h100e");
  const Array rate = file.summary("annual_leakage_rate");
  const Array premium = file.summary("annual_grey_premium");
  TextTable table({"Year", "units leaked", "H100e leaked", "leakage rate, %", "grey premium, %"});
  bool parts = false;
  for (std::size_t y = 0; y < numbers(units, 1).size(); ++y) {
    const std::string label = year_label(file.run(), numbers(units, 1)[y]);
    parts = parts || label.ends_with('*');
    table.add({label, plus_minus(estimate(units, {y})), plus_minus(estimate(compute, {y})),
               as_percent(estimate(rate, {y})), as_percent(estimate(premium, {y}), 1)});
  }
  return table.text() + (parts ? "  * part of the year only\n" : "");
}

std::string hubs(const results::ResultFile& file) {
  const Array share = file.summary("hub_leak_share");
  const Array diverted = file.summary("hub_diversion_rate");
  std::vector<std::size_t> order(texts(share, 1).size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto mean_share = [&](std::size_t hub) {
    const double value = estimate(share, {hub}).mean;
    return std::isnan(value) ? -1.0 : value;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return mean_share(a) > mean_share(b); });
  TextTable table({"Hub", "share of leaked units, %", "leaked share of units received, %"});
  for (const std::size_t hub : order)
    table.add({texts(share, 1)[hub], as_percent(estimate(share, {hub}), 1), as_percent(estimate(diverted, {hub}), 1)});
  return table.empty() ? "  The scenario has no hubs.\n" : table.text();
}

/// "staff 62%, leads 38%": the shares of the kinds of an output, whose last axis they are, in words; empty without any.
std::string shares(const results::ResultFile& file, const std::string& name, const std::vector<std::string>& in_words) {
  if (!file.has_output(name)) return "";  // files of older programs lack it
  const Array cells = file.output(name);
  std::vector<double> sums(in_words.size());
  for (std::size_t cell = 0; cell < cells.values.size(); ++cell)
    if (!std::isnan(cells.values[cell])) sums[cell % sums.size()] += cells.values[cell];
  const double all = std::accumulate(sums.begin(), sums.end(), 0.0);
  std::string text;
  for (std::size_t kind = 0; kind < sums.size(); ++kind) {
    if (sums[kind] <= 0) continue;
    text += fmt::format("{}{} {}%", text.empty() ? "" : ", ", in_words[kind], grouped(sums[kind] / all * percent, 0));
  }
  return text;
}

/// What limits the cases of the exporting authority, and how they end. Empty without cases.
std::string enforcement(const results::ResultFile& file) {
  const std::string ends = shares(file, "case_ends", {"proved", "no help abroad", "no proof", "no diversion"});
  if (ends.empty()) return "";
  const std::string limits = shares(file, "enforcement_limit_weeks", {"nothing", "leads", "staff"});
  return wrapped("What limits the authority's cases, by weeks: " + limits + ". How they end: " + ends + ".", page_width,
                 2) +
         "\n";
}

/// Empty for a scenario without retail markets.
std::string retail_markets(const results::ResultFile& file) {
  const Array units = file.summary("retail_units");
  const Array value = file.summary("retail_value");
  const Array rate = file.summary("retail_leakage_rate");
  TextTable table({"Retail market", "units sold", "revenue, USD m", "diverted, % of units sold"});
  for (std::size_t market = 0; market < texts(units, 1).size(); ++market) {
    table.add({texts(units, 1)[market], plus_minus(estimate(units, {market})),
               plus_minus(estimate(value, {market}), per_million), as_percent(estimate(rate, {market}))});
  }
  return table.empty() ? "" : table.text() + "\n";
}

/// Fiscal years entirely inside the run in which the vendor has sales.
std::vector<std::size_t> complete_years(const results::ResultFile& file, const Array& revenue, std::size_t vendor) {
  const Array complete = file.output("fiscal_year_complete");
  std::vector<std::size_t> rows;
  for (std::size_t year = 0; year < numbers(complete, 0).size(); ++year) {
    const bool any_sale = estimate(revenue, {year, vendor}).mean > 0;
    if (complete.at({year, vendor}) != 0 && any_sale) rows.push_back(year);
  }
  return rows;
}

std::string vendor_revenue(const results::ResultFile& file, const Array& revenue, const Array& share,
                           std::size_t vendor) {
  const auto complete = complete_years(file, revenue, vendor);
  std::vector<std::size_t> shown;
  for (std::size_t hub = 0; hub < texts(share, 3).size(); ++hub) {
    const bool large = std::any_of(complete.begin(), complete.end(), [&](std::size_t year) {
      return estimate(share, {year, vendor, hub, 0}).mean > min_revenue_share;
    });
    if (large) shown.push_back(hub);
  }
  std::vector<std::string> header{"Fiscal year", "revenue, USD m"};
  if (!shown.empty()) header.insert(header.end(), {"hub", "bill-to, %", "ship-to, %", "end user, %", "seat, %"});
  TextTable table(std::move(header));
  for (const std::size_t year : complete) {
    const std::string label = fmt::format("{}", numbers(revenue, 1)[year]);
    const std::string amount = plus_minus(estimate(revenue, {year, vendor}), per_million);
    if (shown.empty()) table.add({label, amount});
    for (std::size_t i = 0; i < shown.size(); ++i) {
      std::vector<std::string> row{i == 0 ? label : "", i == 0 ? amount : "", texts(share, 3)[shown[i]]};
      for (std::size_t view = 0; view < texts(share, 4).size(); ++view)
        row.push_back(as_percent(estimate(share, {year, vendor, shown[i], view}), 1));
      table.add(std::move(row));
    }
  }
  const std::string name = texts(revenue, 2)[vendor];
  if (table.empty()) return fmt::format("  {}: the run holds no complete fiscal year with sales.\n", name);
  const std::string shares = shown.empty() ? "" : ", and the share of each hub by view";
  return fmt::format("  {}: revenue by fiscal year{}\n", name, shares) + table.text();
}

/// Vendors in descending order of revenue.
std::vector<std::size_t> by_size(const Array& revenue) {
  const auto size = [&](std::size_t vendor) {
    double sum = 0;
    for (std::size_t year = 0; year < revenue.dimensions[1].size(); ++year)
      sum += estimate(revenue, {year, vendor}).mean;
    return sum;
  };
  std::vector<std::size_t> order(revenue.dimensions[2].size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

std::string revenue(const results::ResultFile& file) {
  const Array total = file.summary("vendor_fiscal_revenue");
  const Array share = file.summary("hub_revenue_share");
  std::string text;
  for (const std::size_t vendor : by_size(total)) {
    if (!text.empty()) text += "\n";
    text += vendor_revenue(file, total, share, vendor);
  }
  return text;
}

std::string closing(const RunInfo& run) {
  const std::string covers =
      run.replicates_finished < 2
          ? "One replicate gives no interval; run more to estimate sampling noise."
          : fmt::format(
                "± is half the {} confidence interval of the mean over {} replicates. Intervals cover sampling noise "
                "between replicates only, not uncertainty about parameters or the model.",
                level(run), run.replicates_finished);
  return wrapped(covers, page_width, 2) + fmt::format("  Content hash {}\n", run.content_hash);
}

}  // namespace

std::string summary_text(const results::ResultFile& file) {
  return heading(file.run()) + "\n" + whole_run(file) + "\n" + years(file) + "\n" + hubs(file) + "\n" +
         enforcement(file) + retail_markets(file) + revenue(file) + "\n" + closing(file.run());
}

}  // namespace entrepot::report
