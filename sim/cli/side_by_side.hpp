#pragma once
// Running several scenarios beside each other from the command line.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "entrepot/experiment/comparison.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::cli {

/// A scenario and what its replicates share.
struct Prepared {
  explicit Prepared(scenario::LoadedScenario from) : loaded(std::move(from)), setting(loaded.scenario) {}
  scenario::LoadedScenario loaded;
  model::Setting setting;
};

std::unique_ptr<Prepared> prepare(const std::string& file, const std::vector<std::string>& settings,
                                  const std::vector<std::string>& include_dirs);

/// The end of runs side by side: says what failed. Throws Error if no whole replicate is there.
void check_outcome(const experiment::EnsembleOutcome& outcome, const experiment::SideBySide& found);

}  // namespace entrepot::cli
