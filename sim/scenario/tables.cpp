#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {

std::shared_ptr<const Table<Scenario>> scenario_table() { return table_of<Scenario>(); }

std::shared_ptr<const Table<Rule>> rule_table() { return table_of<Rule>(); }

std::shared_ptr<const Table<BuyerGroup>> buyer_table() { return table_of<BuyerGroup>(); }

}  // namespace entrepot::scenario
