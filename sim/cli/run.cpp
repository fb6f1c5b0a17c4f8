// The commands that make and print results: run, show.

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/checkpoints.hpp"
#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/experiment/precision.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/report/summary_text.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/results/writer.hpp"
#include "entrepot/scenario/load.hpp"
#include "exec_python.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "progress.hpp"
#include "sweep_output.hpp"
#include "sweep_view.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

fs::path result_path(const RunOptions& options) {
  if (!options.output.empty()) return options.output;
  return fs::path(options.scenario.file).filename().replace_extension(".h5");
}

void check_writable(const fs::path& path, bool overwrite) {
  check_output_place(path);
  if (fs::exists(path) && !overwrite)
    throw Error(fmt::format("{}: exists already; --force replaces it", path.string()), ExitCode::bad_input);
}

std::size_t replicates_of(const RunOptions& options, const scenario::Scenario& scenario) {
  if (options.replicates > 0) return static_cast<std::size_t>(options.replicates);
  return options.until.empty() ? static_cast<std::size_t>(scenario.run.replicates) : experiment::default_max_replicates;
}

experiment::PrecisionMonitor watch_of(const RunOptions& options, const scenario::Scenario& scenario) {
  std::vector<experiment::PrecisionTarget> targets;
  for (const auto& text : options.until) targets.push_back(experiment::parse_target(text));
  return {std::move(targets), scenario.run.confidence};
}

experiment::MeasureReader gauge_of(const experiment::PrecisionMonitor& watch, const model::Setting& setting) {
  std::vector<experiment::Measure> measures;
  for (const auto& target : watch.targets()) measures.push_back(target.measure);
  return {setting, std::move(measures)};
}

/// Why there are no more replicates.
std::string ending_of(const experiment::EnsembleOutcome& outcome, experiment::PrecisionMonitor& watch) {
  if (watch.targets().empty() || outcome.stopped) return outcome.completion().ending;
  const auto targets = experiment::words_of(watch.targets());
  if (watch.enough()) return "precise enough: " + targets;
  return fmt::format("at the bound of {}, not yet as precise as {}", outcome.planned, targets);
}

void report_failures(const experiment::EnsembleOutcome& outcome) {
  for (const auto& failure : outcome.failures) {
    print_error(fmt::format("replicate {} failed: {}", failure.replicate, failure.message));
  }
}

/// The folder that the run is saved in, if it is.
std::unique_ptr<experiment::Checkpoints> checkpoints_of(const RunOptions& options,
                                                        const scenario::LoadedScenario& loaded,
                                                        const model::Setting& setting) {
  const auto pace = options.checkpoint_every.empty() ? experiment::CheckpointPace{}
                                                     : experiment::parse_pace(options.checkpoint_every);
  if (!options.checkpoint) return nullptr;
  if (options.checkpoint->empty()) throw Error("--checkpoint: expected the name of a folder", ExitCode::bad_input);
  return std::make_unique<experiment::Checkpoints>(*options.checkpoint, setting,
                                                   experiment::checkpoint_identity(loaded), pace);
}

/// "3 of 32 replicates are finished, 2 are under way".
std::string kept_text(const experiment::Checkpoints::Kept& kept, std::size_t planned) {
  return fmt::format("{} of {} replicates are finished, {} {} under way", kept.finished.size(), planned,
                     kept.under_way.size(), kept.under_way.size() == 1 ? "is" : "are");
}

void print_saved_replicates(const experiment::Checkpoints& checkpoints, std::size_t planned, Week weeks) {
  const auto kept = checkpoints.kept();
  if (kept.finished.empty() && kept.under_way.empty()) return;
  print_to(stderr, "{}: {}\n", checkpoints.folder().string(), kept_text(kept, planned));
  for (const auto& [replicate, next_week] : kept.under_way)
    print_to(stderr, "replicate {} resumes after {} of {} weeks\n", replicate, next_week, weeks);
}

/// A run that is saved and was cut short: nothing is lost, and nothing is written but what is saved.
void end_if_cut_short(const experiment::Checkpoints& checkpoints, const experiment::EnsembleOutcome& outcome) {
  checkpoints.rethrow();
  if (!outcome.stopped) return;
  throw Error(fmt::format("interrupted: {}; all is kept in {}; rerun the same command to resume",
                          kept_text(checkpoints.kept(), outcome.planned), checkpoints.folder().string()),
              ExitCode::interrupted);
}

}  // namespace

void run(const RunOptions& options) {
  const fs::path path = result_path(options);
  const auto instruments = policy::instrument_schemas();
  const auto loaded = scenario::load_scenario(options.scenario.file, options.scenario.settings, instruments,
                                              options.scenario.include_dirs);
  const model::Setting setting(loaded.scenario);
  if (!options.quiet) {
    for (const auto& warning : loaded.warnings) print_warning(warning);
  }
  check_writable(path, options.overwrite);

  auto watch = watch_of(options, loaded.scenario);
  const auto reader = gauge_of(watch, setting);
  const std::size_t replicates = replicates_of(options, loaded.scenario);
  const auto checkpoints = checkpoints_of(options, loaded, setting);
  if (checkpoints && !options.quiet) print_saved_replicates(*checkpoints, replicates, setting.calendar.weeks());
  results::ResultWriter writer(path, setting, loaded, replicates, static_cast<std::size_t>(options.custody));
  const auto& stop = stop_on_interrupt();
  experiment::EnsembleOutcome outcome;
  {
    ProgressLine line(options.quiet);
    outcome = experiment::run_replicates(
        [&](std::uint32_t replicate) -> std::optional<model::Record> {
          if (checkpoints) return checkpoints->simulate(replicate, [&] { return stop.load(); });
          return model::simulate(setting, replicate);
        },
        [&](std::uint32_t replicate, const model::Record& record) {
          const auto values = reader(record);
          writer.write(replicate, record);
          watch.add(values);
        },
        {.replicates = replicates,
         .threads = static_cast<unsigned>(options.threads),
         .progress = [&](const experiment::Progress& progress) { line.update(progress); },
         .stop = &stop,
         .enough = [&](std::size_t done) { return experiment::batch_ends(done) && watch.enough(); }});
  }
  report_failures(outcome);
  if (checkpoints) end_if_cut_short(*checkpoints, outcome);
  if (outcome.finished == 0) {
    throw Error("no replicate was finished; nothing is written",
                outcome.stopped ? ExitCode::interrupted : ExitCode::failure);
  }
  auto completion = outcome.completion();
  completion.ending = ending_of(outcome, watch);
  writer.finish(completion);
  // Those that failed may be tried again, by the same command with --force.
  if (checkpoints && outcome.failures.empty()) checkpoints->remove();
  if (!options.quiet) {
    show(path.string());
    print("\nResult file: {}\n", path.string());
  }
  if (outcome.stopped) {
    throw Error(fmt::format("interrupted: {} of {} replicates are kept", outcome.finished, outcome.planned),
                ExitCode::interrupted);
  }
  if (!outcome.failures.empty()) throw Error(fmt::format("{} replicates failed", outcome.failures.size()));
}

void show(const std::string& file) {
  const std::string kind = results::kind_at(file);
  if (kind == results::kind::calibration)
    exec_python({.verb = "calibration", .options = {{"result", path_json(file)}}});
  print("{}", kind == results::kind::sweep ? sweep_summary_text(SweepView({.file = file, .incomplete = true}))
                                           : report::summary_text(results::ResultFile(file)));
}

}  // namespace entrepot::cli
