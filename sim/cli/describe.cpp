// validate, explain, schema, docs: the format of scenarios and results.

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/report/alternatives.hpp"
#include "entrepot/report/odd.hpp"
#include "entrepot/report/phases.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/scenario/load.hpp"
#include "log.hpp"
#include "page.hpp"
#include "shipped.hpp"

namespace entrepot::cli {

void validate(const ValidateOptions& options) {
  bool failed = false;
  for (const auto& file : options.files) {
    try {
      const auto loaded = load_scenario(file, options.settings, options.include_dirs);
      const model::Setting setting(loaded.scenario);
      for (const auto& warning : loaded.warnings) print("{}\n", warning);
      print("{}: valid; {} weeks, {} rules, {} cited figures\n", file, setting.calendar.weeks(),
            loaded.scenario.rules.size(), loaded.facts.size());
    } catch (const Error& error) {
      if (error.code() != ExitCode::bad_input) throw;
      print_errors(file, error.what());
      failed = true;
    }
  }
  if (failed) throw ReportedFailure{ExitCode::bad_input};
}

void explain(const std::string& key) { print_page(scenario::explain(key, policy::instrument_schemas())); }

void schema() { print("{}", scenario::schema_json(policy::instrument_schemas())); }

void docs(const std::string& page) {
  if (page == "outputs") {
    print("{}", results::outputs_markdown());
  } else if (page == "odd") {
    print("{}", report::odd_markdown());
  } else if (page == "phases") {
    print("{}", report::phases_markdown());
  } else if (page == "alternatives") {
    print("{}", report::alternatives_json());
  } else {
    print("{}", scenario::reference_markdown(policy::instrument_schemas()));
  }
}

}  // namespace entrepot::cli
