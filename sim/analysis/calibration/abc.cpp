#include "entrepot/analysis/calibration/abc.hpp"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "entrepot/core/random.hpp"
#include "entrepot/statistics/weighted.hpp"
#include "kernel.hpp"

namespace entrepot::calibration {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t batch_size = 32;  // fixed, so that candidates do not depend on threads
constexpr std::size_t max_tries = 100000;
constexpr StableId resampling_draws = ~StableId{0};  // not the number of any candidate

class Population {
 public:
  Population(const Simulate& simulate, const Distance& distance, const AbcOptions& options)
      : simulate_(simulate), distance_(distance), options_(options) {}

  Abc run() {
    auto prior = generation(infinite, nullptr);
    if (!prior) return std::move(abc_);
    abc_.generations.push_back(std::move(*prior));
    while (abc_.generations.size() <= options_.generations) {
      const double tolerance = next_tolerance();
      if (tolerance >= abc_.posterior().tolerance) return ended(Ending::no_progress);
      const Kernel kernel(abc_.posterior(), tolerance);
      auto next = generation(tolerance, &kernel);
      if (!next) return std::move(abc_);
      abc_.generations.push_back(std::move(*next));
      if (tolerance <= options_.tolerance) return ended(Ending::tolerance_reached);
    }
    return ended(Ending::generations_done);
  }

 private:
  Abc ended(Ending why) {
    abc_.ending = why;
    return std::move(abc_);
  }

  [[nodiscard]] double next_tolerance() const {
    std::vector<double> distances;
    for (const auto& particle : abc_.posterior().particles) distances.push_back(particle.distance);
    return std::max(statistics::weighted_quantile(distances, weights_of(abc_.posterior()), options_.quantile),
                    options_.tolerance);
  }

  /// A population at a tolerance. Candidates are accepted in the order of their numbers, not of their completion.
  /// nullopt if no candidates are left.
  std::optional<Generation> generation(double tolerance, const Kernel* kernel) {
    Generation made{.particles = {}, .tolerance = tolerance, .candidates = 0};
    while (made.particles.size() < options_.population) {
      if (options_.stop != nullptr && options_.stop->load()) {
        abc_.ending = Ending::interrupted;
        return std::nullopt;
      }
      if (abc_.candidates >= options_.most_candidates) {
        abc_.ending = Ending::candidates_spent;
        return std::nullopt;
      }
      take(batch(kernel), made);
      if (options_.progress) options_.progress(abc_.generations.size(), made.particles.size(), abc_.candidates);
    }
    weigh(made, kernel);
    return made;
  }

  std::vector<Particle> batch(const Kernel* kernel) {
    const std::size_t first = abc_.candidates;
    std::vector<Particle> candidates(std::min(batch_size, options_.most_candidates - first));
    tbb::parallel_for(
        std::size_t{0}, candidates.size(),
        [&](std::size_t c) { candidates[c] = candidate(static_cast<std::uint32_t>(first + c), kernel); },
        tbb::simple_partitioner());
    abc_.candidates += candidates.size();
    return candidates;
  }

  [[nodiscard]] Particle candidate(std::uint32_t number, const Kernel* kernel) const {
    Draws draws(options_.seed, 0, number, 0, Purpose::calibration);
    Particle particle;
    particle.unit = kernel == nullptr ? anywhere(draws) : inside(*kernel, draws);
    particle.simulated = simulate_(particle.unit, number);
    particle.distance = distance_(particle.simulated);
    return particle;
  }

  [[nodiscard]] std::vector<double> anywhere(Draws& draws) const {
    std::vector<double> unit(options_.parameters);
    for (auto& u : unit) u = draws.uniform();
    return unit;
  }

  /// Outside the cube the prior is 0: the proposal is drawn again with another ancestor, so its distribution is the
  /// kernel mixture truncated to the cube, and weights are correct up to a factor.
  [[nodiscard]] std::vector<double> inside(const Kernel& kernel, Draws& draws) const {
    const auto outside = [](double u) { return u <= 0 || u >= 1; };
    for (std::size_t attempt = 0; attempt < max_tries; ++attempt) {
      auto unit = kernel.draw(draws);
      if (std::none_of(unit.begin(), unit.end(), outside)) return unit;
    }
    return anywhere(draws);
  }

  /// Candidates after the one that completed the population are discarded.
  void take(std::vector<Particle> candidates, Generation& into) const {
    for (auto& particle : candidates) {
      if (into.particles.size() == options_.population) return;
      ++into.candidates;
      const bool near = std::isfinite(particle.distance) && particle.distance <= into.tolerance;
      if (near) into.particles.push_back(std::move(particle));
    }
  }

  /// Importance weight: prior density over proposal density.
  static void weigh(Generation& generation, const Kernel* kernel) {
    double sum = 0;
    for (auto& particle : generation.particles) {
      particle.weight = kernel == nullptr ? 1 : 1 / kernel->density(particle.unit);
      sum += particle.weight;
    }
    for (auto& particle : generation.particles) particle.weight /= sum;
  }

  const Simulate& simulate_;
  const Distance& distance_;
  const AbcOptions& options_;
  Abc abc_;
};

template <class Of>
std::vector<double> column(const Generation& generation, const Of& of) {
  std::vector<double> values;
  for (const auto& particle : generation.particles) values.push_back(of(particle));
  return values;
}

}  // namespace

Abc abc_smc(const Simulate& simulate, const Distance& distance, const AbcOptions& options) {
  const unsigned threads =
      options.threads > 0 ? options.threads : static_cast<unsigned>(tbb::info::default_concurrency());
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  return arena.execute([&] { return Population(simulate, distance, options).run(); });
}

std::vector<std::size_t> resample(std::span<const double> weights, std::size_t count, std::uint32_t seed) {
  Draws draws(seed, 0, resampling_draws, 0, Purpose::calibration);
  const double offset = draws.uniform();
  const double step = std::accumulate(weights.begin(), weights.end(), 0.0) / static_cast<double>(count);
  std::vector<std::size_t> rows;
  std::size_t row = 0;
  double below = weights[0];
  for (std::size_t i = 0; i < count; ++i) {
    const double at = (static_cast<double>(i) + offset) * step;
    while (below < at && row + 1 < weights.size()) below += weights[++row];
    rows.push_back(row);
  }
  return rows;
}

std::vector<double> weights_of(const Generation& generation) {
  return column(generation, [](const Particle& particle) { return particle.weight; });
}
std::vector<double> unit_of(const Generation& generation, std::size_t parameter) {
  return column(generation, [parameter](const Particle& particle) { return particle.unit[parameter]; });
}
std::vector<double> simulated_of(const Generation& generation, std::size_t quantity) {
  return column(generation, [quantity](const Particle& particle) { return particle.simulated[quantity]; });
}

}  // namespace entrepot::calibration
