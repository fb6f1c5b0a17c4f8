#include "entrepot/analysis/design/samples.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "entrepot/core/random.hpp"

namespace entrepot::design {
namespace {

// Distinct, so that designs with the same seed use different draws.
enum class Part : std::uint32_t { latin_hypercube = 1, shift = 2, morris = 3 };

// Minimum step of a trajectory, so that a factor with two equally likely values changes at every step.
constexpr double half_range = 0.5;

Draws draws_for(std::uint32_t seed, Part part, std::size_t which) {
  return {seed, static_cast<std::uint32_t>(part), which, 0, Purpose::design};
}

/// A random permutation of 0 .. n-1 (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t n, Draws& draws) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[draws.index(static_cast<std::uint32_t>(i))]);
  return order;
}

std::size_t groups_in(std::span<const std::size_t> group_of_dimension) {
  return 1 + *std::max_element(group_of_dimension.begin(), group_of_dimension.end());
}

/// n numbers, one in each of n equal strata of 0 .. 1, in random order.
std::vector<double> stratified(std::size_t n, Draws& draws) {
  const auto stratum = shuffled(n, draws);
  std::vector<double> numbers;
  for (std::size_t i = 0; i < n; ++i)
    numbers.push_back((static_cast<double>(stratum[i]) + draws.uniform()) / static_cast<double>(n));
  return numbers;
}

/// Start and step of one dimension, from one half of the range into the other. The length of the step is random,
/// because a constant length would miss an influence with that period.
struct Move {
  double start;
  double step;  ///< signed
};

/// where, length: in 0 .. 1. Both positions keep the margin from the ends of the range.
Move move_of(double where, double length, double margin) {
  const bool up = where < half_range;
  const double in_half = up ? 2 * where : 2 * where - 1;
  const double start = margin + (half_range - 2 * margin) * in_half;
  const double step = half_range + (1 - margin - start - half_range) * length;
  return up ? Move{start, step} : Move{1 - start, -step};
}

}  // namespace

UnitSample latin_hypercube(std::size_t points, std::size_t dimensions, std::uint32_t seed) {
  UnitSample sample{points, dimensions, std::vector<double>(points * dimensions)};
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws = draws_for(seed, Part::latin_hypercube, d);
    const auto stratum = shuffled(points, draws);
    for (std::size_t i = 0; i < points; ++i) {
      sample.values[i * dimensions + d] =
          (static_cast<double>(stratum[i]) + draws.uniform()) / static_cast<double>(points);
    }
  }
  return sample;
}

UnitSample sobol_sequence(std::size_t points, std::size_t dimensions, std::uint32_t seed) {
  UnitSample sample{points, dimensions, {}};
  sample.values.reserve(points * dimensions);
  boost::random::sobol engine(dimensions);
  using Word = boost::random::sobol::result_type;
  constexpr double scale = 1.0 / 18446744073709551616.0;  // 2^-64
  static_assert(std::numeric_limits<Word>::digits == 64);
  std::vector<Word> shift;
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws = draws_for(seed, Part::shift, d);
    const auto high = static_cast<Word>(draws.uniform() * 4294967296.0);
    const auto low = static_cast<Word>(draws.uniform() * 4294967296.0);
    shift.push_back(high << 32U | low);
  }
  constexpr double least = std::numeric_limits<double>::epsilon() / 2;
  // Boost omits the first point, the origin. Without it, a power of two of points does not fill equal boxes evenly
  // (Owen 2020); with a random shift, it is a point like any other.
  const auto word_of = [&](std::size_t point) { return point == 0 ? Word{0} : engine(); };
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t d = 0; d < dimensions; ++d)
      sample.values.push_back(std::clamp(static_cast<double>(word_of(i) ^ shift[d]) * scale, least, 1 - least));
  }
  return sample;
}

UnitSample saltelli(std::size_t samples, std::span<const std::size_t> group_of_dimension, bool second_order,
                    std::uint32_t seed) {
  const std::size_t dimensions = group_of_dimension.size();
  const std::size_t groups = groups_in(group_of_dimension);
  const auto base = sobol_sequence(samples, 2 * dimensions, seed);
  UnitSample sample{samples * saltelli_block(groups, second_order), dimensions, {}};
  sample.values.reserve(sample.points * dimensions);
  for (std::size_t i = 0; i < samples; ++i) {
    const auto a = base.row(i).first(dimensions);
    const auto b = base.row(i).last(dimensions);
    const auto mixed = [&](std::span<const double> own, std::span<const double> other, std::size_t group) {
      for (std::size_t d = 0; d < dimensions; ++d)
        sample.values.push_back(group_of_dimension[d] == group ? other[d] : own[d]);
    };
    mixed(a, b, groups);
    mixed(b, a, groups);
    for (std::size_t g = 0; g < groups; ++g) mixed(a, b, g);
    for (std::size_t g = 0; second_order && g < groups; ++g) mixed(b, a, g);
  }
  return sample;
}

UnitSample morris(std::size_t trajectories, std::span<const std::size_t> group_of_dimension, std::size_t levels,
                  std::uint32_t seed) {
  const std::size_t dimensions = group_of_dimension.size();
  const double margin = 0.25 / static_cast<double>(levels);
  std::vector<std::vector<Move>> moves(trajectories);  // [trajectory][dimension]
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws = draws_for(seed, Part::morris, d);
    const auto where = stratified(trajectories, draws);
    const auto length = stratified(trajectories, draws);
    for (std::size_t t = 0; t < trajectories; ++t) moves[t].push_back(move_of(where[t], length[t], margin));
  }
  UnitSample sample{trajectories * (groups_in(group_of_dimension) + 1), dimensions, {}};
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::vector<double> at;
    for (const auto& move : moves[t]) at.push_back(move.start);
    sample.values.insert(sample.values.end(), at.begin(), at.end());
    Draws draws = draws_for(seed, Part::morris, dimensions + t);
    for (const std::size_t group : shuffled(groups_in(group_of_dimension), draws)) {
      for (std::size_t d = 0; d < dimensions; ++d) {
        if (group_of_dimension[d] == group) at[d] += moves[t][d].step;
      }
      sample.values.insert(sample.values.end(), at.begin(), at.end());
    }
  }
  return sample;
}

}  // namespace entrepot::design
