#include "entrepot/analysis/decision/runs.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t no_point = UINT32_MAX;
constexpr std::uint64_t stream_of_states = 1;  // the stream of replicates is 0

/// Quantile of sorted values like statistics::quantile, but some may be infinite: between a finite and an infinite
/// value, the bound of an interval is infinite.
double extended_quantile(std::span<const double> sorted, double probability) {
  const double position = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = position - static_cast<double>(below);
  if (part == 0 || sorted[below] == sorted[above]) return sorted[below];
  if (std::isinf(sorted[below])) return probability < 0.5 ? sorted[below] : sorted[above];
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

}  // namespace

Layout::Layout(std::size_t options, std::size_t states)
    : options_(options), states_(states), point_(options * states, no_point) {
  if (point_.empty()) throw Error("a table of runs needs at least one option and one state");
}

Layout::Layout(std::span<const std::uint32_t> option, std::span<const std::uint32_t> state, std::size_t options,
               std::size_t states)
    : Layout(options, states) {
  if (option.size() != state.size()) throw Error("every point needs both an option and a state");
  points_ = option.size();
  for (std::size_t p = 0; p < points_; ++p) {
    if (option[p] >= options || state[p] >= states)
      throw Error(
          fmt::format("point {} has option {} of {} and state {} of {}", p, option[p], options, state[p], states));
    auto& place = point_[option[p] * states + state[p]];
    if (place != no_point)
      throw Error(fmt::format("points {} and {} have the same option {} and state {}", place, p, option[p], state[p]));
    place = static_cast<std::uint32_t>(p);
  }
}

Layout Layout::full(std::size_t options, std::size_t states) {
  Layout layout(options, states);
  layout.points_ = options * states;
  for (std::size_t p = 0; p < layout.points_; ++p) layout.point_[p] = static_cast<std::uint32_t>(p);
  return layout;
}

std::optional<std::size_t> Layout::point(std::size_t option, std::size_t state) const {
  const auto p = point_[option * states_ + state];
  return p == no_point ? std::nullopt : std::optional<std::size_t>(p);
}

double Layout::value(const Values& values, std::size_t option, std::size_t state, std::size_t replicate) const {
  const auto p = point_[option * states_ + state];
  return p == no_point ? none : values.at(p, replicate);
}

void require_fit(const Layout& layout, const Values& values) {
  if (values.replicates == 0 || values.of.size() != layout.points() * values.replicates)
    throw Error(fmt::format("found {} values; expected {} points x {} replicates", values.of.size(), layout.points(),
                            values.replicates));
}

JointResampling::JointResampling(std::size_t replicates, std::size_t states, const Bootstrap& bootstrap)
    : replicates_(replicates, bootstrap.resamples), equal_weights_(statistics::equal_weights(states)) {
  if (bootstrap.over == Over::runs_and_states) states_.emplace(states, bootstrap.resamples, stream_of_states);
}

std::span<const double> JointResampling::states(std::size_t resample) const {
  return states_ ? states_->weights(resample) : std::span<const double>(equal_weights_);
}

std::vector<std::size_t> counts_of(std::span<const double> weights) {
  std::vector<std::size_t> counts;
  const auto n = static_cast<double>(weights.size());
  for (const double weight : weights) counts.push_back(static_cast<std::size_t>(std::lround(weight * n)));
  return counts;
}

void for_each_resample(const JointResampling& resampling,
                       const std::function<void(std::size_t, const Weights&)>& visit) {
  tbb::parallel_for(std::size_t{0}, resampling.resamples(), [&](std::size_t k) {
    visit(k, {resampling.replicates(k), resampling.states(k)});
  });
}

Interval interval_of(double estimate, std::vector<double> of_resamples, double confidence, std::size_t units) {
  std::erase_if(of_resamples, [](double value) { return std::isnan(value); });
  if (units < 2 || of_resamples.empty()) return {estimate, none, none};
  std::sort(of_resamples.begin(), of_resamples.end());
  const double tail = (1 - confidence) / 2;
  return {estimate, extended_quantile(of_resamples, tail), extended_quantile(of_resamples, 1 - tail)};
}

std::size_t units_resampled(std::size_t replicates, std::size_t states, const Bootstrap& bootstrap) {
  return bootstrap.over == Over::runs_and_states ? std::max(replicates, states) : replicates;
}

CommonRuns::CommonRuns(const Layout& layout, std::span<const Values> outputs) : states_(layout.states()) {
  if (outputs.empty()) throw Error("no output for the decision");
  for (const Values& values : outputs) require_fit(layout, values);
  replicates_ = outputs.front().replicates;
  for (const Values& values : outputs) {
    if (values.replicates != replicates_) throw Error("outputs have different numbers of replicates");
  }
  complete_.assign(states_ * replicates_, 1);
  for (const Values& values : outputs) {
    for (std::size_t option = 0; option < layout.options(); ++option) {
      for (std::size_t state = 0; state < states_; ++state) {
        for (std::size_t r = 0; r < replicates_; ++r) {
          if (std::isnan(layout.value(values, option, state, r))) complete_[state * replicates_ + r] = 0;
        }
      }
    }
  }
}

std::size_t CommonRuns::in_state(std::size_t state) const {
  const auto first = complete_.begin() + static_cast<std::ptrdiff_t>(state * replicates_);
  return static_cast<std::size_t>(std::count(first, first + static_cast<std::ptrdiff_t>(replicates_), 1));
}

std::size_t CommonRuns::states_used() const {
  std::size_t used = 0;
  for (std::size_t state = 0; state < states_; ++state) used += in_state(state) > 0;
  return used;
}

std::vector<double> CommonRuns::means(const Layout& layout, const Values& values,
                                      std::span<const double> replicate_weights) const {
  std::vector<double> means(layout.options() * states_, none);
  for (std::size_t option = 0; option < layout.options(); ++option) {
    for (std::size_t state = 0; state < states_; ++state) {
      double sum = 0;
      double weight = 0;
      for (std::size_t r = 0; r < replicates_; ++r) {
        if (replicate_weights[r] == 0 || !has(state, r)) continue;
        sum += replicate_weights[r] * layout.value(values, option, state, r);
        weight += replicate_weights[r];
      }
      if (weight > 0) means[option * states_ + state] = sum / weight;
    }
  }
  return means;
}

}  // namespace entrepot::decision
