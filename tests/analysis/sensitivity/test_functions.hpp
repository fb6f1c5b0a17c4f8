#pragma once
// Functions of which the indices are known, and designs evaluated on them.

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

#include "entrepot/analysis/design/marginal.hpp"
#include "entrepot/analysis/design/samples.hpp"
#include "entrepot/analysis/sensitivity/runs.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::sensitivity {

using Function = std::function<double(std::span<const double>)>;  ///< of a point in the unit cube

inline std::vector<std::size_t> each_by_itself(std::size_t dimensions) {
  std::vector<std::size_t> groups(dimensions);
  std::iota(groups.begin(), groups.end(), std::size_t{0});
  return groups;
}

inline std::vector<double> evaluated(const design::UnitSample& sample, const Function& function) {
  std::vector<double> values;
  for (std::size_t row = 0; row < sample.points; ++row) values.push_back(function(sample.row(row)));
  return values;
}

/// Saltelli's design with pseudo-random instead of quasi-random A and B, whose blocks are independent.
inline design::UnitSample random_saltelli(std::size_t samples, std::size_t dimensions, bool second_order,
                                          std::uint32_t seed) {
  design::UnitSample sample{samples * design::saltelli_block(dimensions, second_order), dimensions, {}};
  Draws draws(seed, 0, 99, 0, Purpose::design);
  for (std::size_t i = 0; i < samples; ++i) {
    std::vector<double> ab;
    for (std::size_t k = 0; k < 2 * dimensions; ++k) ab.push_back(draws.uniform());
    const auto row = [&](std::size_t own, std::size_t exchanged) {
      for (std::size_t d = 0; d < dimensions; ++d)
        sample.values.push_back(ab[(d == exchanged ? 1 - own : own) * dimensions + d]);
    };
    row(0, dimensions);
    row(1, dimensions);
    for (std::size_t g = 0; g < dimensions; ++g) row(0, g);
    for (std::size_t g = 0; second_order && g < dimensions; ++g) row(1, g);
  }
  return sample;
}

/// Ishigami and Homma (1990) with a = 7 and b = 0.1.
inline double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t k) { return std::numbers::pi * (2 * u[k] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

struct KnownIndices {
  std::vector<double> first;
  std::vector<double> total;
  double variance;
};

inline KnownIndices known_ishigami() {
  const double pi4 = std::pow(std::numbers::pi, 4);
  const double v1 = 0.5 * std::pow(1 + 0.1 * pi4 / 5, 2);
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * pi4 * pi4 * 8 / 225;
  const double v = v1 + v2 + v13;
  return {{v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}, v};
}

/// The g function of Saltelli and Sobol' (1995), with their usual eight coefficients.
inline constexpr std::array<double, 8> g_coefficients{0, 1, 4.5, 9, 99, 99, 99, 99};

inline double sobol_g(std::span<const double> u) {
  double product = 1;
  for (std::size_t k = 0; k < u.size(); ++k)
    product *= (std::abs(4 * u[k] - 2) + g_coefficients[k]) / (1 + g_coefficients[k]);
  return product;
}

inline KnownIndices known_sobol_g() {
  std::vector<double> own;
  double all = 1;
  for (const double a : g_coefficients) {
    own.push_back(1 / (3 * (1 + a) * (1 + a)));
    all *= 1 + own.back();
  }
  KnownIndices known{{}, {}, all - 1};
  for (const double v : own) {
    known.first.push_back(v / known.variance);
    known.total.push_back(v * all / (1 + v) / known.variance);
  }
  return known;
}

/// Flow of water through a borehole (Harper and Gupta 1983): rw, r, Tu, Hu, Tl, Hl, L, Kw.
inline double borehole(std::span<const double> u) {
  using design::Marginal;
  static const std::array<Marginal, 8> marginals{Marginal::normal(0.10, 0.0161812).cut(0.05, 0.15),
                                                 Marginal::lognormal(std::exp(7.71), 1.0056).cut(100, 50000),
                                                 Marginal::uniform(63070, 115600),
                                                 Marginal::uniform(990, 1110),
                                                 Marginal::uniform(63.1, 116),
                                                 Marginal::uniform(700, 820),
                                                 Marginal::uniform(1120, 1680),
                                                 Marginal::uniform(9855, 12045)};
  std::array<double, 8> x{};
  for (std::size_t k = 0; k < 8; ++k) x[k] = marginals[k].quantile(u[k]);
  const double log_ratio = std::log(x[1] / x[0]);
  return 2 * std::numbers::pi * x[2] * (x[3] - x[5]) /
         (log_ratio * (1 + 2 * x[6] * x[2] / (log_ratio * x[0] * x[0] * x[7]) + x[2] / x[4]));
}

/// The function of Morris (1991) with 20 inputs; the coefficients that he draws are (-1)^i and (-1)^(i+j) here.
inline double morris_w(std::size_t i, double x) {  // i from 1
  return i == 3 || i == 5 || i == 7 ? 2 * (1.1 * x / (x + 0.1) - 0.5) : 2 * (x - 0.5);
}

inline double morris_1991(std::span<const double> u) {
  std::array<double, 21> w{};
  for (std::size_t i = 1; i <= 20; ++i) w[i] = morris_w(i, u[i - 1]);
  const auto sign = [](std::size_t k) { return k % 2 == 0 ? 1.0 : -1.0; };
  double y = 0;
  for (std::size_t i = 1; i <= 20; ++i) {
    y += (i <= 10 ? 20 : sign(i)) * w[i];
    for (std::size_t j = i + 1; j <= 20; ++j) {
      y += (j <= 6 ? -15 : sign(i + j)) * w[i] * w[j];
      for (std::size_t l = j + 1; l <= 5; ++l) {
        y += -10 * w[i] * w[j] * w[l];
        for (std::size_t s = l + 1; s <= 4; ++s) y += 5 * w[i] * w[j] * w[l] * w[s];
      }
    }
  }
  return y;
}

/// Three categories, all as likely, with factors 0, 1 and 5 of a uniform number: y = c z.
///
/// By hand: E c = 2, E c^2 = 26/3, E z = 1/2, E z^2 = 1/3. V = 26/9 - 1 = 17/9. Of c by itself Var(c)/4 = (14/3)/4 =
/// 7/6, of z by itself 4/12 = 1/3; together 17/9 - 7/6 - 1/3 = 7/18.
inline double categories(std::span<const double> u) {
  constexpr std::array<double, 3> factor{0, 1, 5};
  static const auto category = design::Marginal::integers(0, 2);
  return factor[static_cast<std::size_t>(category.quantile(u[0]))] * u[1];
}

inline KnownIndices known_categories() {
  const double v = 17.0 / 9;
  return {{7.0 / 6 / v, 1.0 / 3 / v}, {(7.0 / 6 + 7.0 / 18) / v, (1.0 / 3 + 7.0 / 18) / v}, v};
}

/// Runs of a function with normal noise of its own in every run. [row x replicate]
inline std::vector<double> with_own_noise(std::span<const double> values, std::size_t replicates, double sd,
                                          std::uint32_t seed) {
  std::vector<double> runs;
  Draws draws(seed, 1, 98, 0, Purpose::design);
  for (const double value : values) {
    for (std::size_t r = 0; r < replicates; ++r) runs.push_back(value + sd * draws.normal());
  }
  return runs;
}

/// Runs of a function with common random numbers: in replicate r a normal level common to all rows, and a normal slope
/// of the first dimension. Noise within a row has the variance level^2 + slope^2 Var(u) + slope^2 (E u - 1/2)^2.
inline std::vector<double> with_common_noise(const design::UnitSample& sample, std::span<const double> values,
                                             std::size_t replicates, double level_sd, double slope_sd,
                                             std::uint32_t seed) {
  std::vector<double> level;
  std::vector<double> slope;
  Draws draws(seed, 2, 97, 0, Purpose::design);
  for (std::size_t r = 0; r < replicates; ++r) {
    level.push_back(level_sd * draws.normal());
    slope.push_back(slope_sd * draws.normal());
  }
  std::vector<double> runs;
  for (std::size_t row = 0; row < values.size(); ++row) {
    for (std::size_t r = 0; r < replicates; ++r)
      runs.push_back(values[row] + level[r] + slope[r] * (sample.row(row)[0] - 0.5));
  }
  return runs;
}

}  // namespace entrepot::sensitivity
