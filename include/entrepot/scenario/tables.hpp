#pragma once
// The tables of all parameters, by the part of the model they describe.

#include <memory>

#include "entrepot/scenario/parameters.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

// tables_world.cpp
std::shared_ptr<const Table<Jurisdiction>> jurisdiction_table();
std::shared_ptr<const Table<Lane>> lane_table();
std::shared_ptr<const Table<Vendor>> vendor_table();
std::shared_ptr<const Table<Line>> line_table();
std::shared_ptr<const Table<Product>> product_table();

// tables_agents.cpp
std::shared_ptr<const Table<ChannelGroup>> channel_table();
std::shared_ptr<const Table<IntermediaryGroup>> intermediary_table();
std::shared_ptr<const Table<BuyerGroup>> buyer_table();

// tables_retail.cpp
std::shared_ptr<const Table<RetailMarket>> retail_market_table();

// tables_behaviour.cpp
std::shared_ptr<const Table<Demand>> demand_table();
std::shared_ptr<const Table<Choice>> choice_table();
std::shared_ptr<const Table<GreyMarket>> grey_market_table();
std::shared_ptr<const Table<Network>> network_table();
std::shared_ptr<const Table<Entry>> entry_table();
std::shared_ptr<const Table<Perception>> perception_table();
std::shared_ptr<const Table<Screening>> screening_table();
std::shared_ptr<const Table<Routing>> routing_table();

// tables_authority.cpp
std::shared_ptr<const Table<Licensing>> licensing_table();
std::shared_ptr<const Table<Enforcement>> enforcement_table();
std::shared_ptr<const Table<Costs>> costs_table();
std::shared_ptr<const Table<Cloud>> cloud_table();
std::shared_ptr<const Table<Trigger>> trigger_table();
std::shared_ptr<const Table<Rule>> rule_table();

// tables_observation.cpp
std::shared_ptr<const Table<Observation>> observation_table();

// tables_scenario.cpp
std::shared_ptr<const Table<Scenario>> scenario_table();

}  // namespace entrepot::scenario
