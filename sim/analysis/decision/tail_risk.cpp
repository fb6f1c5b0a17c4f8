#include "entrepot/analysis/decision/tail_risk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double tail_mean(const Layout& layout, const Values& values, std::size_t policy, double alpha, Better better,
                 const Weights& weights) {
  std::vector<Weighted> runs;
  for (std::size_t state = 0; state < layout.states(); ++state) {
    for (std::size_t r = 0; r < values.replicates; ++r) {
      const double weight = weights.states[state] * weights.replicates[r];
      const double value = weight == 0 ? none : layout.value(values, policy, state, r);
      if (!std::isnan(value)) runs.push_back({value, weight});
    }
  }
  return mean_of_worst(std::move(runs), alpha, better);
}

}  // namespace

double mean_of_worst(std::vector<Weighted> values, double alpha, Better better) {
  double total = 0;
  for (const auto& run : values) total += run.weight;
  if (total <= 0) return none;
  std::stable_sort(values.begin(), values.end(), [better](const Weighted& a, const Weighted& b) {
    return better == Better::less ? a.value > b.value : a.value < b.value;
  });
  const double share = alpha * total;
  double sum = 0;
  double taken = 0;
  for (const auto& run : values) {
    const double part = std::min(run.weight, share - taken);
    if (part <= 0) break;
    sum += part * run.value;
    taken += part;
  }
  return sum / taken;
}

std::vector<Interval> tail_means(const Layout& layout, const Values& values, double alpha, Better better,
                                 const Bootstrap& bootstrap) {
  require_fit(layout, values);
  if (!(alpha > 0 && alpha <= 1))
    throw Error(fmt::format("the share of worst runs is {}; expected above 0, at most 1", alpha));
  const JointResampling resampling(values.replicates, layout.states(), bootstrap);
  std::vector<std::vector<double>> drawn(layout.options(), std::vector<double>(resampling.resamples()));
  for_each_resample(resampling, [&](std::size_t k, const Weights& weights) {
    for (std::size_t policy = 0; policy < layout.options(); ++policy)
      drawn[policy][k] = tail_mean(layout, values, policy, alpha, better, weights);
  });
  const auto replicates = statistics::equal_weights(values.replicates);
  const auto states = statistics::equal_weights(layout.states());
  const std::size_t units = units_resampled(values.replicates, layout.states(), bootstrap);
  std::vector<Interval> means;
  for (std::size_t policy = 0; policy < layout.options(); ++policy) {
    const double as_run = tail_mean(layout, values, policy, alpha, better, {replicates, states});
    means.push_back(interval_of(as_run, std::move(drawn[policy]), bootstrap.confidence, units));
  }
  return means;
}

}  // namespace entrepot::decision
