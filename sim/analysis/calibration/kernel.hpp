#pragma once
// Where the candidates of a generation come from: a particle of the last one, moved by a normal step.

#include <cstddef>
#include <span>
#include <vector>

#include "entrepot/analysis/calibration/abc.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::calibration {

/// A mixture of normal kernels around the particles of a generation. Their covariance is that of Filippi et al. (2013),
/// the best of one for all: second moments of the steps from any particle to those within the next tolerance.
class Kernel {
 public:
  Kernel(const Generation& generation, double next_tolerance);
  /// Anywhere, outside the unit cube too.
  [[nodiscard]] std::vector<double> draw(Draws& draws) const;
  /// Of the mixture, up to a factor that is the same for all points.
  [[nodiscard]] double density(std::span<const double> unit) const;

 private:
  [[nodiscard]] const Particle& ancestor(Draws& draws) const;

  const std::vector<Particle>& particles_;
  std::vector<double> cumulative_;  ///< weights
  std::size_t parameters_;
  std::vector<double> root_;  ///< lower Cholesky factor of the covariance, row-major
};

}  // namespace entrepot::calibration
