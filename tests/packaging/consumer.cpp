// Uses the installed library as another program would: reads a scenario, asks for a parameter's meaning.

#include <entrepot/model/policy/instrument.hpp>
#include <entrepot/scenario/load.hpp>
#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: consumer SCENARIO\n";
    return 1;
  }
  const auto instruments = entrepot::policy::instrument_schemas();
  try {
    const auto loaded = entrepot::scenario::load_scenario(argv[1], {}, instruments);
    std::cout << loaded.scenario.title << ": " << loaded.scenario.rules.size() << " rules, " << instruments.size()
              << " instruments\n"
              << entrepot::scenario::explain("screening.size", instruments);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
