#pragma once
// What an output is at the two ends of a parameter's range: the bars of a tornado.

#include <cstddef>
#include <span>
#include <string>

#include "entrepot/sweep/result.hpp"

namespace entrepot::report {

/// Means of row means: over the quarter of the rows in which the parameter is lowest, and that in which it is highest;
/// of categories, over the one with the lowest and the one with the highest mean.
struct ParameterEnds {
  double low = 0;
  double high = 0;
  std::string low_at;  ///< "up to 0.2", or a category
  std::string high_at;
};

/// Where a parameter stands in blocks of rows.
struct PairedRows {
  std::size_t block = 0;   ///< rows of a block
  std::size_t groups = 0;  ///< of parameters
  std::size_t group = 0;   ///< of the parameter
};

/// values: of the parameter, [row]. means: of the output, [row]; NaNs are left out. NaN ends if none is left.
ParameterEnds parameter_ends(const sweep::FactorInfo& parameter, std::span<const double> values,
                             std::span<const double> means);

/// The same of a number in Saltelli's design, whose rows are alike in blocks A, B, AB_1 .. AB_g (, BA_1 .. BA_g): from
/// the slope of the differences between rows of a block that differ in the parameter's group alone, so that what the
/// other parameters do to a block drops out. units: of the parameter in the unit cube, [row].
ParameterEnds ends_from_pairs(const sweep::FactorInfo& parameter, std::span<const double> values,
                              std::span<const double> units, std::span<const double> means, const PairedRows& rows);

}  // namespace entrepot::report
