#pragma once
// The proposal of candidates: a particle of the previous generation plus a normal step.

#include <cstddef>
#include <span>
#include <vector>

#include "entrepot/analysis/calibration/abc.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::calibration {

/// A mixture of normal kernels around the particles of a generation. Their common covariance is the optimal one of
/// Filippi et al. (2013): second moments of the steps from all particles to those within the next tolerance.
class Kernel {
 public:
  Kernel(const Generation& generation, double next_tolerance);
  /// A draw from the mixture; may be outside the unit cube.
  [[nodiscard]] std::vector<double> draw(Draws& draws) const;
  /// Density of the mixture, up to a constant factor.
  [[nodiscard]] double density(std::span<const double> unit) const;

 private:
  [[nodiscard]] const Particle& ancestor(Draws& draws) const;

  const std::vector<Particle>& particles_;
  std::vector<double> cumulative_;  ///< cumulative weights
  std::size_t parameters_;
  std::vector<double> root_;  ///< lower Cholesky factor of the covariance, row-major
};

}  // namespace entrepot::calibration
