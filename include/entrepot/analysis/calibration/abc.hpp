#pragma once
// Approximate Bayesian computation by population Monte Carlo (ABC-SMC: Beaumont et al. 2009, with the kernel of Filippi
// et al. 2013) for any simulator. Parameters are points of the unit cube, in which the prior is uniform; the caller
// converts them.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace entrepot::calibration {

/// Simulates a point of the unit cube. `candidate` numbers the calls from 0, so that a stochastic simulator can use new
/// draws for each candidate and remain reproducible. Must be thread-safe. NaN: the point cannot be simulated.
using Simulate = std::function<std::vector<double>(std::span<const double> unit, std::uint32_t candidate)>;
/// Distance between simulated and observed data; NaN or infinite values are never accepted.
using Distance = std::function<double(std::span<const double> simulated)>;

struct Particle {
  std::vector<double> unit;       ///< [parameter]
  std::vector<double> simulated;  ///< result of Simulate
  double distance = 0;
  double weight = 0;  ///< sums to 1 over a generation
};

struct Generation {
  std::vector<Particle> particles;
  double tolerance = 0;        ///< largest accepted distance; infinite for the prior
  std::size_t candidates = 0;  ///< candidates evaluated for this generation
};

struct AbcOptions {
  std::size_t parameters = 1;
  std::size_t population = 100;          ///< particles per generation
  std::size_t generations = 6;           ///< maximum, not counting the prior
  double quantile = 0.5;                 ///< quantile of a generation's distances that becomes the next tolerance
  double tolerance = 0;                  ///< minimum tolerance; the generation that reaches it is the last
  std::size_t most_candidates = 100000;  ///< maximum number of candidates in total
  std::uint32_t seed = 1;
  unsigned threads = 0;  ///< 0: all CPUs; the result does not depend on it
  std::function<void(std::size_t generation, std::size_t accepted, std::size_t candidates)> progress = {};
  const std::atomic<bool>* stop = nullptr;  ///< once true, no further batch starts
};

/// Why the search ended.
enum class Ending : std::uint8_t { tolerance_reached, generations_done, candidates_spent, no_progress, interrupted };

struct Abc {
  std::vector<Generation> generations;  ///< complete ones; the first is the prior, the last the posterior
  Ending ending = Ending::generations_done;
  std::size_t candidates = 0;  ///< total, including those of an unfinished generation
  [[nodiscard]] const Generation& prior() const { return generations.front(); }
  [[nodiscard]] const Generation& posterior() const { return generations.back(); }
};

/// Runs the algorithm. Without a complete prior generation (too few candidates can be simulated, or it was stopped),
/// the result has no generations. Rethrows exceptions of `simulate`.
Abc abc_smc(const Simulate& simulate, const Distance& distance, const AbcOptions& options);

/// Indices of `count` draws by weight (systematic resampling), sorted.
std::vector<std::size_t> resample(std::span<const double> weights, std::size_t count, std::uint32_t seed);

/// A column of a generation.
std::vector<double> weights_of(const Generation& generation);
std::vector<double> unit_of(const Generation& generation, std::size_t parameter);
std::vector<double> simulated_of(const Generation& generation, std::size_t quantity);

}  // namespace entrepot::calibration
