// rules: the decisions of a scenario's rules.

#include "commands.hpp"
#include "entrepot/model/setting.hpp"
#include "log.hpp"
#include "page.hpp"
#include "shipped.hpp"

namespace entrepot::cli {

void rules(const RulesOptions& options) {
  const auto loaded = load_scenario(options.scenario.file, options.scenario.settings, options.scenario.include_dirs);
  const model::Setting setting(loaded.scenario);
  if (options.json) {
    print("{}\n", report::rules_json(setting, options.query).dump(2));
  } else {
    print_page(report::rules_text(setting, options.query));
  }
}

}  // namespace entrepot::cli
