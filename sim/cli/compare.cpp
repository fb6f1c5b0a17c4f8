// compare: compares scenarios or result files, replicate by replicate.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <system_error>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/policy_report.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/results/writer.hpp"
#include "exec_python.hpp"
#include "interrupt.hpp"
#include "json_commands.hpp"
#include "log.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "shipped.hpp"
#include "side_by_side.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;
using experiment::SideBySide;

/// Whether the files are results. Throws Error for a mixture.
bool are_results(const std::vector<std::string>& files) {
  const auto results = std::count_if(files.begin(), files.end(), results::has_hdf5_signature);
  if (results != 0 && static_cast<std::size_t>(results) != files.size()) {
    const auto other = std::find_if_not(files.begin(), files.end(), results::has_hdf5_signature);
    throw Error(fmt::format("{}: not a result file; expected scenario files or result files, not both", *other),
                ExitCode::bad_input);
  }
  return results != 0;
}

void refuse_for_scenarios(const CompareOptions& options) {
  if (options.unpaired || options.markdown || !options.table.empty() || !options.figure.empty()) {
    throw Error("--unpaired, --markdown, --table and --figure need result files; use -o to write those of scenarios",
                ExitCode::bad_input);
  }
}

/// Result files as tables or a figure, which Python writes.
[[noreturn]] void write_tables(const CompareOptions& options, const SideBySide& found) {
  PythonRequest request{.verb = "compare"};
  request.options = {{"reference", path_json(options.files.front())},
                     {"output", path_json(options.table)},
                     {"figure", path_json(options.figure)},
                     {"markdown", options.markdown}};
  request.options.update(spreadsheet_json(options.spreadsheet));
  request.data["comparison"] = report::compare_json(found);
  exec_python(request);
}

void compare_results(const CompareOptions& options) {
  const bool tables = !options.table.empty() || !options.figure.empty() || options.markdown;
  auto files = without_reference(options.files.front(), {options.files.begin() + 1, options.files.end()});
  files.insert(files.begin(), options.files.front());
  experiment::SideBySideReading how{.outputs = options.outputs, .paired = !options.unpaired};
  if (tables) how.usual = report::comparison_outputs;
  const auto found = experiment::read_side_by_side(files, how);
  if (tables) write_tables(options, found);
  if (options.json) {
    print("{}\n", report::compare_json(found).dump(1));
  } else {
    print_page(report::compare_text(found));
  }
}

void refuse_for_results(const CompareOptions& options) {
  if (!options.output.empty()) {
    throw Error(fmt::format("-o {}: the folder for results of scenarios; --table FILE writes the table of result files",
                            options.output),
                ExitCode::bad_input);
  }
  const bool runs =
      !options.until.empty() || !options.settings.empty() || options.replicates > 0 || options.threads > 0;
  if (runs) {
    throw Error("--until, --set, -n and -j need scenario files; result files are compared as they are",
                ExitCode::bad_input);
  }
}

std::vector<std::string> vendors_of(const std::vector<std::unique_ptr<Prepared>>& scenarios) {
  std::vector<std::string> names;
  for (const auto& [name, vendor] : scenarios.front()->loaded.scenario.vendors) {
    const auto has = [&, &vendor_name = name](const auto& s) {
      return s->loaded.scenario.vendors.contains(vendor_name);
    };
    if (std::all_of(scenarios.begin(), scenarios.end(), has)) names.push_back(name);
  }
  return names;
}

/// The measures of the targets first, then the other requested ones.
std::vector<experiment::Measure> measures_of(const CompareOptions& options,
                                             const std::vector<experiment::PrecisionTarget>& targets,
                                             const std::vector<std::unique_ptr<Prepared>>& scenarios) {
  std::vector<experiment::Measure> wanted;
  for (const auto& text : options.outputs) wanted.push_back(experiment::parse_measure(text));
  if (wanted.empty()) wanted = experiment::default_measures(vendors_of(scenarios));
  std::vector<experiment::Measure> all;
  for (const auto& target : targets) all.push_back(target.measure);
  for (auto& measure : wanted) {
    const auto same = [&](const auto& other) { return other.text == measure.text; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(measure));
  }
  return all;
}

/// One for each scenario; none without a folder.
std::vector<std::unique_ptr<results::ResultWriter>> writers_of(const CompareOptions& options, const SideBySide& found,
                                                               const std::vector<std::unique_ptr<Prepared>>& scenarios,
                                                               std::size_t replicates) {
  std::vector<std::unique_ptr<results::ResultWriter>> writers;
  if (options.output.empty()) return writers;
  std::error_code failed;
  fs::create_directories(options.output, failed);
  if (failed)
    throw Error(fmt::format("{}: cannot be created: {}", options.output, failed.message()), ExitCode::bad_input);
  for (std::size_t run = 0; run < scenarios.size(); ++run) {
    const auto stem =
        found.runs[run].label == found.runs[run].name ? fmt::format("scenario-{}", run + 1) : found.runs[run].label;
    const fs::path path = fs::path(options.output) / (stem + ".h5");
    if (fs::exists(path) && !options.overwrite)
      throw Error(fmt::format("{}: already exists; replace it with --force", path.string()), ExitCode::bad_input);
    writers.push_back(std::make_unique<results::ResultWriter>(path, scenarios[run]->setting, scenarios[run]->loaded,
                                                              replicates, results::default_custody));
  }
  return writers;
}

std::size_t replicates_of(const CompareOptions& options, const scenario::Scenario& first) {
  if (options.replicates > 0) return static_cast<std::size_t>(options.replicates);
  return options.until.empty() ? static_cast<std::size_t>(first.run.replicates) : experiment::default_max_replicates;
}

std::string ending_of(const experiment::EnsembleOutcome& outcome, const SideBySide& found,
                      const std::vector<experiment::PrecisionTarget>& targets) {
  if (targets.empty() || outcome.stopped) return outcome.completion().ending;
  const auto words = experiment::words_of(targets);
  if (differences_precise(found, targets)) return "differences precise enough: " + words;
  return fmt::format("at the maximum, differences less precise than {}", words);
}

SideBySide run_scenarios(const CompareOptions& options) {
  std::vector<experiment::PrecisionTarget> targets;
  for (const auto& text : options.until) targets.push_back(experiment::parse_target(text));
  std::vector<std::unique_ptr<Prepared>> scenarios;
  SideBySide found;
  std::vector<std::string> files;
  std::transform(options.files.begin(), options.files.end(), std::back_inserter(files), scenario_path);
  const auto labels = experiment::labels_of(files);
  for (std::size_t run = 0; run < files.size(); ++run) {
    scenarios.push_back(prepare(files[run], options.settings, options.include_dirs));
    found.runs.push_back({files[run], labels[run], scenarios.back()->loaded.scenario.title});
  }
  found.measures = measures_of(options, targets, scenarios);
  found.confidence = scenarios.front()->loaded.scenario.run.confidence;
  const std::size_t replicates = replicates_of(options, scenarios.front()->loaded.scenario);
  const auto writers = writers_of(options, found, scenarios, replicates);
  std::vector<experiment::Contender> contenders;
  for (std::size_t run = 0; run < scenarios.size(); ++run)
    contenders.push_back({&scenarios[run]->setting, writers.empty() ? nullptr : writers[run].get()});

  experiment::EnsembleOutcome outcome;
  {
    ProgressLine line(options.quiet, "runs");
    experiment::SideBySideOptions how{.replicates = replicates,
                                      .threads = static_cast<unsigned>(options.threads),
                                      .progress = [&](const experiment::Progress& progress) { line.update(progress); },
                                      .stop = &stop_on_interrupt()};
    if (!targets.empty()) how.enough = [&](const SideBySide& sofar) { return differences_precise(sofar, targets); };
    outcome = run_side_by_side(contenders, how, found);
  }
  check_outcome(outcome, found);
  found.ending = ending_of(outcome, found, targets);
  for (std::size_t run = 0; run < writers.size(); ++run) {
    auto completion = outcome.completion();
    completion.failed = static_cast<std::size_t>(
        std::count_if(outcome.failures.begin(), outcome.failures.end(),
                      [&](const auto& failure) { return failure.replicate % scenarios.size() == run; }));
    completion.planned = outcome.planned / scenarios.size();
    completion.ending = found.ending;
    writers[run]->finish(completion);
  }
  return found;
}

}  // namespace

std::unique_ptr<Prepared> prepare(const std::string& file, const std::vector<std::string>& settings,
                                  const std::vector<std::string>& include_dirs) {
  return std::make_unique<Prepared>(load_scenario(file, settings, include_dirs));
}

void check_outcome(const experiment::EnsembleOutcome& outcome, const SideBySide& found) {
  const std::size_t runs = found.runs.size();
  for (const auto& failure : outcome.failures) {
    print_error(fmt::format("{}: replicate {} failed: {}", found.runs[failure.replicate % runs].name,
                            failure.replicate / runs, failure.message));
  }
  if (found.replicates.empty()) {
    throw Error("no replicate finished in every scenario", outcome.stopped ? ExitCode::interrupted : ExitCode::failure);
  }
}

void compare(const CompareOptions& options) {
  if (options.files.size() < 2) throw Error("expected at least two files to compare", ExitCode::bad_input);
  if (are_results(options.files)) {
    refuse_for_results(options);
    compare_results(options);
    return;
  }
  refuse_for_scenarios(options);
  const auto found = run_scenarios(options);
  if (options.json) {
    print("{}\n", report::compare_json(found).dump(1));
  } else {
    print_page(report::compare_text(found));
  }
}

}  // namespace entrepot::cli
