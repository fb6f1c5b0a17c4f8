// Every variable of agents and state has a unit and a meaning.

#include "entrepot/model/world/state_variables.hpp"

#include <gmock/gmock.h>

namespace entrepot::world {
namespace {

using ::testing::IsEmpty;

TEST(StateVariables, EachHasAMeaning) {
  std::size_t variables = 0;
  for (const auto& tables : {attribute_tables(), state_tables()}) {
    for (const auto& table : tables) {
      EXPECT_FALSE(table.variables.empty()) << table.name;
      for (const auto& variable : table.variables) {
        EXPECT_TRUE(variable.meaning.ends_with('.')) << table.name << "." << variable.name;
        ++variables;
      }
    }
  }
  EXPECT_GT(variables, 150U);
}

TEST(StateVariables, SayWhatThereIsOneForEachOf) {
  const auto tables = state_tables();
  ASSERT_EQ(tables.front().name, "buyers");
  EXPECT_EQ(tables.front().variables[0].over, "buyer");  // a column
  ASSERT_EQ(tables[1].name, "intermediaries");
  EXPECT_EQ(tables[1].variables[0].over, "intermediary x product");  // a flat table
}

}  // namespace
}  // namespace entrepot::world
