#pragma once
// Experimental designs: points in the unit cube, before conversion to parameter values.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::design {

/// Points of the open unit cube, row-major.
struct UnitSample {
  std::size_t points = 0;
  std::size_t dimensions = 0;
  std::vector<double> values = {};  ///< [point x dimension]
  [[nodiscard]] std::span<const double> row(std::size_t point) const {
    return std::span(values).subspan(point * dimensions, dimensions);
  }
};

/// Latin hypercube (McKay et al. 1979): in every dimension, one point at a random position in each of `points` equal
/// strata.
UnitSample latin_hypercube(std::size_t points, std::size_t dimensions, std::uint32_t seed);

/// Sobol' sequence (Boost's engine, direction numbers of Joe and Kuo 2008) with a random digital shift from the seed.
/// Covers the cube best with a power of two of points.
UnitSample sobol_sequence(std::size_t points, std::size_t dimensions, std::uint32_t seed);

/// Saltelli's design for variance-based indices: one block of rows per base sample: A, B, then A with each group of
/// dimensions from B, and for second_order B with each group from A. A missing row invalidates only its block.
/// group_of_dimension: group indices 0 .. g-1, each used.
UnitSample saltelli(std::size_t samples, std::span<const std::size_t> group_of_dimension, bool second_order,
                    std::uint32_t seed);
/// Number of rows per block of saltelli.
constexpr std::size_t saltelli_block(std::size_t groups, bool second_order) {
  return 2 + groups * (second_order ? 2 : 1);
}

/// Morris's (1991) trajectories of g+1 rows, where each step changes one group. A dimension starts at a random position
/// in one half of its range and moves into the other half, by at least half of the range. Morris's steps have a
/// constant length, which misses effects with that period; here every step has a random length. Positions and lengths
/// are stratified over trajectories, as in a Latin hypercube. Values are in [0.25/levels, 1 - 0.25/levels], because
/// quantiles at 0 and 1 can be infinite. levels >= 2.
UnitSample morris(std::size_t trajectories, std::span<const std::size_t> group_of_dimension, std::size_t levels,
                  std::uint32_t seed);

}  // namespace entrepot::design
