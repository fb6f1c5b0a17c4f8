#pragma once
// Files that come with the program: scenarios and the Python package, installed or in the source tree.

#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/scenario/load.hpp"

namespace entrepot::cli {

/// The first of the directories, relative to the program's own, that has this file; empty if none has.
std::filesystem::path beside_program(const std::vector<std::filesystem::path>& directories,
                                     const std::filesystem::path& file);

/// Directory of the shipped scenarios; empty if it is missing.
std::filesystem::path shipped_scenarios();

/// Names of the shipped scenarios, e.g. `baseline`, in alphabetical order.
std::vector<std::string> shipped_names();

/// The file that an argument names: itself if it exists, or else the shipped scenario of that name. `strict-kyc`,
/// `strict-kyc.yaml` and `scenarios/strict-kyc.yaml` name the same one. A name of neither is returned unchanged.
std::string scenario_path(const std::string& argument);

/// The directories of --include-dir, then that of the shipped scenarios.
std::vector<std::string> readable_dirs(std::vector<std::string> include_dirs);

/// Directories of the evidence register: the shipped one, then `evidence` in the working directory and in each
/// directory of --include-dir.
std::vector<std::filesystem::path> evidence_dirs(const std::vector<std::string>& include_dirs);

/// Loads the scenario that an argument names.
scenario::LoadedScenario load_scenario(const std::string& argument, const std::vector<std::string>& settings,
                                       const std::vector<std::string>& include_dirs);

}  // namespace entrepot::cli
