#include "entrepot/analysis/decision/pareto.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/core/error.hpp"

namespace entrepot::decision {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// [policy x objective] means over states of the means over replicates.
std::vector<double> overall_means(const Layout& layout, const CommonRuns& runs, std::span<const Values> outputs,
                                  const Weights& weights) {
  std::vector<double> means(layout.options() * outputs.size(), none);
  for (std::size_t o = 0; o < outputs.size(); ++o) {
    const auto by_state = runs.means(layout, outputs[o], weights.replicates);
    for (std::size_t policy = 0; policy < layout.options(); ++policy) {
      double sum = 0;
      double weight = 0;
      for (std::size_t state = 0; state < layout.states(); ++state) {
        const double mean = by_state[policy * layout.states() + state];
        if (weights.states[state] == 0 || std::isnan(mean)) continue;
        sum += weights.states[state] * mean;
        weight += weights.states[state];
      }
      if (weight > 0) means[policy * outputs.size() + o] = sum / weight;
    }
  }
  return means;
}

}  // namespace

bool dominates(std::span<const double> a, std::span<const double> b, std::span<const Better> better) {
  bool better_in_one = false;
  for (std::size_t o = 0; o < better.size(); ++o) {
    const double gain = better[o] == Better::less ? b[o] - a[o] : a[o] - b[o];
    if (!(gain >= 0)) return false;
    better_in_one = better_in_one || gain > 0;
  }
  return better_in_one;
}

std::vector<char> non_dominated(std::span<const double> means, std::span<const Better> better) {
  const std::size_t objectives = better.size();
  const std::size_t policies = means.size() / objectives;
  const auto row = [&](std::size_t policy) { return means.subspan(policy * objectives, objectives); };
  std::vector<char> in_set(policies, 1);
  for (std::size_t a = 0; a < policies; ++a) {
    const auto own = row(a);
    if (std::any_of(own.begin(), own.end(), [](double mean) { return std::isnan(mean); })) in_set[a] = 0;
    for (std::size_t b = 0; b < policies && in_set[a] != 0; ++b) {
      if (dominates(row(b), own, better)) in_set[a] = 0;
    }
  }
  return in_set;
}

std::vector<ParetoMember> pareto_set(const Layout& layout, std::span<const Values> outputs,
                                     std::span<const Better> better, const Bootstrap& bootstrap) {
  if (outputs.size() < 2 || better.size() != outputs.size())
    throw Error("a Pareto set needs at least two outputs, each with a direction");
  const CommonRuns runs(layout, outputs);
  if (runs.states_used() == 0) throw Error("no run has values for all policies and outputs");

  const JointResampling resampling(runs.replicates(), layout.states(), bootstrap);
  std::vector<std::vector<char>> drawn(resampling.resamples());
  for_each_resample(resampling, [&](std::size_t k, const Weights& weights) {
    drawn[k] = non_dominated(overall_means(layout, runs, outputs, weights), better);
  });

  const auto replicates = statistics::equal_weights(runs.replicates());
  const auto states = statistics::equal_weights(layout.states());
  const auto means = overall_means(layout, runs, outputs, {replicates, states});
  const auto in_set = non_dominated(means, better);
  const auto row = [&](std::size_t policy) {
    return std::span(means).subspan(policy * outputs.size(), outputs.size());
  };
  std::vector<ParetoMember> members(layout.options());
  for (std::size_t policy = 0; policy < layout.options(); ++policy) {
    auto& member = members[policy];
    member.means.assign(row(policy).begin(), row(policy).end());
    member.in_set = in_set[policy] != 0;
    for (std::size_t other = 0; other < layout.options(); ++other) {
      if (dominates(row(other), row(policy), better)) member.dominated_by.push_back(other);
    }
    const auto times =
        std::count_if(drawn.begin(), drawn.end(), [policy](const auto& set) { return set[policy] != 0; });
    member.frequency = static_cast<double>(times) / static_cast<double>(drawn.size());
  }
  return members;
}

}  // namespace entrepot::decision
