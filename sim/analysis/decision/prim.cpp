#include "entrepot/analysis/decision/prim.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::uint64_t stream_of_cases = 2;  // replicates have 0, states 1

/// Indices of cases, with repetitions in a resample.
using RowList = std::vector<std::size_t>;

double met_by(const Cases& cases, const RowList& rows) {
  double met = 0;
  for (const std::size_t row : rows) met += cases.met[row];
  return met;
}

double density_of(const Cases& cases, const RowList& rows) {
  return rows.empty() ? none : met_by(cases, rows) / static_cast<double>(rows.size());
}

RowList inside(const Cases& cases, const Box& box, std::span<const std::size_t> rows) {
  RowList kept;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(kept),
               [&](std::size_t row) { return box.holds(cases, row); });
  return kept;
}

/// Values of an input among rows, sorted, with repetitions.
std::vector<double> sorted_values(const Cases& cases, const RowList& rows, std::size_t input) {
  std::vector<double> values;
  for (const std::size_t row : rows) values.push_back(cases.at(row, input));
  std::sort(values.begin(), values.end());
  return values;
}

void insert_sorted(std::vector<double>& values, double value) {
  values.insert(std::upper_bound(values.begin(), values.end(), value), value);
}

// ---- peeling -------------------------------------------------------------------------------------------------------

/// A share of n as a number of cases, at least one.
std::size_t share_of(double share, std::size_t n) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::floor(share * static_cast<double>(n))));
}

/// The limit that removes about `share` of the lowest values, midway between removed and remaining ones; nullopt if all
/// values are equal. Equal values are removed or kept together.
std::optional<double> low_limit(const std::vector<double>& sorted, double share) {
  const std::size_t off = std::min(share_of(share, sorted.size()), sorted.size() - 1);
  auto first_kept = std::lower_bound(sorted.begin(), sorted.end(), sorted[off]);
  if (first_kept == sorted.begin()) first_kept = std::upper_bound(sorted.begin(), sorted.end(), sorted.front());
  if (first_kept == sorted.end()) return std::nullopt;
  return std::midpoint(*(first_kept - 1), *first_kept);
}

std::optional<double> high_limit(std::vector<double> sorted, double share) {
  for (double& value : sorted) value = -value;
  std::reverse(sorted.begin(), sorted.end());
  const auto limit = low_limit(sorted, share);
  return limit ? std::optional(-*limit) : std::nullopt;
}

/// A peel: a restricted range of one input.
struct Peel {
  std::size_t input;
  Range range;
};

std::vector<Peel> peels(const Cases& cases, const Box& box, const RowList& rows, double share) {
  std::vector<Peel> candidates;
  for (std::size_t input = 0; input < cases.inputs.size(); ++input) {
    const Range& range = box.ranges[input];
    auto values = sorted_values(cases, rows, input);
    if (cases.inputs[input].categorical) {
      values.erase(std::unique(values.begin(), values.end()), values.end());
      if (values.size() < 2) continue;
      for (const double category : values) {
        candidates.push_back({input, range});
        insert_sorted(candidates.back().range.dropped, category);
      }
      continue;
    }
    if (const auto limit = low_limit(values, share)) candidates.push_back({input, {*limit, range.high, {}}});
    if (const auto limit = high_limit(values, share)) candidates.push_back({input, {range.low, *limit, {}}});
  }
  return candidates;
}

/// Rows of a box that remain after a peel.
RowList inside(const Cases& cases, const Peel& peel, const RowList& rows) {
  RowList kept;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(kept),
               [&](std::size_t row) { return peel.range.holds(cases.at(row, peel.input)); });
  return kept;
}

struct Peeled {
  Box box;
  RowList rows;
};

/// The peel with the largest gain in density per removed case.
std::optional<Peeled> best_peel(const Cases& cases, const Peeled& from, double share, std::size_t least) {
  std::optional<Peeled> best;
  double best_gain = -infinite;
  const double density = density_of(cases, from.rows);
  for (const Peel& peel : peels(cases, from.box, from.rows, share)) {
    RowList rows = inside(cases, peel, from.rows);
    if (rows.size() < least) continue;
    const auto taken = static_cast<double>(from.rows.size() - rows.size());
    const double gain = (density_of(cases, rows) - density) / taken;
    if (gain <= best_gain) continue;
    best_gain = gain;
    best = Peeled{from.box, std::move(rows)};
    best->box.ranges[peel.input] = peel.range;
  }
  return best;
}

std::size_t fewest_cases(const PrimOptions& options, std::size_t all) {
  const auto by_mass = static_cast<std::size_t>(std::ceil(options.least_mass * static_cast<double>(all)));
  return std::max({by_mass, options.least_support, std::size_t{1}});
}

/// Peels from all rows until boxes would be too small, or all cases inside meet the condition.
std::vector<Peeled> peel_all(const Cases& cases, const RowList& rows, const PrimOptions& options) {
  std::vector<Peeled> trajectory{{Box{std::vector<Range>(cases.inputs.size())}, rows}};
  const std::size_t least = fewest_cases(options, rows.size());
  while (density_of(cases, trajectory.back().rows) < 1) {
    auto next = best_peel(cases, trajectory.back(), options.peel, least);
    if (!next) break;
    trajectory.push_back(std::move(*next));
  }
  return trajectory;
}

// ---- choice --------------------------------------------------------------------------------------------------------

std::size_t densest(const std::vector<Quality>& trajectory, double least_coverage) {
  std::size_t best = 0;
  for (std::size_t k = 1; k < trajectory.size(); ++k) {
    if (trajectory[k].coverage >= least_coverage && trajectory[k].density > trajectory[best].density) best = k;
  }
  return best;
}

/// The box farthest above the line from the first to the densest box; coverage falls and density rises along the
/// trajectory.
std::size_t knee(const std::vector<Quality>& trajectory) {
  const std::size_t last = densest(trajectory, 0);
  const double run = trajectory.front().coverage - trajectory[last].coverage;
  const double rise = trajectory[last].density - trajectory.front().density;
  if (run <= 0 || rise <= 0) return last;
  std::size_t best = last;
  double farthest = 0;
  for (std::size_t k = 0; k < last; ++k) {
    const double gained = (trajectory[k].density - trajectory.front().density) / rise;
    const double lost = (trajectory.front().coverage - trajectory[k].coverage) / run;
    if (gained - lost <= farthest) continue;
    farthest = gained - lost;
    best = k;
  }
  return best;
}

std::size_t choice(const std::vector<Quality>& trajectory, const PrimOptions& options) {
  return options.least_coverage ? densest(trajectory, *options.least_coverage) : knee(trajectory);
}

// ---- pasting -------------------------------------------------------------------------------------------------------

/// The limit that adds about `share` more cases at the low side. `beyond`: values outside, nearest first.
double pasted_limit(const std::vector<double>& beyond, double share, std::size_t support) {
  const std::size_t more = share_of(share, support);
  if (more >= beyond.size()) return -infinite;
  const double last_in = beyond[more - 1];
  const auto first_out = std::find_if(beyond.begin() + static_cast<std::ptrdiff_t>(more), beyond.end(),
                                      [&](double v) { return v < last_in; });
  return first_out == beyond.end() ? -infinite : std::midpoint(last_in, *first_out);
}

/// Boxes that each relax one restriction.
std::vector<Box> pastes(const Cases& cases, const Box& box, const RowList& all, std::size_t support, double share) {
  std::vector<Box> candidates;
  const auto add = [&](std::size_t input, const Range& range) {
    candidates.push_back(box);
    candidates.back().ranges[input] = range;
  };
  for (const std::size_t input : box.restricted()) {
    const Range range = box.ranges[input];
    for (const double category : range.dropped) {
      Range wider = range;
      std::erase(wider.dropped, category);
      add(input, wider);
    }
    Box open = box;
    open.ranges[input].low = -infinite;
    open.ranges[input].high = infinite;
    const RowList rows = inside(cases, open, all);
    std::vector<double> below, above;
    for (const double value : sorted_values(cases, rows, input)) {
      if (value < range.low) below.insert(below.begin(), value);
      if (value > range.high) above.push_back(-value);
    }
    if (!below.empty()) add(input, {pasted_limit(below, share, support), range.high, range.dropped});
    if (!above.empty()) add(input, {range.low, -pasted_limit(above, share, support), range.dropped});
  }
  return candidates;
}

/// Pastes while density rises, the best extension first.
Peeled paste_all(const Cases& cases, Peeled from, const RowList& all, const PrimOptions& options) {
  while (true) {
    double best_density = density_of(cases, from.rows);
    std::optional<Peeled> best;
    for (Box& box : pastes(cases, from.box, all, from.rows.size(), options.paste)) {
      RowList rows = inside(cases, box, all);
      const double density = density_of(cases, rows);
      // At equal density, the larger box has more coverage; it must add cases, or pasting would not end.
      const std::size_t size_to_beat = best ? best->rows.size() : from.rows.size();
      const bool better = density > best_density || (density == best_density && rows.size() > size_to_beat);
      if (!better || rows.size() <= from.rows.size()) continue;
      best_density = density;
      best = Peeled{std::move(box), std::move(rows)};
    }
    if (!best) return from;
    from = std::move(*best);
  }
}

/// Removes limits that no longer exclude any case.
void drop_idle_limits(const Cases& cases, Box& box, const RowList& all) {
  const std::size_t support = inside(cases, box, all).size();
  for (const std::size_t input : box.restricted()) {
    const auto try_wider = [&](auto&& widen) {
      Box wider = box;
      widen(wider.ranges[input]);
      if (inside(cases, wider, all).size() == support) box = std::move(wider);
    };
    try_wider([](Range& range) { range.low = -infinite; });
    try_wider([](Range& range) { range.high = infinite; });
    for (const double category : std::vector<double>(box.ranges[input].dropped))
      try_wider([&](Range& range) { std::erase(range.dropped, category); });
  }
}

// ---- one discovery -------------------------------------------------------------------------------------------------

struct Found {
  std::vector<Box> boxes;
  std::vector<Quality> trajectory;
  std::size_t chosen;
  Box box;
};

Found find_box(const Cases& cases, const RowList& rows, const PrimOptions& options) {
  auto peeled = peel_all(cases, rows, options);
  Found found;
  for (const Peeled& step : peeled) {
    found.boxes.push_back(step.box);
    found.trajectory.push_back(quality(cases, step.box, rows));
  }
  found.chosen = choice(found.trajectory, options);
  found.box = paste_all(cases, std::move(peeled[found.chosen]), rows, options).box;
  drop_idle_limits(cases, found.box, rows);
  return found;
}

/// P(X >= met) for X binomial with n trials and probability `density`; met need not be an integer.
double tail_probability(double met, std::size_t n, double density) {
  if (met <= 0 || density >= 1) return 1;
  if (density <= 0) return 0;
  const double missed = static_cast<double>(n) - met;
  return core::beta_cdf(met, missed + 1, density);
}

std::vector<Restriction> restrictions_of(const Cases& cases, const Box& box, const RowList& rows) {
  const Quality whole = quality(cases, box, rows);
  std::vector<Restriction> restrictions;
  for (const std::size_t input : box.restricted()) {
    Box without = box;
    without.ranges[input] = Range{};
    Restriction restriction{input, box.ranges[input], quality(cases, without, rows), 1, 0};
    const double met = whole.density * static_cast<double>(whole.support);
    restriction.quasi_p = tail_probability(met, whole.support, restriction.without.density);
    restrictions.push_back(std::move(restriction));
  }
  return restrictions;
}

// ---- stability -----------------------------------------------------------------------------------------------------

/// Rows by resampling group, in the order of the groups' first rows.
std::vector<RowList> grouped(const Cases& cases, const RowList& rows) {
  std::vector<RowList> groups;
  if (cases.group.empty()) {
    for (const std::size_t row : rows) groups.push_back({row});
    return groups;
  }
  std::vector<std::uint32_t> names;
  for (const std::size_t row : rows) {
    const auto at = std::find(names.begin(), names.end(), cases.group[row]);
    const auto index = static_cast<std::size_t>(at - names.begin());
    if (at == names.end()) {
      names.push_back(cases.group[row]);
      groups.emplace_back();
    }
    groups[index].push_back(row);
  }
  return groups;
}

/// Result of one resample's box.
struct Trial {
  bool mixed = false;  ///< whether the resample had cases of both kinds
  std::vector<char> restricts;
  double coverage = none;
  double density = none;
};

Trial trial(const Cases& cases, const std::vector<RowList>& groups, std::span<const double> weights,
            const PrimOptions& options) {
  Trial trial;
  RowList bag, out;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto times = static_cast<std::size_t>(std::lround(weights[g] * static_cast<double>(groups.size())));
    if (times == 0) out.insert(out.end(), groups[g].begin(), groups[g].end());
    for (std::size_t k = 0; k < times; ++k) bag.insert(bag.end(), groups[g].begin(), groups[g].end());
  }
  const double density = density_of(cases, bag);
  if (!(density > 0 && density < 1)) return trial;
  const Box box = find_box(cases, bag, options).box;
  trial.mixed = true;
  trial.restricts.assign(cases.inputs.size(), 0);
  for (const std::size_t input : box.restricted()) trial.restricts[input] = 1;
  const Quality outside = quality(cases, box, out);
  trial.coverage = outside.coverage;
  trial.density = outside.density;
  return trial;
}

statistics::Interval of_trials(const std::vector<Trial>& trials, double Trial::*part, double confidence) {
  std::vector<double> values;
  for (const Trial& trial : trials) {
    if (!std::isnan(trial.*part)) values.push_back(trial.*part);
  }
  if (values.empty()) return {none, none, none};
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  const std::size_t units = values.size();
  return statistics::percentile_interval(mean, std::move(values), confidence, units);
}

void add_stability(const Cases& cases, const RowList& rows, const PrimOptions& options, Discovery& found) {
  found.frequency.assign(cases.inputs.size(), none);
  found.coverage_outside = found.density_outside = {none, none, none};
  for (auto& restriction : found.restrictions) restriction.frequency = none;
  if (options.resamples == 0) return;
  const auto groups = grouped(cases, rows);
  const statistics::Resampling resampling(groups.size(), options.resamples, stream_of_cases);
  std::vector<Trial> trials(options.resamples);
  tbb::parallel_for(std::size_t{0}, options.resamples,
                    [&](std::size_t k) { trials[k] = trial(cases, groups, resampling.weights(k), options); });
  const auto mixed = std::count_if(trials.begin(), trials.end(), [](const Trial& t) { return t.mixed; });
  if (mixed == 0) return;
  for (std::size_t input = 0; input < cases.inputs.size(); ++input) {
    const auto times = std::count_if(trials.begin(), trials.end(),
                                     [input](const Trial& t) { return t.mixed && t.restricts[input] != 0; });
    found.frequency[input] = static_cast<double>(times) / static_cast<double>(mixed);
  }
  for (auto& restriction : found.restrictions) restriction.frequency = found.frequency[restriction.input];
  found.coverage_outside = of_trials(trials, &Trial::coverage, options.confidence);
  found.density_outside = of_trials(trials, &Trial::density, options.confidence);
}

// ---- checks --------------------------------------------------------------------------------------------------------

void require_shares(const PrimOptions& options) {
  const auto is_share = [](double share) { return share > 0 && share <= 0.5; };
  if (!is_share(options.peel) || !is_share(options.paste))
    throw Error(fmt::format("peel is {} and paste is {}; expected above 0, at most 0.5", options.peel, options.paste));
}

void require_table(const Cases& cases) {
  if (cases.inputs.empty() || cases.values.size() != cases.size() * cases.inputs.size())
    throw Error(fmt::format("found {} values; expected {} cases x {} inputs", cases.values.size(), cases.size(),
                            cases.inputs.size()));
  if (!cases.group.empty() && cases.group.size() != cases.size())
    throw Error("expected a group for every case, or for none");
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (cases.met[row] < 0 || cases.met[row] > 1)
      throw Error(fmt::format("case {}: the share is {}; expected 0 to 1", row, cases.met[row]));
    for (std::size_t input = 0; input < cases.inputs.size(); ++input) {
      if (std::isnan(cases.at(row, input)))
        throw Error(fmt::format("case {}: input {} has no value", row, cases.inputs[input].name));
    }
  }
}

RowList known_rows(const Cases& cases) {
  RowList rows;
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (!std::isnan(cases.met[row])) rows.push_back(row);
  }
  return rows;
}

Discovery discover_in(const Cases& cases, const RowList& rows, const PrimOptions& options) {
  Discovery found;
  found.cases = rows.size();
  found.base_rate = density_of(cases, rows);
  auto box = find_box(cases, rows, options);
  found.boxes = std::move(box.boxes);
  found.trajectory = std::move(box.trajectory);
  found.chosen = box.chosen;
  found.box = std::move(box.box);
  found.quality = quality(cases, found.box, rows);
  found.restrictions = restrictions_of(cases, found.box, rows);
  add_stability(cases, rows, options, found);
  return found;
}

/// Whether some cases meet the condition and some do not.
bool is_mixed(const Cases& cases, const RowList& rows) {
  const double density = density_of(cases, rows);
  return density > 0 && density < 1;
}

}  // namespace

bool Range::holds(double value) const {
  return value >= low && value <= high && !std::binary_search(dropped.begin(), dropped.end(), value);
}

bool Range::restricts() const { return low > -infinite || high < infinite || !dropped.empty(); }

bool Box::holds(const Cases& cases, std::size_t row) const {
  for (std::size_t input = 0; input < ranges.size(); ++input) {
    if (!ranges[input].holds(cases.at(row, input))) return false;
  }
  return true;
}

std::vector<std::size_t> Box::restricted() const {
  std::vector<std::size_t> inputs;
  for (std::size_t input = 0; input < ranges.size(); ++input) {
    if (ranges[input].restricts()) inputs.push_back(input);
  }
  return inputs;
}

Quality quality(const Cases& cases, const Box& box, std::span<const std::size_t> rows) {
  double all = 0;
  double met = 0;
  Quality found;
  for (const std::size_t row : rows) {
    all += cases.met[row];
    if (!box.holds(cases, row)) continue;
    met += cases.met[row];
    ++found.support;
  }
  found.coverage = all > 0 ? met / all : none;
  found.density = found.support > 0 ? met / static_cast<double>(found.support) : none;
  found.mass = rows.empty() ? none : static_cast<double>(found.support) / static_cast<double>(rows.size());
  return found;
}

Discovery discover(const Cases& cases, const PrimOptions& options) {
  require_shares(options);
  require_table(cases);
  const RowList rows = known_rows(cases);
  if (!is_mixed(cases, rows)) throw Error("the condition is met in no case or in all cases; discovery needs both");
  return discover_in(cases, rows, options);
}

std::vector<Discovery> discover_several(const Cases& cases, std::size_t most, const PrimOptions& options) {
  std::vector<Discovery> found{discover(cases, options)};
  RowList rows = known_rows(cases);
  while (found.size() < most) {
    std::erase_if(rows, [&](std::size_t row) { return found.back().box.holds(cases, row); });
    if (!is_mixed(cases, rows)) break;
    found.push_back(discover_in(cases, rows, options));
    if (found.back().box.restricted().empty()) {
      found.pop_back();  // it contains all remaining cases, so it is not a box
      break;
    }
  }
  return found;
}

}  // namespace entrepot::decision
