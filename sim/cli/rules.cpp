// rules: the decisions of a scenario's rules.

#include "commands.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/scenario/load.hpp"
#include "log.hpp"

namespace entrepot::cli {

void rules(const RulesOptions& options) {
  const auto loaded = scenario::load_scenario(options.scenario.file, options.scenario.settings,
                                              policy::instrument_schemas(), options.scenario.include_dirs);
  const model::Setting setting(loaded.scenario);
  if (options.json) {
    print("{}\n", report::rules_json(setting, options.query).dump(2));
  } else {
    print("{}", report::rules_text(setting, options.query));
  }
}

}  // namespace entrepot::cli
