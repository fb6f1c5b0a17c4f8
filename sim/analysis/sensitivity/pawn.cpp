#include "entrepot/analysis/sensitivity/pawn.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "entrepot/statistics/summary.hpp"
#include "resample.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double null_quantile = 0.95;

/// Outputs in ascending order.
struct Ordered {
  std::vector<std::uint32_t> row;         ///< row of each output
  std::vector<std::uint8_t> last_of_tie;  ///< 1: the next output is larger
};

Ordered in_order(std::vector<std::pair<double, std::uint32_t>> outputs) {
  std::sort(outputs.begin(), outputs.end());
  Ordered ordered;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    ordered.row.push_back(outputs[k].second);
    ordered.last_of_tie.push_back(k + 1 == outputs.size() || outputs[k + 1].first > outputs[k].first ? 1 : 0);
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
  std::size_t tie = 0;  // start of the rows with equal values, which belong to one slice
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

/// State of a slice while outputs are traversed in ascending order.
struct Progress {
  double weight = 0;  ///< total weight of its outputs
  double step = 0;    ///< 1 / weight
  double share = 0;   ///< share of its outputs passed so far
  double distance = 0;
  void compare(double share_of_all) { distance = std::max(distance, std::abs(share - share_of_all)); }
};

/// Kolmogorov-Smirnov distances of slices from all outputs; `slice` and `weight` are in ascending order of outputs.
/// Between a slice's outputs its share is constant while the total share grows, so only the positions just before and
/// after its outputs are checked.
Distances distances(const std::vector<std::uint32_t>& slice, const std::vector<double>& weight,
                    const std::vector<std::uint8_t>& last_of_tie, std::size_t slice_count) {
  std::vector<Progress> slices(slice_count);
  double all = 0;
  for (std::size_t k = 0; k < slice.size(); ++k) {
    slices[slice[k]].weight += weight[k];
    all += weight[k];
  }
  for (auto& progress : slices) progress.step = progress.weight > 0 ? 1 / progress.weight : 0;
  const double step = all > 0 ? 1 / all : 0;
  double share = 0;
  for (std::size_t first = 0, end = 0; first < slice.size(); first = end) {
    end = first + 1;
    while (last_of_tie[end - 1] == 0) ++end;
    for (std::size_t k = first; k < end; ++k) {
      if (weight[k] > 0) slices[slice[k]].compare(share);
    }
    for (std::size_t k = first; k < end; ++k) {
      slices[slice[k]].share += weight[k] * slices[slice[k]].step;
      share += weight[k] * step;
    }
    for (std::size_t k = first; k < end; ++k) {
      if (weight[k] > 0) slices[slice[k]].compare(share);
    }
  }
  std::vector<double> found;
  for (const auto& progress : slices) {
    if (progress.weight > 0) found.push_back(progress.distance);
  }
  if (found.empty()) return {};
  std::sort(found.begin(), found.end());
  return {statistics::quantile(found, 0.5), found.back()};
}

/// Data shared by all resamples and permutations.
struct Prepared {
  Ordered outputs;
  std::vector<Slices> slices;                     ///< [dimension]
  std::vector<std::vector<std::uint32_t>> slice;  ///< [dimension][output in order]
  std::size_t block_rows;
};

/// The distances of every dimension, with each block weighted by its number of draws.
std::vector<Distances> with_counts(const Prepared& prepared, const std::vector<std::uint32_t>& counts) {
  std::vector<double> weight;
  weight.reserve(prepared.outputs.row.size());
  for (const std::uint32_t row : prepared.outputs.row) weight.push_back(counts[row / prepared.block_rows]);
  std::vector<Distances> found;
  for (std::size_t d = 0; d < prepared.slices.size(); ++d)
    found.push_back(distances(prepared.slice[d], weight, prepared.outputs.last_of_tie, prepared.slices[d].count));
  return found;
}

/// The same with permuted blocks: each block has the slices of another.
std::vector<Distances> with_blocks_in(const Prepared& prepared, const std::vector<std::size_t>& order) {
  const std::vector<double> once(prepared.outputs.row.size(), 1.0);
  std::vector<std::size_t> other_row;
  for (const std::uint32_t row : prepared.outputs.row)
    other_row.push_back(order[row / prepared.block_rows] * prepared.block_rows + row % prepared.block_rows);
  std::vector<std::uint32_t> slice(other_row.size());
  std::vector<Distances> found;
  for (const auto& slices : prepared.slices) {
    for (std::size_t k = 0; k < slice.size(); ++k) slice[k] = slices.of_row[other_row[k]];
    found.push_back(distances(slice, once, prepared.outputs.last_of_tie, slices.count));
  }
  return found;
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
  return statistics::quantile(values, null_quantile);
}

statistics::Interval moved_interval(double estimate, std::vector<double> of_resamples, const Bootstrap& bootstrap,
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
    throw std::invalid_argument("points, outputs, blocks and slices have inconsistent sizes");
  const std::size_t blocks = rows / options.block_rows;
  Prepared prepared{outputs_in_order(runs, options.distribution), {}, {}, options.block_rows};
  for (std::size_t d = 0; d < dimensions; ++d) {
    prepared.slices.push_back(slices_of(points, d, dimensions, categorical[d], options.slices));
    prepared.slice.emplace_back();
    for (const std::uint32_t row : prepared.outputs.row)
      prepared.slice.back().push_back(prepared.slices.back().of_row[row]);
  }
  Table of_resamples(options.bootstrap.resamples);
  tbb::parallel_for(std::size_t{0}, of_resamples.size(), [&](std::size_t resample) {
    of_resamples[resample] = with_counts(prepared, block_counts(blocks, resample));
  });
  Table by_chance(options.permutations);
  tbb::parallel_for(std::size_t{0}, by_chance.size(), [&](std::size_t which) {
    by_chance[which] = with_blocks_in(prepared, permutation(blocks, which));
  });

  std::vector<std::size_t> whole;
  for (std::size_t row = 0; row < rows; ++row) {
    if (runs.whole(row)) whole.push_back(row);
  }
  const auto parts = variance_parts(runs, whole);
  PawnIndices result{{}, parts.noise_share(), parts.noise_in_means(), 0};
  std::vector<bool> used(rows, false);
  for (const std::uint32_t row : prepared.outputs.row) used[row] = true;
  result.rows_used = static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
  const auto estimates = with_counts(prepared, std::vector<std::uint32_t>(blocks, 1));
  for (std::size_t d = 0; d < dimensions; ++d) {
    const auto& estimate = estimates[d];
    result.of_dimension.push_back(
        {moved_interval(estimate.median, column(of_resamples, d, &Distances::median), options.bootstrap, blocks),
         moved_interval(estimate.max, column(of_resamples, d, &Distances::max), options.bootstrap, blocks),
         level(column(by_chance, d, &Distances::median)), level(column(by_chance, d, &Distances::max)),
         prepared.slices[d].count});
  }
  return result;
}

}  // namespace entrepot::sensitivity
