#include "kernel.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"

namespace entrepot::calibration {
namespace {

constexpr double least_variance = 1e-8;  // of a step, so that a population with one value can still move

struct Moments {
  std::vector<double> mean;
  std::vector<double> covariance;  ///< row-major
};

Moments moments_of(const std::vector<Particle>& particles, double tolerance) {
  const std::size_t n = particles.front().unit.size();
  Moments moments{std::vector<double>(n, 0), std::vector<double>(n * n, 0)};
  double total = 0;
  for (const auto& particle : particles) {
    if (particle.distance > tolerance) continue;
    total += particle.weight;
    for (std::size_t i = 0; i < n; ++i) moments.mean[i] += particle.weight * particle.unit[i];
  }
  for (auto& mean : moments.mean) mean /= total;
  for (const auto& particle : particles) {
    if (particle.distance > tolerance) continue;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        moments.covariance[i * n + j] +=
            particle.weight / total * (particle.unit[i] - moments.mean[i]) * (particle.unit[j] - moments.mean[j]);
      }
    }
  }
  return moments;
}

/// Lower Cholesky factor L of a symmetric matrix A = L L', row-major. Non-positive pivots are replaced.
std::vector<double> cholesky(const std::vector<double>& matrix, std::size_t n) {
  std::vector<double> root(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= root[i * n + k] * root[j * n + k];
      root[i * n + j] = i == j ? std::sqrt(std::max(rest, least_variance)) : rest / root[j * n + j];
    }
  }
  return root;
}

}  // namespace

Kernel::Kernel(const Generation& generation, double next_tolerance)
    : particles_(generation.particles), parameters_(generation.particles.front().unit.size()) {
  double sum = 0;
  for (const auto& particle : particles_) cumulative_.push_back(sum += particle.weight);
  const auto all = moments_of(particles_, generation.tolerance);
  const auto near = moments_of(particles_, next_tolerance);
  std::vector<double> covariance(parameters_ * parameters_);
  for (std::size_t i = 0; i < parameters_; ++i) {
    for (std::size_t j = 0; j < parameters_; ++j) {
      const std::size_t at = i * parameters_ + j;
      covariance[at] =
          all.covariance[at] + near.covariance[at] + (all.mean[i] - near.mean[i]) * (all.mean[j] - near.mean[j]);
    }
  }
  root_ = cholesky(covariance, parameters_);
}

const Particle& Kernel::ancestor(Draws& draws) const {
  const double at = draws.uniform() * cumulative_.back();
  const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), at);
  return particles_[static_cast<std::size_t>(found - cumulative_.begin())];
}

std::vector<double> Kernel::draw(Draws& draws) const {
  std::vector<double> unit = ancestor(draws).unit;
  std::vector<double> normal(parameters_);
  for (auto& z : normal) z = draws.normal();
  for (std::size_t i = 0; i < parameters_; ++i) {
    for (std::size_t j = 0; j <= i; ++j) unit[i] += root_[i * parameters_ + j] * normal[j];
  }
  return unit;
}

double Kernel::density(std::span<const double> unit) const {
  double density = 0;
  std::vector<double> z(parameters_);
  for (const auto& particle : particles_) {
    double square = 0;
    for (std::size_t i = 0; i < parameters_; ++i) {
      double rest = unit[i] - particle.unit[i];
      for (std::size_t j = 0; j < i; ++j) rest -= root_[i * parameters_ + j] * z[j];
      z[i] = rest / root_[i * parameters_ + i];
      square += z[i] * z[i];
    }
    density += particle.weight * core::exp(-square / 2);
  }
  return density;
}

}  // namespace entrepot::calibration
