#pragma once
// An output at the two ends of a parameter's range: the bars of a tornado diagram.

#include <cstddef>
#include <span>
#include <string>

#include "entrepot/sweep/result.hpp"

namespace entrepot::report {

/// Means of row means over the quarter of the rows with the lowest and the highest values of the parameter; for
/// categories, over those with the lowest and the highest mean.
struct ParameterEnds {
  double low = 0;
  double high = 0;
  std::string low_at;  ///< "up to 0.2", or a category
  std::string high_at;
};

/// The position of a parameter in blocks of rows.
struct PairedRows {
  std::size_t block = 0;   ///< rows of a block
  std::size_t groups = 0;  ///< of parameters
  std::size_t group = 0;   ///< of the parameter
};

/// values: of the parameter, [row]. means: of the output, [row]; NaNs are left out. The ends are NaN if all are.
ParameterEnds parameter_ends(const sweep::FactorInfo& parameter, std::span<const double> values,
                             std::span<const double> means);

/// The same for a number in Saltelli's design with its blocks A, B, AB_1 .. AB_g (, BA_1 .. BA_g): from the slope of
/// the differences between rows of a block that differ only in the parameter's group, so that the effects of the other
/// parameters cancel. units: of the parameter in the unit cube, [row].
ParameterEnds ends_from_pairs(const sweep::FactorInfo& parameter, std::span<const double> values,
                              std::span<const double> units, std::span<const double> means, const PairedRows& rows);

}  // namespace entrepot::report
