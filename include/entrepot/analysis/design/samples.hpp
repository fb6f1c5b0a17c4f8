#pragma once
// Points in the unit cube: the designs of sweeps, before they become values of parameters.

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

/// Latin hypercube (McKay et al. 1979): in every dimension one point in each of `points` equal strata, at a random
/// place in it.
UnitSample latin_hypercube(std::size_t points, std::size_t dimensions, std::uint32_t seed);

/// Sobol' sequence (Boost's engine, directions of Joe and Kuo 2008) under a digital shift drawn from the seed. Best
/// spread for a power of two of points.
UnitSample sobol_sequence(std::size_t points, std::size_t dimensions, std::uint32_t seed);

/// Saltelli's design for variance-based indices: blocks of rows, one block a base sample: A, B, then A with each group
/// of dimensions taken from B, and for second_order B with each group taken from A. A row that is lost spoils its block
/// alone. group_of_dimension: rows 0 .. g-1, each used.
UnitSample saltelli(std::size_t samples, std::span<const std::size_t> group_of_dimension, bool second_order,
                    std::uint32_t seed);
/// Rows of a block of saltelli.
constexpr std::size_t saltelli_block(std::size_t groups, bool second_order) {
  return 2 + groups * (second_order ? 2 : 1);
}

/// Morris's (1991) trajectories of g+1 rows, each row moving one group. A dimension starts at a random place in one
/// half of its range and moves into the other, by half of the range or more. Morris's steps all have one length, and an
/// influence that repeats at that length does not show in their effects; here every step has a random length. Places
/// and lengths are stratified over trajectories, as in a Latin hypercube. Values lie in
/// [0.25/levels, 1 - 0.25/levels], as quantiles at 0 and 1 can be infinite. levels: at least 2.
UnitSample morris(std::size_t trajectories, std::span<const std::size_t> group_of_dimension, std::size_t levels,
                  std::uint32_t seed);

}  // namespace entrepot::design
