#include "entrepot/sensitivity/pawn.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "entrepot/results/statistics.hpp"
#include "resample.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double null_quantile = 0.95;

/// Outputs in ascending order.
struct Ordered {
  std::vector<std::uint32_t> row;  ///< that each output is of
  std::vector<bool> last_of_tie;   ///< no later output is as low
};

Ordered in_order(std::vector<std::pair<double, std::uint32_t>> outputs) {
  std::sort(outputs.begin(), outputs.end());
  Ordered ordered;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    ordered.row.push_back(outputs[k].second);
    ordered.last_of_tie.push_back(k + 1 == outputs.size() || outputs[k + 1].first > outputs[k].first);
  }
  return ordered;
}

Ordered outputs_in_order(const Runs& runs, Distribution distribution) {
  std::vector<std::pair<double, std::uint32_t>> outputs;
  for (std::size_t row = 0; row < runs.rows(); ++row) {
    double sum = 0;
    std::size_t present = 0;
    for (const double value : runs.of(row)) {
      if (std::isnan(value)) continue;
      if (distribution == Distribution::single_runs) outputs.emplace_back(value, static_cast<std::uint32_t>(row));
      sum += value;
      ++present;
    }
    if (distribution == Distribution::row_means && present > 0)
      outputs.emplace_back(sum / static_cast<double>(present), static_cast<std::uint32_t>(row));
  }
  return in_order(std::move(outputs));
}

/// Slices of a dimension, by row.
struct Slices {
  std::vector<std::uint32_t> of_row;
  std::size_t count = 0;
};

Slices slices_of(std::span<const double> points, std::size_t dimension, std::size_t dimensions, bool categorical,
                 std::size_t wanted) {
  const std::size_t rows = points.size() / dimensions;
  const auto x = [&](std::size_t row) { return points[row * dimensions + dimension]; };
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x(a) < x(b); });
  std::size_t distinct = 0;
  for (std::size_t k = 0; k < rows; ++k) distinct += k == 0 || x(order[k]) != x(order[k - 1]) ? 1 : 0;

  Slices slices{std::vector<std::uint32_t>(rows), 0};
  std::size_t tie = 0;  // where the rows with the same value begin; they belong to one slice
  std::size_t last = 0;
  for (std::size_t k = 0; k < rows; ++k) {
    const bool new_value = k == 0 || x(order[k]) != x(order[k - 1]);
    if (new_value) tie = k;
    const std::size_t nominal = tie * wanted / rows;
    if (k == 0 || (categorical || distinct <= wanted ? new_value : nominal != last)) ++slices.count;
    last = nominal;
    slices.of_row[order[k]] = static_cast<std::uint32_t>(slices.count - 1);
  }
  return slices;
}

struct Distances {
  double median = none;
  double max = none;
};

/// A slice as the outputs are gone through from below.
struct Progress {
  double weight = 0;  ///< of all its outputs
  double below = 0;   ///< of those so far
  double distance = 0;
  void compare(double share_of_all) { distance = std::max(distance, std::abs(below / weight - share_of_all)); }
};

/// Kolmogorov-Smirnov distances of slices from all, each output with a weight of its row. A slice's share stands still
/// between its own outputs, while that of all grows, so that only the places around its outputs need a look.
template <class SliceOf, class WeightOf>
Distances distances(const Ordered& outputs, std::size_t slice_count, SliceOf&& slice_of, WeightOf&& weight_of) {
  std::vector<Progress> slices(slice_count);
  double all = 0;
  for (const std::uint32_t row : outputs.row) {
    slices[slice_of(row)].weight += weight_of(row);
    all += weight_of(row);
  }
  double below = 0;
  for (std::size_t first = 0, end = 0; first < outputs.row.size(); first = end) {
    end = first + 1;
    while (!outputs.last_of_tie[end - 1]) ++end;
    const auto tie = std::span(outputs.row).subspan(first, end - first);
    const auto compare = [&] {
      for (const std::uint32_t row : tie) {
        if (weight_of(row) > 0) slices[slice_of(row)].compare(below / all);
      }
    };
    compare();
    for (const std::uint32_t row : tie) {
      slices[slice_of(row)].below += weight_of(row);
      below += weight_of(row);
    }
    compare();
  }
  std::vector<double> found;
  for (const auto& slice : slices) {
    if (slice.weight > 0) found.push_back(slice.distance);
  }
  if (found.empty()) return {};
  std::sort(found.begin(), found.end());
  return {results::quantile(found, 0.5), found.back()};
}

/// [resample][dimension]
using Table = std::vector<std::vector<Distances>>;

std::vector<double> column(const Table& table, std::size_t dimension, double Distances::*which) {
  std::vector<double> values;
  for (const auto& row : table) values.push_back(row[dimension].*which);
  return values;
}

double level(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return results::quantile(values, null_quantile);
}

experiment::Interval moved_interval(double estimate, std::vector<double> of_resamples, const Bootstrap& bootstrap,
                                    std::size_t blocks) {
  double bias = 0;
  for (const double value : of_resamples) bias += (value - estimate) / static_cast<double>(of_resamples.size());
  for (double& value : of_resamples) value = std::clamp(value - bias, 0.0, 1.0);
  return interval_of(estimate, std::move(of_resamples), bootstrap, blocks);
}

}  // namespace

PawnIndices pawn_indices(const Runs& runs, std::span<const double> points, const std::vector<bool>& categorical,
                         const PawnOptions& options) {
  const std::size_t dimensions = categorical.size();
  const std::size_t rows = runs.rows();
  if (dimensions == 0 || points.size() != rows * dimensions || options.slices < 2 || options.block_rows == 0 ||
      rows % options.block_rows != 0)
    throw std::invalid_argument("points, outputs, blocks and slices do not fit each other");
  const auto outputs = outputs_in_order(runs, options.distribution);
  const std::size_t blocks = rows / options.block_rows;
  std::vector<Slices> slices;
  for (std::size_t d = 0; d < dimensions; ++d)
    slices.push_back(slices_of(points, d, dimensions, categorical[d], options.slices));

  const auto drawn = [&](std::size_t d, std::span<const std::uint32_t> counts) {
    return distances(
        outputs, slices[d].count, [&](std::uint32_t row) { return slices[d].of_row[row]; },
        [&](std::uint32_t row) { return static_cast<double>(counts[row / options.block_rows]); });
  };
  const auto permuted = [&](std::size_t d, std::span<const std::size_t> order) {
    return distances(
        outputs, slices[d].count,
        [&](std::uint32_t row) {
          return slices[d].of_row[order[row / options.block_rows] * options.block_rows + row % options.block_rows];
        },
        [](std::uint32_t) { return 1.0; });
  };
  Table of_resamples(options.bootstrap.resamples, std::vector<Distances>(dimensions));
  tbb::parallel_for(std::size_t{0}, of_resamples.size(), [&](std::size_t resample) {
    const auto counts = block_counts(blocks, resample);
    for (std::size_t d = 0; d < dimensions; ++d) of_resamples[resample][d] = drawn(d, counts);
  });
  Table by_chance(options.permutations, std::vector<Distances>(dimensions));
  tbb::parallel_for(std::size_t{0}, by_chance.size(), [&](std::size_t which) {
    const auto order = permutation(blocks, which);
    for (std::size_t d = 0; d < dimensions; ++d) by_chance[which][d] = permuted(d, order);
  });

  std::vector<std::size_t> whole;
  for (std::size_t row = 0; row < rows; ++row) {
    if (runs.whole(row)) whole.push_back(row);
  }
  const auto parts = variance_parts(runs, whole);
  PawnIndices result{{}, parts.noise_share(), parts.noise_in_means(), 0};
  std::vector<bool> used(rows, false);
  for (const std::uint32_t row : outputs.row) used[row] = true;
  result.rows_used = static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
  const std::vector<std::uint32_t> once(blocks, 1);
  for (std::size_t d = 0; d < dimensions; ++d) {
    const auto estimate = drawn(d, once);
    result.of_dimension.push_back(
        {moved_interval(estimate.median, column(of_resamples, d, &Distances::median), options.bootstrap, blocks),
         moved_interval(estimate.max, column(of_resamples, d, &Distances::max), options.bootstrap, blocks),
         level(column(by_chance, d, &Distances::median)), level(column(by_chance, d, &Distances::max)),
         slices[d].count});
  }
  return result;
}

}  // namespace entrepot::sensitivity
