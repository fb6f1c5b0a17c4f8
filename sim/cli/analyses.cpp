// The analyses of a sweep: analyse, decide, discover, threshold.

#include <fmt/format.h>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "log.hpp"
#include "page.hpp"

namespace entrepot::cli {
namespace {

void print_json(const nlohmann::ordered_json& json) { print("{}\n", json.dump(1)); }

/// Throws Error unless the options name either the result of a sweep or two tables, with the options for it.
void check_source(const AnalyseOptions& options) {
  const bool tables = !options.table.empty();
  const auto refuse = [](const std::string& problem) { throw Error(problem, ExitCode::bad_input); };
  if (tables && !options.sweep.file.empty()) {
    refuse(
        fmt::format("'{}': unexpected file; --table takes two files, the design and its results", options.sweep.file));
  }
  if (!tables && options.sweep.file.empty())
    refuse("no input; expected the result file of a sweep, or --table DESIGN.csv RESULTS.csv");
  if (tables && (!options.sweep.at.empty() || !options.baseline.empty()))
    refuse("--at and --baseline need the result file of a sweep; remove them or --table");
  if (!tables && (options.structure != "auto" || !options.ranges.empty() || !options.parameters.empty()))
    refuse("--design, --range and --parameters need --table; the result file of a sweep holds its design");
}

report::AnalysisReport analysis_of(const AnalyseOptions& options) {
  if (options.table.empty()) {
    return analyse_sweep(report::SweepView(options.sweep), {.outputs = options.outputs, .baseline = options.baseline});
  }
  return report::analyse_tables({.design = options.table[0],
                                 .results = options.table[1],
                                 .outputs = options.outputs,
                                 .parameters = options.parameters,
                                 .ranges = options.ranges,
                                 .structure = options.structure,
                                 .incomplete = options.sweep.incomplete});
}

}  // namespace

void analyse(const AnalyseOptions& options) {
  check_source(options);
  const auto analysis = analysis_of(options);
  for (const auto& warning : analysis.warnings) print_warning(warning);
  if (options.json) return print_json(analysis.json);
  print_page(analysis.text);
}

void decide(const DecideOptions& options) {
  const report::SweepView sweep(options.sweep);
  const auto decision = compare_options(sweep, options.request);
  if (options.json) return print_json(decision_json(sweep, decision));
  print_page(decision_text(sweep, decision));
}

void discover(const DiscoverOptions& options) {
  const report::SweepView sweep(options.sweep);
  if (options.json) return print_json(discovery_json(sweep, options.request));
  print_page(discovery_text(sweep, options.request));
}

void threshold(const ThresholdOptions& options) {
  const report::SweepView sweep(options.sweep);
  if (options.json) return print_json(threshold_json(sweep, options.request));
  print_page(threshold_text(sweep, options.request));
}

}  // namespace entrepot::cli
