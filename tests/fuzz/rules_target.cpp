// Rules after a small world: reading them, compiling the rule book, and lint.

#include "../support/small_scenario.hpp"
#include "entrepot/model/policy/lint.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  return fuzz::unless_refused([&] {
    const testing::SmallWorld world(testing::small_scenario(std::string(fuzz::text_of(data, size))));
    const auto rules = world.rule_book();
    policy::lint(rules, {world.scenario, world.calendar, world.geography, world.catalogue});
  });
}
