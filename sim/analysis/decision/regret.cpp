#include "entrepot/analysis/decision/regret.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Regret summary of one policy over states, weighted by their counts in a resample.
struct Summary {
  double mean = none;
  double maximum = none;
  double quantile = none;
};

Summary summary(std::span<const double> regret_by_state, std::span<const std::size_t> times) {
  std::vector<double> taken;
  for (std::size_t state = 0; state < times.size(); ++state) {
    if (!std::isnan(regret_by_state[state])) taken.insert(taken.end(), times[state], regret_by_state[state]);
  }
  if (taken.empty()) return {};
  std::sort(taken.begin(), taken.end());
  double sum = 0;
  for (const double regret : taken) sum += regret;
  return {sum / static_cast<double>(taken.size()), taken.back(), statistics::quantile(taken, regret_quantile)};
}

/// Summaries of all policies for given weights.
std::vector<Summary> summaries(const Layout& layout, const CommonRuns& runs, const Values& values, Better better,
                               const Weights& weights) {
  const auto means = runs.means(layout, values, weights.replicates);
  const auto matrix = regret_matrix(means, layout.options(), layout.states(), better);
  const auto times = counts_of(weights.states);
  std::vector<Summary> all;
  for (std::size_t policy = 0; policy < layout.options(); ++policy)
    all.push_back(summary(std::span(matrix).subspan(policy * layout.states(), layout.states()), times));
  return all;
}

/// The minimax-regret policy, the first of equal ones; none if nothing can be compared.
std::optional<std::size_t> least_maximum(const std::vector<Summary>& policies) {
  std::optional<std::size_t> least;
  for (std::size_t p = 0; p < policies.size(); ++p) {
    if (std::isnan(policies[p].maximum)) continue;
    if (!least || policies[p].maximum < policies[*least].maximum) least = p;
  }
  return least;
}

}  // namespace

std::vector<double> regret_matrix(std::span<const double> means, std::size_t policies, std::size_t states,
                                  Better better) {
  const double sign = better == Better::less ? 1.0 : -1.0;
  std::vector<double> regret(means.size(), none);
  for (std::size_t state = 0; state < states; ++state) {
    double best = std::numeric_limits<double>::infinity();
    bool all_known = true;
    for (std::size_t policy = 0; policy < policies; ++policy) {
      const double mean = means[policy * states + state];
      all_known = all_known && !std::isnan(mean);
      best = std::min(best, sign * mean);
    }
    if (!all_known) continue;
    for (std::size_t policy = 0; policy < policies; ++policy)
      regret[policy * states + state] = sign * means[policy * states + state] - best;
  }
  return regret;
}

Regrets regrets(const Layout& layout, const Values& values, Better better, const Bootstrap& bootstrap) {
  const CommonRuns runs(layout, std::span(&values, 1));
  Regrets found{.policies = layout.options(),
                .states = layout.states(),
                .states_used = runs.states_used(),
                .matrix = {},
                .policy = std::vector<PolicyRegret>(layout.options()),
                .choice = 0,
                .survival = 0};
  if (found.states_used == 0) throw Error("no state was run under all policies");

  const auto replicates = statistics::equal_weights(runs.replicates());
  const auto states = statistics::equal_weights(layout.states());
  found.matrix = regret_matrix(runs.means(layout, values, replicates), layout.options(), layout.states(), better);
  const auto as_run = summaries(layout, runs, values, better, {replicates, states});
  found.choice = *least_maximum(as_run);

  const JointResampling resampling(runs.replicates(), layout.states(), bootstrap);
  std::vector<std::vector<Summary>> drawn(resampling.resamples());
  for_each_resample(resampling, [&](std::size_t k, const Weights& weights) {
    drawn[k] = summaries(layout, runs, values, better, weights);
  });

  std::size_t decided = 0;
  for (const auto& policies : drawn) {
    const auto least = least_maximum(policies);
    if (!least) continue;
    ++decided;
    ++found.policy[*least].least_maximum;
  }
  const std::size_t units = units_resampled(runs.replicates(), layout.states(), bootstrap);
  const auto interval = [&](std::size_t policy, double Summary::*part) {
    std::vector<double> parts;
    for (const auto& policies : drawn) parts.push_back(policies[policy].*part);
    return interval_of(as_run[policy].*part, std::move(parts), bootstrap.confidence, units);
  };
  for (std::size_t p = 0; p < layout.options(); ++p) {
    auto& policy = found.policy[p];
    policy.mean = interval(p, &Summary::mean);
    policy.maximum = interval(p, &Summary::maximum);
    policy.quantile = interval(p, &Summary::quantile);
    policy.least_maximum = decided > 0 ? policy.least_maximum / static_cast<double>(decided) : none;
  }
  found.survival = found.policy[found.choice].least_maximum;
  return found;
}

}  // namespace entrepot::decision
