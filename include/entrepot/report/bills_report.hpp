#pragma once
// The catalogue of bills in text and JSON.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/scenario/bills.hpp"

namespace entrepot::report {

/// One bill in full.
std::string bill_text(const scenario::Bill& bill);
nlohmann::ordered_json bill_json(const scenario::Bill& bill);

/// A table of bills.
std::string bill_list_text(const std::vector<const scenario::Bill*>& bills);

}  // namespace entrepot::report
