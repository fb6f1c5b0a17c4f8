#include "entrepot/design/samples.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "entrepot/core/random.hpp"

namespace entrepot::design {
namespace {

// Apart from each other, so that no design shares draws with another of the same seed.
enum class Part : std::uint32_t { latin_hypercube = 1, shift = 2, morris = 3 };

Draws draws_for(std::uint32_t seed, Part part, std::size_t which) {
  return {seed, static_cast<std::uint32_t>(part), which, 0, Purpose::design};
}

/// A random order of 0 .. n-1 (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t n, Draws& draws) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[draws.index(static_cast<std::uint32_t>(i))]);
  return order;
}

std::size_t groups_in(std::span<const std::size_t> group_of_dimension) {
  return 1 + *std::max_element(group_of_dimension.begin(), group_of_dimension.end());
}

std::vector<double> one_trajectory(std::span<const std::size_t> group_of_dimension, std::size_t levels, Draws& draws) {
  const std::size_t dimensions = group_of_dimension.size();
  const std::size_t half = levels / 2;
  // Start and direction of each dimension: a step of half the levels that stays on the grid.
  std::vector<std::size_t> level(dimensions);
  std::vector<bool> up(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    up[d] = draws.bernoulli(0.5);
    level[d] = draws.index(static_cast<std::uint32_t>(half)) + (up[d] ? 0 : half);
  }
  const auto order = shuffled(groups_in(group_of_dimension), draws);
  std::vector<double> rows;
  const auto add_row = [&] {
    for (std::size_t d = 0; d < dimensions; ++d)
      rows.push_back((static_cast<double>(level[d]) + 0.5) / static_cast<double>(levels));
  };
  add_row();
  for (const std::size_t group : order) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      if (group_of_dimension[d] == group) level[d] = up[d] ? level[d] + half : level[d] - half;
    }
    add_row();
  }
  return rows;
}

/// Sum of the distances between all rows of two trajectories.
double distance(const std::vector<double>& a, const std::vector<double>& b, std::size_t dimensions) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); i += dimensions) {
    for (std::size_t j = 0; j < b.size(); j += dimensions) {
      double square = 0;
      for (std::size_t d = 0; d < dimensions; ++d) square += (a[i + d] - b[j + d]) * (a[i + d] - b[j + d]);
      sum += std::sqrt(square);
    }
  }
  return sum;
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
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t d = 0; d < dimensions; ++d)
      sample.values.push_back(std::clamp(static_cast<double>(engine() ^ shift[d]) * scale, least, 1 - least));
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
  constexpr std::size_t candidates_each = 10;
  std::vector<std::vector<double>> candidates;
  for (std::size_t c = 0; c < candidates_each * trajectories; ++c) {
    Draws draws = draws_for(seed, Part::morris, c);
    candidates.push_back(one_trajectory(group_of_dimension, levels, draws));
  }
  UnitSample sample{trajectories * (groups_in(group_of_dimension) + 1), dimensions, {}};
  std::vector<double> apart(candidates.size(), 0.0);  // from those that are taken
  std::size_t next = 0;
  for (std::size_t t = 0; t < trajectories; ++t) {
    const auto taken = candidates[next];
    sample.values.insert(sample.values.end(), taken.begin(), taken.end());
    apart[next] = -1;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      if (apart[c] >= 0) apart[c] += distance(candidates[c], taken, dimensions);
    }
    next = static_cast<std::size_t>(std::max_element(apart.begin(), apart.end()) - apart.begin());
  }
  return sample;
}

}  // namespace entrepot::design
