#pragma once
// Approximate Bayesian computation by population Monte Carlo (ABC-SMC: Beaumont et al. 2009, with the kernel of Filippi
// et al. 2013), over any function that simulates. Parameters are points of the unit cube, in which the prior is
// uniform; what they mean is for the caller to know.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace entrepot::calibration {

/// What is simulated at a point of the unit cube. `candidate` numbers the calls from 0, so that a noisy simulator can
/// draw anew each time and still give the same for the same candidate. Thread-safe. NaN: this point makes nothing.
using Simulate = std::function<std::vector<double>(std::span<const double> unit, std::uint32_t candidate)>;
/// How far what was simulated is from what was observed; NaN or infinite for what can never be accepted.
using Distance = std::function<double(std::span<const double> simulated)>;

struct Particle {
  std::vector<double> unit;       ///< [parameter]
  std::vector<double> simulated;  ///< as Simulate gave it
  double distance = 0;
  double weight = 0;  ///< sums to 1 over a generation
};

struct Generation {
  std::vector<Particle> particles;
  double tolerance = 0;        ///< largest distance that was accepted; infinite for the prior
  std::size_t candidates = 0;  ///< looked at until it was whole
};

struct AbcOptions {
  std::size_t parameters = 1;
  std::size_t population = 100;          ///< particles of a generation
  std::size_t generations = 6;           ///< the most, the prior apart
  double quantile = 0.5;                 ///< of the distances of a generation: the tolerance of the next
  double tolerance = 0;                  ///< below which no generation goes; the one that reaches it is the last
  std::size_t most_candidates = 100000;  ///< in all
  std::uint32_t seed = 1;
  unsigned threads = 0;  ///< 0: all that the machine has; the result does not depend on it
  std::function<void(std::size_t generation, std::size_t accepted, std::size_t candidates)> progress = {};
  const std::atomic<bool>* stop = nullptr;  ///< once it is true, no batch is begun
};

/// Why there are no further generations.
enum class Ending : std::uint8_t { tolerance_reached, generations_done, candidates_spent, no_progress, interrupted };

struct Abc {
  std::vector<Generation> generations;  ///< whole ones; the first is the prior, the last the posterior
  Ending ending = Ending::generations_done;
  std::size_t candidates = 0;  ///< in all, with those of a generation that was not finished
  [[nodiscard]] const Generation& prior() const { return generations.front(); }
  [[nodiscard]] const Generation& posterior() const { return generations.back(); }
};

/// Run it. Without a whole prior (too few candidates can be simulated, or it was stopped) there are no generations.
/// Throws what `simulate` throws.
Abc abc_smc(const Simulate& simulate, const Distance& distance, const AbcOptions& options);

/// The least value with at least the share q of the weight at or below it. Values that are NaN are left out with their
/// weight; NaN of nothing.
double weighted_quantile(std::span<const double> values, std::span<const double> weights, double q);
double weighted_mean(std::span<const double> values, std::span<const double> weights);
double weighted_sd(std::span<const double> values, std::span<const double> weights);
/// Pearson's; NaN if either does not vary.
double weighted_correlation(std::span<const double> a, std::span<const double> b, std::span<const double> weights);
/// Particles that as many equal weights would be worth: 1 / sum of squares.
double effective_size(std::span<const double> weights);

/// Rows of `count` draws by weight (systematic resampling: as even as can be), in order.
std::vector<std::size_t> resample(std::span<const double> weights, std::size_t count, std::uint32_t seed);

/// A column of a generation.
std::vector<double> weights_of(const Generation& generation);
std::vector<double> unit_of(const Generation& generation, std::size_t parameter);
std::vector<double> simulated_of(const Generation& generation, std::size_t quantity);

}  // namespace entrepot::calibration
