// diverge: finds where two runs first diverge.

#include <fmt/format.h>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/divergence.hpp"
#include "entrepot/experiment/rerun.hpp"
#include "entrepot/report/divergence_text.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/scenario/key_differences.hpp"
#include "log.hpp"
#include "page.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

scenario::LoadedScenario load(const std::string& path, const std::vector<std::string>& include_dirs) {
  if (results::has_hdf5_signature(path)) return experiment::scenario_of(results::ResultFile(path), path);
  return load_scenario(path, {}, include_dirs);
}

}  // namespace

void diverge(const DivergeOptions& options) {
  const auto a = load(options.a, options.include_dirs);
  const auto b = load(options.b, options.include_dirs);
  const model::Setting setting_a(a.scenario);
  const model::Setting setting_b(b.scenario);
  print("A | B: {} | {}, replicate {}\n", options.a, options.b, options.replicate);
  print("{}", report::key_differences_text(scenario::key_differences(a.resolved_yaml(), b.resolved_yaml())));
  const auto found = experiment::diverge(setting_a, setting_b, static_cast<std::uint32_t>(options.replicate));
  print_page(report::divergence_text(found, setting_a, a.scenario.run.seed == b.scenario.run.seed));
}

}  // namespace entrepot::cli
