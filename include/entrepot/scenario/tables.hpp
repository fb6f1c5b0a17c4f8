#pragma once
// The parameter tables of a scenario, of a rule and of a buyer group.

#include <memory>

#include "entrepot/scenario/parameters.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<Scenario>> scenario_table();
std::shared_ptr<const Table<Rule>> rule_table();
std::shared_ptr<const Table<BuyerGroup>> buyer_table();

}  // namespace entrepot::scenario
