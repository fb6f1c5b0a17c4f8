#include "entrepot/experiment/displacement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "entrepot/core/error.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::experiment {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool excludes_zero(const statistics::Interval& interval) { return interval.low > 0 || interval.high < 0; }

/// Number of cells per replicate.
std::size_t cells_of_one(const std::vector<double>& table, std::size_t replicates) { return table.size() / replicates; }

/// Sums over a span of one axis of a [replicate x step x cell] table: [replicate x cell].
std::vector<double> summed(const std::vector<double>& table, std::size_t replicates, std::size_t steps,
                           std::size_t first, std::size_t end) {
  const std::size_t cells = cells_of_one(table, replicates) / steps;
  std::vector<double> sums(replicates * cells, 0.0);
  for (std::size_t r = 0; r < replicates; ++r) {
    for (std::size_t step = first; step < end; ++step) {
      for (std::size_t cell = 0; cell < cells; ++cell)
        sums[r * cells + cell] += table[(r * steps + step) * cells + cell];
    }
  }
  return sums;
}

std::vector<double> difference(const std::vector<double>& before, const std::vector<double>& after) {
  std::vector<double> less(before.size());
  std::transform(after.begin(), after.end(), before.begin(), less.begin(), std::minus<>());
  return less;
}

/// A [replicate x cell] table's column, or the sum of all its columns.
std::vector<double> column(const std::vector<double>& table, std::size_t replicates, std::size_t cell) {
  const std::size_t cells = cells_of_one(table, replicates);
  std::vector<double> values(replicates);
  for (std::size_t r = 0; r < replicates; ++r) values[r] = table[r * cells + cell];
  return values;
}

std::vector<double> row_sums(const std::vector<double>& table, std::size_t replicates) {
  const std::size_t cells = cells_of_one(table, replicates);
  std::vector<double> sums(replicates, 0.0);
  for (std::size_t i = 0; i < table.size(); ++i) sums[i / cells] += table[i];
  return sums;
}

/// Intermediate results shared by the parts of the comparison.
class Comparison {
 public:
  Comparison(const PairedRuns& runs, const DisplacementOptions& options)
      : runs_(runs),
        options_(options),
        from_(options.from.value_or(runs.first_difference)),
        summarise_(options.confidence),
        resampling_(runs.replicates, options.resamples) {}

  Displacement result();

 private:
  [[nodiscard]] Change change(const std::vector<double>& before, const std::vector<double>& after);
  [[nodiscard]] std::vector<Change> changes(const std::vector<double>& before, const std::vector<double>& after);
  [[nodiscard]] statistics::Interval ratio_of_means(const std::vector<double>& above,
                                                    const std::vector<double>& below) const;
  [[nodiscard]] std::optional<std::size_t> fallen_most(const std::vector<Change>& places) const;
  [[nodiscard]] std::vector<double> leaked_in(const FlowCounts& counts, Week first, Week end) const;
  [[nodiscard]] std::vector<double> falls(Week first, Week end, std::optional<std::size_t> place) const;
  [[nodiscard]] Window window(Week first, Week end, std::optional<std::size_t> hub);
  void set_left(Window& window, std::size_t hub);
  [[nodiscard]] std::vector<Window> profile(std::optional<std::size_t> hub);
  [[nodiscard]] std::vector<double> null_flows(const std::vector<double>& moved, std::optional<std::size_t> hub) const;
  [[nodiscard]] FlowMatrix matrix(std::optional<std::size_t> hub) const;
  [[nodiscard]] std::vector<std::vector<Change>> routes();
  [[nodiscard]] std::vector<Lag> lags();

  [[nodiscard]] Week weeks() const { return runs_.calendar.weeks(); }
  [[nodiscard]] std::size_t first_month() const {
    return from_ < weeks() ? runs_.month_of_week[static_cast<std::size_t>(from_)] : runs_.months.size();
  }
  [[nodiscard]] std::vector<double> since(const std::vector<double>& monthly) const {
    return summed(monthly, runs_.replicates, runs_.months.size(), first_month(), runs_.months.size());
  }

  const PairedRuns& runs_;
  const DisplacementOptions& options_;
  Week from_;
  statistics::Summariser summarise_;
  statistics::Resampling resampling_;
};

// ---- differences ---------------------------------------------------------------------------------------------------

Change Comparison::change(const std::vector<double>& before, const std::vector<double>& after) {
  const auto paired = summarise_(difference(before, after));
  return {summarise_(before).mean, summarise_(after).mean, {paired.mean, paired.low, paired.high}};
}

/// Changes of every column of two [replicate x cell] tables.
std::vector<Change> Comparison::changes(const std::vector<double>& before, const std::vector<double>& after) {
  std::vector<Change> found;
  for (std::size_t cell = 0; cell < cells_of_one(before, runs_.replicates); ++cell)
    found.push_back(change(column(before, runs_.replicates, cell), column(after, runs_.replicates, cell)));
  return found;
}

/// Ratio of two means over replicates, with its bootstrap interval.
statistics::Interval Comparison::ratio_of_means(const std::vector<double>& above,
                                                const std::vector<double>& below) const {
  const auto ratio = [&](std::span<const double> weights) {
    return statistics::mean_of_cells(above, weights).front() / statistics::mean_of_cells(below, weights).front();
  };
  std::vector<double> of_resamples;
  for (std::size_t r = 0; r < resampling_.resamples(); ++r) of_resamples.push_back(ratio(resampling_.weights(r)));
  return statistics::percentile_interval(ratio(statistics::equal_weights(runs_.replicates)), std::move(of_resamples),
                                         options_.confidence, runs_.replicates);
}

// ---- the time profile ----------------------------------------------------------------------------------------------

std::optional<std::size_t> Comparison::fallen_most(const std::vector<Change>& places) const {
  if (options_.hub) return options_.hub;
  std::optional<std::size_t> most;
  for (std::size_t hub = 0; hub < runs_.hubs.size(); ++hub) {
    const double fall = places[hub].difference.value;
    if (fall < 0 && (!most || fall < places[*most].difference.value)) most = hub;
  }
  return most;
}

/// Leaked units in a span of weeks counted from the change, [replicate x place].
std::vector<double> Comparison::leaked_in(const FlowCounts& counts, Week first, Week end) const {
  const auto change = static_cast<std::size_t>(from_);
  return summed(counts.leaked, runs_.replicates, runs_.weeks(), change + static_cast<std::size_t>(first),
                change + static_cast<std::size_t>(end));
}

/// Fall in leaked units by replicate in a span of weeks counted from the change, at one place or in total.
std::vector<double> Comparison::falls(Week first, Week end, std::optional<std::size_t> place) const {
  const auto fewer = difference(leaked_in(runs_.after, first, end), leaked_in(runs_.before, first, end));
  return place ? column(fewer, runs_.replicates, *place) : row_sums(fewer, runs_.replicates);
}

Window Comparison::window(Week first, Week end, std::optional<std::size_t> hub) {
  const auto before = leaked_in(runs_.before, first, end);
  const auto after = leaked_in(runs_.after, first, end);
  Window found{.first = first,
               .end = end,
               .places = changes(before, after),
               .total = change(row_sums(before, runs_.replicates), row_sums(after, runs_.replicates)),
               .left = {none, none, none},
               .of_first = {none, none, none}};
  if (!hub) hub = fallen_most(found.places);
  if (hub) set_left(found, *hub);
  return found;
}

void Comparison::set_left(Window& window, std::size_t hub) {
  window.at_hub = window.places[hub];
  window.hub_fell = window.at_hub.difference.high < 0;
  if (!window.hub_fell) return;
  window.left = ratio_of_means(falls(window.first, window.end, {}), falls(window.first, window.end, hub));
}

std::vector<Window> Comparison::profile(std::optional<std::size_t> hub) {
  std::vector<Window> found;
  const Week span = weeks() - from_;
  for (Week first = 0; first < span; first += window_weeks) {
    found.push_back(window(first, std::min(first + window_weeks, span), hub));
    Window& last = found.back();
    const Window& start = found.front();
    if (last.end - last.first == start.end - start.first && excludes_zero(start.total.difference))
      last.of_first = ratio_of_means(falls(last.first, last.end, {}), falls(start.first, start.end, {}));
  }
  return found;
}

// ---- the matrix ----------------------------------------------------------------------------------------------------

/// Matched flows with their margins, concatenated: cells, row sums, column sums, the stopped share of each source's
/// losses and of the total, and the total loss.
std::vector<double> with_margins(std::vector<double> flows, std::size_t sources) {
  const std::size_t side = sources + 1;
  std::vector<double> rows(side, 0.0);
  std::vector<double> columns(side, 0.0);
  for (std::size_t cell = 0; cell < side * side; ++cell) {
    rows[cell / side] += flows[cell];
    columns[cell % side] += flows[cell];
  }
  const double lost = std::accumulate(rows.begin(), rows.end() - 1, 0.0);
  std::vector<double> shares;
  for (std::size_t row = 0; row < sources; ++row)
    shares.push_back(rows[row] > 0 ? flows[row * side + sources] / rows[row] : none);
  shares.push_back(lost > 0 ? columns.back() / lost : none);
  for (const auto* part : {&rows, &columns, &shares}) flows.insert(flows.end(), part->begin(), part->end());
  flows.push_back(lost);
  return flows;
}

/// Mean flows over resamples under the null hypothesis: the changed hub has its observed loss, and all other sources
/// vary only by resampling noise around zero.
std::vector<double> Comparison::null_flows(const std::vector<double>& moved, std::optional<std::size_t> hub) const {
  const std::size_t sources = runs_.sources.size();
  const auto means = statistics::mean_of_cells(moved, statistics::equal_weights(runs_.replicates));
  std::vector<double> sums((sources + 1) * (sources + 1), 0.0);
  for (std::size_t r = 0; r < resampling_.resamples(); ++r) {
    auto noise = statistics::mean_of_cells(moved, resampling_.weights(r));
    for (std::size_t cell = 0; cell < noise.size(); ++cell) {
      if (cell % sources != hub) noise[cell] -= means[cell];
    }
    const auto flows = match_flows(noise, sources);
    for (std::size_t cell = 0; cell < sums.size(); ++cell)
      sums[cell] += flows[cell] / static_cast<double>(resampling_.resamples());
  }
  return sums;
}

FlowMatrix Comparison::matrix(std::optional<std::size_t> hub) const {
  const std::size_t sources = runs_.sources.size();
  const auto moved = difference(since(runs_.before.acquired), since(runs_.after.acquired));
  const auto flows = [&](std::span<const double> weights) {
    return with_margins(match_flows(statistics::mean_of_cells(moved, weights), sources), sources);
  };
  const auto estimates = flows(statistics::equal_weights(runs_.replicates));
  std::vector<std::vector<double>> samples(estimates.size());
  for (std::size_t r = 0; r < resampling_.resamples(); ++r) {
    const auto resampled = flows(resampling_.weights(r));
    for (std::size_t i = 0; i < resampled.size(); ++i) samples[i].push_back(resampled[i]);
  }
  std::vector<statistics::Interval> all;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    all.push_back(
        statistics::percentile_interval(estimates[i], std::move(samples[i]), options_.confidence, runs_.replicates));
  }
  const auto side = static_cast<std::ptrdiff_t>(sources + 1);
  const auto rows = all.begin() + side * side;
  return {.sources = sources,
          .cells = {all.begin(), rows},
          .by_chance = null_flows(moved, hub),
          .lost = {rows, rows + side},
          .gained = {rows + side, rows + 2 * side},
          .stopped_share = {rows + 2 * side, rows + 3 * side},
          .total_lost = all.back()};
}

// ---- routes and lags -----------------------------------------------------------------------------------------------

std::vector<std::vector<Change>> Comparison::routes() {
  const std::size_t hubs = runs_.hubs.size();
  const std::size_t kinds = runs_.routes.size();
  const auto before = since(runs_.before.by_route);
  const auto after = since(runs_.after.by_route);
  const auto of_route = [&](const std::vector<double>& table, std::size_t route) {
    std::vector<double> by_hub;
    for (std::size_t r = 0; r < runs_.replicates; ++r) {
      for (std::size_t hub = 0; hub < hubs; ++hub) by_hub.push_back(table[(r * hubs + hub) * kinds + route]);
    }
    return by_hub;
  };
  std::vector<std::vector<Change>> found;
  for (std::size_t route = 0; route < kinds && hubs > 0; ++route) {
    const auto was = of_route(before, route);
    const auto is = of_route(after, route);
    found.push_back(changes(was, is));
    found.back().push_back(change(row_sums(was, runs_.replicates), row_sums(is, runs_.replicates)));
  }
  return found;
}

/// Sums over groups of a [replicate x month x group x source] table: [replicate x month x source].
std::vector<double> over_groups(const std::vector<double>& table, std::size_t groups, std::size_t sources) {
  std::vector<double> sums;
  if (groups == 0) return sums;
  sums.assign(table.size() / groups, 0.0);
  for (std::size_t i = 0; i < table.size(); ++i) sums[i / (groups * sources) * sources + i % sources] += table[i];
  return sums;
}

std::vector<Lag> Comparison::lags() {
  const std::size_t sources = runs_.sources.size();
  const std::size_t months = runs_.months.size();
  const auto moved = over_groups(difference(runs_.before.acquired, runs_.after.acquired), runs_.groups.size(), sources);
  if (moved.empty()) return {};
  const auto in_all = since(moved);
  // Months from the change until half of the gain has accrued; NaN for a source without gain.
  const auto half_of = [&](const std::vector<double>& means, std::size_t source) {
    std::vector<double> monthly;
    for (std::size_t month = first_month(); month < months; ++month) monthly.push_back(means[month * sources + source]);
    const double gain = std::accumulate(monthly.begin(), monthly.end(), 0.0);
    return gain > 0 ? static_cast<double>(half_accrued(monthly)) : none;
  };
  std::vector<std::vector<double>> samples(sources);
  for (std::size_t r = 0; r < resampling_.resamples(); ++r) {
    const auto means = statistics::mean_of_cells(moved, resampling_.weights(r));
    for (std::size_t source = 0; source < sources; ++source) samples[source].push_back(half_of(means, source));
  }
  const auto means = statistics::mean_of_cells(moved, statistics::equal_weights(runs_.replicates));
  std::vector<Lag> found;
  for (std::size_t source = 0; source < sources; ++source) {
    const double half = half_of(means, source);
    if (std::isnan(half)) continue;
    const auto gain = summarise_(column(in_all, runs_.replicates, source));
    found.push_back({.source = source,
                     .gain = {gain.mean, gain.low, gain.high},
                     .month = first_month() + static_cast<std::size_t>(half),
                     .months_after = statistics::percentile_interval(half, samples[source], options_.confidence,
                                                                     runs_.replicates)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Lag& a, const Lag& b) { return a.gain.value > b.gain.value; });
  return found;
}

Displacement Comparison::result() {
  Displacement found;
  found.from = from_;
  found.confidence = options_.confidence;
  found.whole = window(0, weeks() - from_, options_.hub);
  found.hub = fallen_most(found.whole.places);
  found.windows = profile(found.hub);
  const auto by_source = [&](const FlowCounts& counts) {
    return over_groups(since(counts.acquired), runs_.groups.size(), runs_.sources.size());
  };
  found.sources = changes(by_source(runs_.before), by_source(runs_.after));
  const auto in_all = [&](const FlowCounts& counts) { return row_sums(by_source(counts), runs_.replicates); };
  found.acquired = change(in_all(runs_.before), in_all(runs_.after));
  found.matrix = matrix(found.hub);
  found.routes = routes();
  found.lags = lags();
  return found;
}

}  // namespace

std::vector<double> match_flows(std::span<const double> differences, std::size_t sources) {
  const std::size_t side = sources + 1;
  std::vector<double> flows(side * side, 0.0);
  for (std::size_t group = 0; group < differences.size() / sources; ++group) {
    const auto moved = differences.subspan(group * sources, sources);
    double lost = 0;
    double gained = 0;
    for (const double d : moved) (d < 0 ? lost : gained) += std::fabs(d);
    const double larger = std::max(lost, gained);
    if (larger == 0) continue;
    for (std::size_t from = 0; from < sources; ++from) {
      if (moved[from] >= 0) continue;
      for (std::size_t to = 0; to < sources; ++to)
        flows[from * side + to] += -moved[from] * std::max(0.0, moved[to]) / larger;
      flows[from * side + sources] += -moved[from] * (larger - gained) / larger;
    }
    for (std::size_t to = 0; to < sources; ++to)
      flows[sources * side + to] += std::max(0.0, moved[to]) * (larger - lost) / larger;
  }
  return flows;
}

std::size_t half_accrued(std::span<const double> monthly_gains) {
  const double total = std::accumulate(monthly_gains.begin(), monthly_gains.end(), 0.0);
  double accrued = 0;
  for (std::size_t month = 0; month < monthly_gains.size(); ++month) {
    accrued += monthly_gains[month];
    if (accrued >= total / 2) return month;
  }
  return monthly_gains.empty() ? 0 : monthly_gains.size() - 1;
}

Displacement displacement(const PairedRuns& runs, const DisplacementOptions& options) {
  if (options.from && (*options.from < 0 || *options.from >= runs.calendar.weeks())) {
    throw Error(fmt::format("the week is outside the runs, which start on {} and have {} weeks",
                            runs.calendar.start().iso(), runs.calendar.weeks()),
                ExitCode::bad_input);
  }
  return Comparison(runs, options).result();
}

}  // namespace entrepot::experiment
