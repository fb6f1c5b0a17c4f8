#pragma once
// Which buyers a rule is about.

#include <string>
#include <vector>

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// Whether a buyer is of one of these groups.
bool of_groups(const WeekContext& week, BuyerId b, const std::vector<std::string>& groups);

/// Whether a buyer is of one of these segments.
bool of_segments(const WeekContext& week, BuyerId b, const std::vector<std::string>& segments);

}  // namespace entrepot::model
