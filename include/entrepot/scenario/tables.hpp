#pragma once
// The tables of a scenario: every key of a file, and the keys that every rule has.

#include <memory>

#include "entrepot/scenario/parameters.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<Scenario>> scenario_table();
std::shared_ptr<const Table<Rule>> rule_table();
std::shared_ptr<const Table<BuyerGroup>> buyer_table();

}  // namespace entrepot::scenario
