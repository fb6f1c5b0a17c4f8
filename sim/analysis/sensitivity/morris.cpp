#include "entrepot/analysis/sensitivity/morris.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "resample.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

constexpr double step_between_categories = 0.5;

/// The group that changes between two rows of a trajectory.
struct Step {
  std::size_t group;
  double length;  ///< in u; signed for a single dimension
};

Step step_between(std::span<const double> from, std::span<const double> to,
                  std::span<const std::size_t> group_of_dimension) {
  Step step{0, 0};
  for (std::size_t d = 0; d < from.size(); ++d) {
    if (to[d] == from[d]) continue;
    if (step.length != 0 && step.group != group_of_dimension[d])
      throw std::invalid_argument("a step of a trajectory changes more than one group");
    step = {group_of_dimension[d], to[d] - from[d]};
  }
  if (step.length == 0) throw std::invalid_argument("a step of a trajectory changes no group");
  return step;
}

/// The effects of one group.
struct Effects {
  std::vector<double> values;  ///< [effect x replicate]
  std::vector<std::size_t> trajectory;
  std::vector<double> lengths = {};  ///< lengths of all steps, including those with missing runs
};

std::vector<Effects> effects_by_group(const Runs& runs, std::span<const double> points,
                                      std::span<const std::size_t> group_of_dimension,
                                      const std::vector<bool>& of_category) {
  const std::size_t groups = of_category.size();
  const std::size_t dimensions = group_of_dimension.size();
  std::vector<std::size_t> members(groups, 0);
  for (const std::size_t group : group_of_dimension) ++members[group];
  std::vector<Effects> effects(groups);
  for (std::size_t row = 1; row < runs.rows(); ++row) {
    if (row % (groups + 1) == 0) continue;  // a new trajectory
    const auto step = step_between(points.subspan((row - 1) * dimensions, dimensions),
                                   points.subspan(row * dimensions, dimensions), group_of_dimension);
    effects[step.group].lengths.push_back(std::abs(step.length));
    if (!runs.whole(row) || !runs.whole(row - 1)) continue;
    double length = members[step.group] > 1 ? std::abs(step.length) : step.length;
    if (of_category[step.group]) length = std::copysign(step_between_categories, length);
    auto& of_group = effects[step.group];
    of_group.trajectory.push_back(row / (groups + 1));
    for (std::size_t r = 0; r < runs.replicates; ++r)
      of_group.values.push_back((runs.of(row)[r] - runs.of(row - 1)[r]) / length);
  }
  return effects;
}

struct Moments {
  double mu = none;
  double mu_star = none;
  double variance = none;           ///< without noise
  double variance_of_means = none;  ///< including noise
};

/// Statistics of the effects of one group. counts: number of draws of each trajectory.
Moments moments_of(const Effects& effects, const ReplicatePairs& pairs, std::span<const std::uint32_t> counts) {
  const std::size_t replicates = pairs.weights().size();
  std::vector<double> sum(replicates, 0.0);
  double squares = 0;
  double squares_of_means = 0;
  double sizes = 0;
  double n = 0;
  for (std::size_t e = 0; e < effects.trajectory.size(); ++e) {
    const double count = counts[effects.trajectory[e]];
    double mean = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
      const double value = effects.values[e * replicates + r];
      mean += pairs.weights()[r] * value;
      sum[r] += count * value;
      squares += count * pairs.factor_of(r) * value * value;
    }
    squares += count * pairs.factor_of_mean() * mean * mean;
    squares_of_means += count * mean * mean;
    sizes += count * std::abs(mean);
    n += count;
  }
  if (n < 1) return {};
  Moments moments{0, sizes / n};
  double square_of_mean = 0;
  for (std::size_t r = 0; r < replicates; ++r) {
    moments.mu += pairs.weights()[r] * sum[r] / n;
    square_of_mean += pairs.factor_of(r) * (sum[r] / n) * (sum[r] / n);
  }
  square_of_mean += pairs.factor_of_mean() * moments.mu * moments.mu;
  if (n < 2) return moments;
  moments.variance = (squares / n - square_of_mean) * n / (n - 1);
  moments.variance_of_means = (squares_of_means / n - moments.mu * moments.mu) * n / (n - 1);
  return moments;
}

/// Expected absolute value of a mean over replicates of normal noise around 0.
double size_of_noise(const Effects& effects, std::size_t replicates) {
  if (replicates < 2 || effects.trajectory.empty()) return none;
  double variance = 0;
  for (std::size_t e = 0; e < effects.trajectory.size(); ++e) {
    const auto values = std::span(effects.values).subspan(e * replicates, replicates);
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(replicates);
    for (const double value : values) variance += (value - mean) * (value - mean);
  }
  const auto degrees = static_cast<double>(effects.trajectory.size() * (replicates - 1) * replicates);
  return std::sqrt(2 / std::numbers::pi * variance / degrees);
}

/// The common length of all steps, up to rounding; NaN if they differ.
double only_length(std::span<const double> lengths) {
  constexpr double rounding = 1e-9;
  const auto [least, most] = std::minmax_element(lengths.begin(), lengths.end());
  return lengths.empty() || *most - *least > rounding * *most ? none : *most;
}

MorrisEffects summarised(const Effects& effects, bool directed, std::size_t trajectories, std::size_t replicates,
                         const Bootstrap& bootstrap) {
  std::array<std::vector<double>, 3> of_resamples;
  for (auto& values : of_resamples) values.assign(bootstrap.resamples, none);
  tbb::parallel_for(std::size_t{0}, bootstrap.resamples, [&](std::size_t resample) {
    const auto pairs = drawn_replicates(replicates, resample, bootstrap.random_numbers);
    if (!pairs.usable()) return;
    const auto moments = moments_of(effects, pairs, block_counts(trajectories, resample));
    of_resamples[0][resample] = moments.mu;
    of_resamples[1][resample] = moments.mu_star;
    of_resamples[2][resample] = std::sqrt(std::max(moments.variance, 0.0));
  });
  const std::size_t n = effects.trajectory.size();
  const auto moments = moments_of(effects, all_replicates(replicates), std::vector<std::uint32_t>(trajectories, 1));
  const double sigma = n < 2 ? none : std::sqrt(std::max(moments.variance, 0.0));
  const double noise = std::clamp(1 - moments.variance / moments.variance_of_means, 0.0, 1.0);
  const statistics::Interval undefined{none, none, none};
  return {directed ? interval_of(moments.mu, std::move(of_resamples[0]), bootstrap, n) : undefined,
          interval_of(moments.mu_star, std::move(of_resamples[1]), bootstrap, n),
          directed ? interval_of(sigma, std::move(of_resamples[2]), bootstrap, n) : undefined,
          replicates < 2 || !directed ? none : noise,
          size_of_noise(effects, replicates),
          n,
          only_length(effects.lengths)};
}

}  // namespace

std::vector<MorrisEffects> morris_effects(const Runs& runs, std::span<const double> points,
                                          std::span<const std::size_t> group_of_dimension, const Bootstrap& bootstrap,
                                          const std::vector<bool>& categorical) {
  if (group_of_dimension.empty()) throw std::invalid_argument("a design has at least one dimension");
  const std::size_t groups = 1 + *std::max_element(group_of_dimension.begin(), group_of_dimension.end());
  if (runs.rows() % (groups + 1) != 0 || points.size() != runs.rows() * group_of_dimension.size())
    throw std::invalid_argument("the rows do not form complete trajectories");
  std::vector<bool> of_category(groups, false);  // a group with a category has no direction
  std::vector<std::size_t> members(groups, 0);
  for (std::size_t d = 0; d < group_of_dimension.size(); ++d) {
    ++members[group_of_dimension[d]];
    if (!categorical.empty() && categorical[d]) of_category[group_of_dimension[d]] = true;
  }
  std::vector<bool> alone;  // whether the group is a single category
  for (std::size_t group = 0; group < groups; ++group) alone.push_back(of_category[group] && members[group] == 1);
  const auto effects = effects_by_group(runs, points, group_of_dimension, alone);
  std::vector<MorrisEffects> result;
  for (std::size_t group = 0; group < groups; ++group) {
    const bool directed = members[group] == 1 && !of_category[group];
    result.push_back(summarised(effects[group], directed, runs.rows() / (groups + 1), runs.replicates, bootstrap));
  }
  return result;
}

}  // namespace entrepot::sensitivity
