#pragma once
// What an output is at the two ends of a parameter's range: the bars of a tornado.

#include <span>
#include <string>

#include "entrepot/sweep/result.hpp"

namespace entrepot::app {

/// Means of row means: over the quarter of the rows in which the parameter is lowest, and that in which it is highest;
/// of categories, over the one with the lowest and the one with the highest mean.
struct ParameterEnds {
  double low = 0;
  double high = 0;
  std::string low_at;  ///< "up to 0.2", or a category
  std::string high_at;
};

/// values: of the parameter, [row]. means: of the output, [row]; NaNs are left out. NaN ends if none is left.
ParameterEnds parameter_ends(const sweep::SweptFactor& parameter, std::span<const double> values,
                             std::span<const double> means);

}  // namespace entrepot::app
