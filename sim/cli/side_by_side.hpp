#pragma once
// Running several scenarios replicate by replicate.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "entrepot/experiment/comparison.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::cli {

/// A scenario and the setting of its replicates.
struct Prepared {
  explicit Prepared(scenario::LoadedScenario from) : loaded(std::move(from)), setting(loaded.scenario) {}
  scenario::LoadedScenario loaded;
  model::Setting setting;
};

std::unique_ptr<Prepared> prepare(const std::string& file, const std::vector<std::string>& settings,
                                  const std::vector<std::string>& include_dirs);

/// Reports failed replicates. Throws Error if no replicate finished in every scenario.
void check_outcome(const experiment::EnsembleOutcome& outcome, const experiment::SideBySide& found);

}  // namespace entrepot::cli
