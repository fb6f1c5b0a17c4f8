#include "entrepot/analysis/sensitivity/sobol.hpp"

#include <tbb/parallel_for.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "resample.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Positions of rows in a block, and of terms in a list of products.
struct Shape {
  std::size_t groups;
  bool second_order;

  [[nodiscard]] std::size_t rows() const { return 2 + groups * (second_order ? 2 : 1); }
  [[nodiscard]] std::size_t ab(std::size_t group) const { return 2 + group; }
  [[nodiscard]] std::size_t ba(std::size_t group) const { return 2 + groups + group; }

  [[nodiscard]] std::size_t first(std::size_t group) const { return group; }
  [[nodiscard]] std::size_t total(std::size_t group) const { return groups + group; }
  [[nodiscard]] std::size_t square() const { return 2 * groups; }
  [[nodiscard]] std::size_t pairs() const { return 2 * groups + 1; }  ///< the first pair; pairs i < j follow in order
  [[nodiscard]] std::size_t products() const { return pairs() + (second_order ? groups * (groups - 1) / 2 : 0); }
};

/// The complete blocks, centred replicate by replicate to keep products small.
class Blocks {
 public:
  Blocks(const Runs& runs, const Shape& shape) : replicates_(runs.replicates), rows_(shape.rows()) {
    for (std::size_t first = 0; first < runs.rows(); first += rows_) {
      bool whole = true;
      for (std::size_t k = 0; k < rows_; ++k) whole = whole && runs.whole(first + k);
      if (whole) add(runs, first);
    }
    centre();
  }
  [[nodiscard]] std::size_t size() const { return rows_of_base_.size() / 2; }
  [[nodiscard]] std::size_t replicates() const { return replicates_; }
  [[nodiscard]] const double* of(std::size_t block, std::size_t replicate) const {
    return values_.data() + (block * replicates_ + replicate) * rows_;
  }
  /// Rows A and B of the design.
  [[nodiscard]] std::span<const std::size_t> rows_of_base() const { return rows_of_base_; }

 private:
  void add(const Runs& runs, std::size_t first) {
    for (std::size_t replicate = 0; replicate < replicates_; ++replicate) {
      for (std::size_t k = 0; k < rows_; ++k) values_.push_back(runs.of(first + k)[replicate]);
    }
    rows_of_base_.push_back(first);
    rows_of_base_.push_back(first + 1);
  }
  void centre() {
    for (std::size_t replicate = 0; replicate < replicates_; ++replicate) {
      double mean = 0;
      for (std::size_t b = 0; b < size(); ++b)
        mean += (of(b, replicate)[0] + of(b, replicate)[1]) / static_cast<double>(2 * size());
      for (std::size_t b = 0; b < size(); ++b) {
        for (std::size_t k = 0; k < rows_; ++k) values_[(b * replicates_ + replicate) * rows_ + k] -= mean;
      }
    }
  }

  std::size_t replicates_;
  std::size_t rows_;
  std::vector<double> values_;  ///< [block x replicate x row of the block]
  std::vector<std::size_t> rows_of_base_;
};

/// Adds the weighted products of the rows of one block.
void add_products(const Shape& shape, const double* y, double weight, std::vector<double>& sums) {
  const double a = y[0];
  const double b = y[1];
  const double half = weight / 2;
  sums[shape.square()] += half * (a * a + b * b);
  if (!shape.second_order) {
    for (std::size_t g = 0; g < shape.groups; ++g) {
      const double ab = y[shape.ab(g)];
      sums[shape.first(g)] += weight * b * (ab - a);
      sums[shape.total(g)] += half * (a - ab) * (a - ab);
    }
    return;
  }
  std::size_t pair = shape.pairs();
  for (std::size_t g = 0; g < shape.groups; ++g) {
    const double ab = y[shape.ab(g)];
    const double ba = y[shape.ba(g)];
    sums[shape.first(g)] += half * (b * (ab - a) + a * (ba - b));
    sums[shape.total(g)] += half / 2 * ((a - ab) * (a - ab) + (b - ba) * (b - ba));
    for (std::size_t h = g + 1; h < shape.groups; ++h)
      sums[pair++] += half * (ba * y[shape.ab(h)] + ab * y[shape.ba(h)] - 2 * a * b);
  }
}

/// Means over blocks of the products of different replicates, with the variance instead of the square.
std::vector<double> mean_products(const Blocks& blocks, const Shape& shape, const ReplicatePairs& pairs,
                                  std::span<const std::uint32_t> counts) {
  std::vector<double> sums(shape.products(), 0.0);
  std::vector<double> row_means(shape.rows());
  std::vector<double> replicate_means(blocks.replicates(), 0.0);
  const auto n = static_cast<double>(blocks.size());
  for (std::size_t block = 0; block < blocks.size(); ++block) {
    if (counts[block] == 0) continue;
    const double share = counts[block] / n;
    std::fill(row_means.begin(), row_means.end(), 0.0);
    for (std::size_t r = 0; r < blocks.replicates(); ++r) {
      const double weight = pairs.weights()[r];
      if (weight == 0) continue;
      const double* y = blocks.of(block, r);
      for (std::size_t k = 0; k < row_means.size(); ++k) row_means[k] += weight * y[k];
      replicate_means[r] += share * (y[0] + y[1]) / 2;
      if (pairs.factor_of(r) != 0) add_products(shape, y, share * pairs.factor_of(r), sums);
    }
    add_products(shape, row_means.data(), share * pairs.factor_of_mean(), sums);
  }
  double mean = 0;
  for (std::size_t r = 0; r < blocks.replicates(); ++r) {
    mean += pairs.weights()[r] * replicate_means[r];
    sums[shape.square()] -= pairs.factor_of(r) * replicate_means[r] * replicate_means[r];
  }
  sums[shape.square()] -= pairs.factor_of_mean() * mean * mean;
  sums[shape.square()] *= 2 * n / (2 * n - 1);
  return sums;
}

/// Converts products to shares of the variance; all NaN without variance.
void to_indices(const Shape& shape, std::vector<double>& products) {
  const double variance = products[shape.square()];
  for (double& product : products) product = variance > 0 ? product / variance : none;
  std::size_t pair = shape.pairs();
  for (std::size_t g = 0; shape.second_order && g < shape.groups; ++g) {
    for (std::size_t h = g + 1; h < shape.groups; ++h)
      products[pair++] -= products[shape.first(g)] + products[shape.first(h)];
  }
}

/// Products of every resample: [resample][product].
std::vector<std::vector<double>> indices_of_resamples(const Blocks& blocks, const Shape& shape,
                                                      const Bootstrap& bootstrap) {
  std::vector<std::vector<double>> of_resamples(bootstrap.resamples);
  tbb::parallel_for(std::size_t{0}, bootstrap.resamples, [&](std::size_t resample) {
    const auto pairs = drawn_replicates(blocks.replicates(), resample, bootstrap.random_numbers);
    if (!pairs.usable()) {
      of_resamples[resample].assign(shape.products(), none);
      return;
    }
    of_resamples[resample] = mean_products(blocks, shape, pairs, block_counts(blocks.size(), resample));
    to_indices(shape, of_resamples[resample]);
  });
  return of_resamples;
}

}  // namespace

SobolIndices sobol_indices(const Runs& runs, std::size_t groups, bool second_order, const Bootstrap& bootstrap) {
  const Shape shape{groups, second_order};
  if (groups == 0 || runs.rows() % shape.rows() != 0)
    throw std::invalid_argument("the rows do not form complete blocks of Saltelli's design");
  const statistics::Interval unknown{none, none, none};
  SobolIndices result{std::vector(groups, unknown),
                      std::vector(groups, unknown),
                      std::vector(groups * groups, unknown),
                      none,
                      none,
                      none,
                      runs.rows() / shape.rows(),
                      0};
  const Blocks blocks(runs, shape);
  result.blocks_used = blocks.size();
  if (blocks.size() < 2) return result;

  auto estimate =
      mean_products(blocks, shape, all_replicates(runs.replicates), std::vector<std::uint32_t>(blocks.size(), 1));
  const auto parts = variance_parts(runs, blocks.rows_of_base());
  result.variance = estimate[shape.square()];
  result.noise_share = parts.noise_share();
  result.noise_in_means = parts.noise_in_means();

  to_indices(shape, estimate);
  const auto of_resamples = indices_of_resamples(blocks, shape, bootstrap);
  const auto interval = [&](std::size_t product) {
    std::vector<double> values;
    for (const auto& indices : of_resamples) values.push_back(indices[product]);
    return interval_of(estimate[product], std::move(values), bootstrap, blocks.size());
  };
  std::size_t pair = shape.pairs();
  for (std::size_t g = 0; g < groups; ++g) {
    result.first[g] = interval(shape.first(g));
    result.total[g] = interval(shape.total(g));
    for (std::size_t h = g + 1; second_order && h < groups; ++h)
      result.second[g * groups + h] = result.second[h * groups + g] = interval(pair++);
  }
  return result;
}

}  // namespace entrepot::sensitivity
