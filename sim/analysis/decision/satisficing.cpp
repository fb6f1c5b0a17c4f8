#include "entrepot/analysis/decision/satisficing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/error.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The joint conditions on the outputs.
class Demand {
 public:
  Demand(std::span<const Values> outputs, std::span<const OutputCondition> conditions)
      : outputs_(outputs), conditions_(conditions) {}

  /// Whether all conditions hold in a run: 1 or 0, NaN if an output is missing.
  [[nodiscard]] double met(std::size_t point, std::size_t replicate) const {
    bool all = true;
    for (const auto& [output, condition] : conditions_) {
      const double value = outputs_[output].at(point, replicate);
      if (std::isnan(value)) return none;
      all = all && condition.holds(value);
    }
    return all ? 1.0 : 0.0;
  }

  /// The same for a point's weighted means over the replicates with all outputs.
  [[nodiscard]] double met_by_means(std::size_t point, std::span<const double> weights) const {
    std::vector<double> sums(conditions_.size(), 0.0);
    double weight = 0;
    for (std::size_t r = 0; r < weights.size(); ++r) {
      if (weights[r] == 0 || std::isnan(met(point, r))) continue;
      for (std::size_t c = 0; c < sums.size(); ++c)
        sums[c] += weights[r] * outputs_[conditions_[c].output].at(point, r);
      weight += weights[r];
    }
    if (weight == 0) return none;
    for (std::size_t c = 0; c < sums.size(); ++c) {
      if (!conditions_[c].condition.holds(sums[c] / weight)) return 0.0;
    }
    return 1.0;
  }

 private:
  std::span<const Values> outputs_;
  std::span<const OutputCondition> conditions_;
};

struct Shares {
  double states = none;
  double runs = none;
};

Shares shares(const Layout& layout, const Demand& demand, std::size_t policy, const Weights& weights) {
  double states_met = 0, states_known = 0, runs_met = 0, runs_known = 0;
  for (std::size_t state = 0; state < layout.states(); ++state) {
    const double of_state = weights.states[state];
    const auto point = layout.point(policy, state);
    if (of_state == 0 || !point) continue;
    const double by_means = demand.met_by_means(*point, weights.replicates);
    if (!std::isnan(by_means)) {
      states_known += of_state;
      states_met += of_state * by_means;
    }
    for (std::size_t r = 0; r < weights.replicates.size(); ++r) {
      const double of_run = of_state * weights.replicates[r];
      const double met = of_run == 0 ? none : demand.met(*point, r);
      if (std::isnan(met)) continue;
      runs_known += of_run;
      runs_met += of_run * met;
    }
  }
  return {states_known > 0 ? states_met / states_known : none, runs_known > 0 ? runs_met / runs_known : none};
}

void count_known(const Layout& layout, const Demand& demand, std::size_t policy, std::size_t replicates,
                 Satisficing& found) {
  for (std::size_t state = 0; state < layout.states(); ++state) {
    const auto point = layout.point(policy, state);
    if (!point) continue;
    std::size_t known = 0;
    for (std::size_t r = 0; r < replicates; ++r) known += !std::isnan(demand.met(*point, r));
    found.runs_known += known;
    found.states_known += known > 0;
  }
}

/// An interval for a share of 0 or 1 out of n, by the exact bound.
Interval widened(Interval share, std::size_t n, double confidence) {
  if (n < 2 || std::isnan(share.low)) return share;
  const double missed = core::pow((1 - confidence) / 2, 1.0 / static_cast<double>(n));
  if (share.value <= 0) share.high = std::max(share.high, 1 - missed);
  if (share.value >= 1) share.low = std::min(share.low, missed);
  return share;
}

}  // namespace

std::vector<Satisficing> satisficing(const Layout& layout, std::span<const Values> outputs,
                                     std::span<const OutputCondition> conditions, const Bootstrap& bootstrap) {
  if (conditions.empty() || outputs.empty()) throw Error("expected at least one condition");
  for (const auto& condition : conditions) {
    if (condition.output >= outputs.size()) throw Error(fmt::format("no output {}", condition.output));
  }
  for (const Values& values : outputs) {
    require_fit(layout, values);
    if (values.replicates != outputs.front().replicates) throw Error("outputs have different numbers of replicates");
  }
  const Demand demand(outputs, conditions);
  const std::size_t replicates = outputs.front().replicates;
  const JointResampling resampling(replicates, layout.states(), bootstrap);
  std::vector<std::vector<Shares>> drawn(resampling.resamples(), std::vector<Shares>(layout.options()));
  for_each_resample(resampling, [&](std::size_t k, const Weights& weights) {
    for (std::size_t policy = 0; policy < layout.options(); ++policy)
      drawn[k][policy] = shares(layout, demand, policy, weights);
  });

  const auto equal_replicates = statistics::equal_weights(replicates);
  const auto equal_states = statistics::equal_weights(layout.states());
  const std::size_t units = units_resampled(replicates, layout.states(), bootstrap);
  std::vector<Satisficing> found(layout.options());
  for (std::size_t policy = 0; policy < layout.options(); ++policy) {
    auto& of_policy = found[policy];
    const Shares as_run = shares(layout, demand, policy, {equal_replicates, equal_states});
    count_known(layout, demand, policy, replicates, of_policy);
    const auto interval = [&](double Shares::*part, std::size_t independent) {
      std::vector<double> parts;
      for (const auto& of_resample : drawn) parts.push_back(of_resample[policy].*part);
      const auto plain = interval_of(as_run.*part, std::move(parts), bootstrap.confidence, units);
      return widened(plain, independent, bootstrap.confidence);
    };
    // A single state or replicate is the subject of the answer, not a sample of size one.
    const bool both = bootstrap.over == Over::runs_and_states && layout.states() > 1;
    const std::size_t fewer = both && replicates > 1 ? std::min(replicates, layout.states()) : units;
    of_policy.states = interval(&Shares::states, both ? of_policy.states_known : 0);
    of_policy.runs = interval(&Shares::runs, fewer);
  }
  return found;
}

}  // namespace entrepot::decision
