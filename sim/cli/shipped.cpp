#include "shipped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "program_path.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code failed;
  return fs::is_regular_file(path, failed);
}

/// Whether the argument is a plain relative path, which may name a shipped scenario.
bool may_be_shipped(const fs::path& path) {
  return path.is_relative() && std::find(path.begin(), path.end(), "..") == path.end();
}

/// A missing file whose name is like that of a shipped scenario.
void refuse_misspelt(const std::string& file) {
  std::error_code failed;
  if (fs::exists(fs::symlink_status(file, failed)) || fs::path(file).has_parent_path()) return;
  const auto nearest = scenario::did_you_mean(fs::path(file).stem().string(), shipped_names());
  if (!nearest.empty()) throw scenario::ScenarioError(fmt::format("{}: error: no such file{}", file, nearest));
}

std::vector<fs::path> evidence_of_dirs(const std::vector<std::string>& directories) {
  std::vector<fs::path> dirs;
  for (const auto& directory : directories) dirs.push_back(fs::path(directory) / "evidence");
  return dirs;
}

}  // namespace

fs::path beside_program(const std::vector<fs::path>& directories, const fs::path& file) {
  std::error_code failed;
  for (const auto& directory : directories) {
    const fs::path place = program_path().parent_path() / directory;
    if (fs::exists(place / file, failed)) return fs::weakly_canonical(place, failed);
  }
  return {};
}

fs::path shipped_scenarios() {
  return beside_program({"../share/entrepot/scenarios", "../../scenarios"}, "baseline.yaml");
}

std::vector<std::string> shipped_names() {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator it(shipped_scenarios(), failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".yaml") names.push_back(it->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string scenario_path(const std::string& argument) {
  std::error_code failed;
  if (argument.empty() || fs::exists(argument, failed) || !may_be_shipped(argument)) return argument;
  const fs::path shipped = shipped_scenarios();
  if (shipped.empty()) return argument;
  // A scenario of the user's own comes first: `mine` is mine.yaml.
  for (const fs::path& path : {fs::path(argument + ".yaml"), shipped / argument, shipped / (argument + ".yaml"),
                               argument.starts_with("scenarios/") ? shipped.parent_path() / argument : fs::path()}) {
    if (is_file(path)) return path.string();
  }
  return argument;
}

std::vector<std::string> readable_dirs(std::vector<std::string> include_dirs) {
  if (const auto shipped = shipped_scenarios(); !shipped.empty()) include_dirs.push_back(shipped.string());
  return include_dirs;
}

std::vector<fs::path> evidence_dirs(const std::vector<std::string>& include_dirs) {
  auto dirs = evidence_of_dirs(readable_dirs(include_dirs));
  dirs.emplace_back("evidence");
  return dirs;
}

scenario::LoadedScenario load_scenario(const std::string& argument, const std::vector<std::string>& settings,
                                       const std::vector<std::string>& include_dirs) {
  const std::string file = scenario_path(argument);
  refuse_misspelt(file);
  return scenario::load_scenario(file, settings, policy::instrument_schemas(), readable_dirs(include_dirs),
                                 evidence_of_dirs(readable_dirs(include_dirs)));
}

}  // namespace entrepot::cli
