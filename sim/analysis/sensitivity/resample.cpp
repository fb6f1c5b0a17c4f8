#include "resample.hpp"

#include <numeric>
#include <utility>

#include "entrepot/core/random.hpp"

namespace entrepot::sensitivity {
namespace {

// An arbitrary constant, so that intervals are reproducible.
constexpr std::uint32_t resampling_seed = 1993;
// With two replicates, every resample would have only one of them.
constexpr std::size_t fewest_drawn = 3;
// Distinct stream ids, used instead of an agent.
enum class Drawn : std::uint8_t { blocks = 1, replicates = 2, permutation = 3 };

Draws draws_for(Drawn what, std::size_t resample) {
  return {resampling_seed, static_cast<std::uint32_t>(resample), static_cast<StableId>(what), 0, Purpose::resampling};
}

/// Counts of each of n items in `times` draws with replacement.
std::vector<std::uint32_t> counts(Drawn what, std::size_t n, std::size_t times, std::size_t resample) {
  std::vector<std::uint32_t> count(n, 0);
  Draws draws = draws_for(what, resample);
  for (std::size_t k = 0; k < times; ++k) ++count[draws.index(static_cast<std::uint32_t>(n))];
  return count;
}

}  // namespace

std::vector<std::uint32_t> block_counts(std::size_t n, std::size_t resample) {
  return counts(Drawn::blocks, n, n, resample);
}

std::vector<std::size_t> permutation(std::size_t n, std::size_t which) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Draws draws = draws_for(Drawn::permutation, which);
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[draws.index(static_cast<std::uint32_t>(i))]);
  return order;
}

ReplicatePairs::ReplicatePairs(std::vector<double> weights) : weights_(std::move(weights)) {
  if (weights_.size() < 2) {
    own_.assign(weights_.size(), 0.0);
    return;
  }
  std::size_t drawn = 0;
  for (const double weight : weights_) {
    own_.push_back(-weight * weight);
    pairs_ += own_.back();
    drawn += weight > 0 ? 1 : 0;
  }
  if (drawn < 2) pairs_ = 0;
}

ReplicatePairs all_replicates(std::size_t replicates) { return ReplicatePairs(statistics::equal_weights(replicates)); }

ReplicatePairs drawn_replicates(std::size_t replicates, std::size_t resample, RandomNumbers random_numbers) {
  if (random_numbers == RandomNumbers::independent || replicates < fewest_drawn) return all_replicates(replicates);
  const std::size_t drawn = replicates - 1;
  std::vector<double> weights;
  for (const std::uint32_t count : counts(Drawn::replicates, replicates, drawn, resample))
    weights.push_back(static_cast<double>(count) / static_cast<double>(drawn));
  return ReplicatePairs(std::move(weights));
}

statistics::Interval interval_of(double estimate, std::vector<double> of_resamples, const Bootstrap& bootstrap,
                                 std::size_t blocks) {
  return statistics::percentile_interval(estimate, std::move(of_resamples), bootstrap.confidence, blocks);
}

}  // namespace entrepot::sensitivity
