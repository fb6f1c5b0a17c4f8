// Writes what a checkpoint of a small world holds after half a year, for the target that takes one up.
// Usage: whole_checkpoint FILE

#include <fstream>
#include <span>

#include "../support/small_scenario.hpp"
#include "entrepot/model/replicate_fields.hpp"
#include "entrepot/model/simulation.hpp"

int main(int count, char** arguments) {
  using namespace entrepot;
  if (count != 2) return 2;
  const auto scenario = testing::small_scenario();
  const model::Setting setting(scenario);
  model::Replicate run(setting, 0);
  for (int week = 0; week < 26; ++week) model::simulate_week(run);
  const auto bytes = packed(run);
  std::ofstream(arguments[1], std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}
