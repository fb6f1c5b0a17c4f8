#pragma once
// Multiplication of scenario values as written, with their units and evidence.

#include <optional>
#include <string>

#include "entrepot/scenario/value.hpp"
#include "entrepot/scenario/variation.hpp"

namespace entrepot::scenario {

/// The number of a plain scalar; nullopt for any other value.
std::optional<double> number_of(const Value& value);

/// Multiplies all numbers of a constant, a distribution or a series. Returns false if a part is not a number.
bool scale(Value& value, double factor);

/// Multiplies the points of the dated path at `path` after a date, and adds the path's own value on that date, so that
/// the path stays as it is until then. Returns the error; empty if there is none.
std::string scale_after(Value& value, double factor, const ScaleStart& from, const std::string& path);

}  // namespace entrepot::scenario
