// validate, explain, schema, docs: the format of scenarios and results.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/report/alternatives.hpp"
#include "entrepot/report/evidence_report.hpp"
#include "entrepot/report/odd.hpp"
#include "entrepot/report/phases.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/scenario/evidence.hpp"
#include "entrepot/scenario/load.hpp"
#include "log.hpp"
#include "page.hpp"
#include "shipped.hpp"

namespace entrepot::cli {

namespace {

/// One line for each figure, the first to end first.
void print_held(std::vector<scenario::HeldFigure> figures) {
  std::stable_sort(figures.begin(), figures.end(), [](const auto& a, const auto& b) { return a.last < b.last; });
  for (const auto& figure : figures)
    print("{}: note: {}: ends on {}\n", scenario::place_of(figure.mark), figure.path, figure.last.iso());
}

/// Places other than hubs from which goods can be diverted, by code.
std::vector<std::string> origins_beside_hubs(const world::Geography& geography) {
  const auto& jurisdictions = geography.jurisdictions();
  std::vector<std::string> codes;
  for (const JurisdictionId place : Rows<JurisdictionId>(jurisdictions.size())) {
    if (geography.is_origin(place) && !jurisdictions.facts[place].hub)
      codes.push_back(jurisdictions.names[place.row()]);
  }
  return codes;
}

void note_origins(const std::string& file, const world::Geography& geography) {
  const auto codes = origins_beside_hubs(geography);
  if (codes.empty()) return;
  const std::string list = fmt::format("{}", fmt::join(codes, ", "));
  print("{}: note: diversion can also start in {}, which {} not marked as {}; results count it elsewhere\n", file, list,
        codes.size() == 1 ? "is" : "are", codes.size() == 1 ? "a hub" : "hubs");
}

}  // namespace

void validate(const ValidateOptions& options) {
  bool failed = false;
  bool warned = false;
  for (const auto& file : options.files) {
    try {
      const auto loaded = load_scenario(file, options.settings, options.include_dirs);
      const model::Setting setting(loaded.scenario);
      for (const auto& warning : loaded.warnings) print("{}\n", warning);
      if (options.verbose) print_held(loaded.held);
      warned |= !loaded.warnings.empty();
      print("{}: valid; {} weeks, {} rules, {} cited figures\n", file, setting.calendar.weeks(),
            loaded.scenario.rules.size(), loaded.facts.size());
      note_origins(file, setting.geography);
    } catch (const Error& error) {
      if (error.code() != ExitCode::bad_input) throw;
      print_errors(file, error.what());
      failed = true;
    }
  }
  if (failed) throw ReportedFailure{ExitCode::bad_input};
  if (options.strict && warned) throw ReportedFailure();
}

namespace {

std::string joined(std::span<const std::string> words) { return fmt::format("{}", fmt::join(words, " ")); }

/// Whether the last word names a scenario, so that the words before it are a key.
bool ends_in_scenario(const std::vector<std::string>& words) {
  if (words.size() < 2) return false;
  const auto names = shipped_names();
  return words.back().ends_with(".yaml") || std::find(names.begin(), names.end(), words.back()) != names.end();
}

/// The meaning of a key, then its values in a scenario with the evidence that they cite.
std::string explanation_in(const std::string& key, const std::string& file) {
  const auto loaded = load_scenario(file, {}, {});
  const auto figures = scenario::figures_of_key(key, loaded);
  if (figures.empty()) return fmt::format("\nNot set in {}: the default applies.\n", file);
  return fmt::format("\nIn {}:\n\n", file) + report::figures_text(figures, loaded.evidence);
}

}  // namespace

void explain(const std::vector<std::string>& words) {
  const auto instruments = policy::instrument_schemas();
  if (!ends_in_scenario(words)) return print_page(scenario::explain(joined(words), instruments));
  const std::string key = joined(std::span(words).first(words.size() - 1));
  print_page(scenario::explain(key, instruments) + explanation_in(key, words.back()));
}

void schema(const std::string& of) {
  print("{}",
        of == "evidence" ? scenario::evidence_schema_json() : scenario::schema_json(policy::instrument_schemas()));
}

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
