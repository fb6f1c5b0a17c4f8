// run, show.

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
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/report/summary_text.hpp"
#include "entrepot/report/sweep_text.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/results/writer.hpp"
#include "entrepot/scenario/load.hpp"
#include "exec_python.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "shipped.hpp"
#include "sweep_output.hpp"

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
    throw Error(fmt::format("{}: already exists; replace it with --force", path.string()), ExitCode::bad_input);
}

std::size_t replicates_of(const RunOptions& options, const scenario::Scenario& scenario) {
  if (options.replicates > 0) return static_cast<std::size_t>(options.replicates);
  return options.until.empty() ? static_cast<std::size_t>(scenario.run.replicates) : experiment::default_max_replicates;
}

experiment::PrecisionMonitor monitor_of(const RunOptions& options, const scenario::Scenario& scenario) {
  std::vector<experiment::PrecisionTarget> targets;
  for (const auto& text : options.until) targets.push_back(experiment::parse_target(text));
  return {std::move(targets), scenario.run.confidence};
}

experiment::MeasureReader reader_of(const experiment::PrecisionMonitor& monitor, const model::Setting& setting) {
  std::vector<experiment::Measure> measures;
  for (const auto& target : monitor.targets()) measures.push_back(target.measure);
  return {setting, std::move(measures)};
}

/// Why the run ended.
std::string ending_of(const experiment::EnsembleOutcome& outcome, experiment::PrecisionMonitor& monitor) {
  if (monitor.targets().empty() || outcome.stopped) return outcome.completion().ending;
  const auto targets = experiment::words_of(monitor.targets());
  if (monitor.enough()) return "precise enough: " + targets;
  return fmt::format("at the maximum of {}, less precise than {}", outcome.planned, targets);
}

void report_failures(const experiment::EnsembleOutcome& outcome) {
  for (const auto& failure : outcome.failures) {
    print_error(fmt::format("replicate {} failed: {}", failure.replicate, failure.message));
  }
}

/// Null without --checkpoint.
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

/// "3 of 32 replicates finished, 2 in progress".
std::string kept_text(const experiment::Checkpoints::Kept& kept, std::size_t planned) {
  return fmt::format("{} of {} replicates finished, {} in progress", kept.finished.size(), planned,
                     kept.under_way.size());
}

void print_saved_replicates(const experiment::Checkpoints& checkpoints, std::size_t planned, Week weeks) {
  const auto kept = checkpoints.kept();
  if (kept.finished.empty() && kept.under_way.empty()) return;
  print_to(stderr, "{}: {}\n", checkpoints.folder().string(), kept_text(kept, planned));
  for (const auto& [replicate, next_week] : kept.under_way)
    print_to(stderr, "replicate {} resumes after {} of {} weeks\n", replicate, next_week, weeks);
}

/// Ends an interrupted run whose checkpoints hold all that was done; no result file is written.
void end_if_interrupted(const experiment::Checkpoints& checkpoints, const experiment::EnsembleOutcome& outcome) {
  checkpoints.rethrow();
  if (!outcome.stopped) return;
  throw Error(fmt::format("interrupted: {}; checkpoints are in {}; rerun the same command to resume",
                          kept_text(checkpoints.kept(), outcome.planned), checkpoints.folder().string()),
              ExitCode::interrupted);
}

/// What the replicates of a run share.
struct Shared {
  const model::Setting& setting;
  const experiment::MeasureReader& reader;
  experiment::PrecisionMonitor& monitor;
  experiment::Checkpoints* checkpoints;  ///< null without --checkpoint
  results::ResultWriter& writer;
};

/// Runs the replicates, from their checkpoints if there are any, and writes them until the targets are met.
experiment::EnsembleOutcome run_replicates(const RunOptions& options, std::size_t replicates, const Shared& shared) {
  const auto& stop = stop_on_interrupt();
  ProgressLine line(options.quiet);
  return experiment::run_replicates(
      [&](std::uint32_t replicate) -> std::optional<model::Record> {
        if (shared.checkpoints != nullptr) return shared.checkpoints->simulate(replicate, [&] { return stop.load(); });
        return model::simulate(shared.setting, replicate);
      },
      [&](std::uint32_t replicate, const model::Record& record) {
        const auto values = shared.reader(record);
        shared.writer.write(replicate, record);
        shared.monitor.add(values);
      },
      {.replicates = replicates,
       .threads = static_cast<unsigned>(options.threads),
       .progress = [&](const experiment::Progress& progress) { line.update(progress); },
       .stop = &stop,
       .enough = [&](std::size_t done) { return experiment::batch_ends(done) && shared.monitor.enough(); }});
}

/// Throws Error for a run that did not finish every replicate; its result file holds the others.
void check_complete(const experiment::EnsembleOutcome& outcome) {
  if (outcome.stopped) {
    throw Error(
        fmt::format("interrupted: the result file holds {} of {} replicates", outcome.finished, outcome.planned),
        ExitCode::interrupted);
  }
  if (!outcome.failures.empty()) throw Error(fmt::format("{} replicates failed", outcome.failures.size()));
}

}  // namespace

void run(const RunOptions& options) {
  const fs::path path = result_path(options);
  const auto loaded = load_scenario(options.scenario.file, options.scenario.settings, options.scenario.include_dirs);
  const model::Setting setting(loaded.scenario);
  if (!options.quiet) {
    for (const auto& warning : loaded.warnings) print_warning(warning);
  }
  check_writable(path, options.overwrite);

  auto monitor = monitor_of(options, loaded.scenario);
  const auto reader = reader_of(monitor, setting);
  const std::size_t replicates = replicates_of(options, loaded.scenario);
  const auto checkpoints = checkpoints_of(options, loaded, setting);
  if (checkpoints && !options.quiet) print_saved_replicates(*checkpoints, replicates, setting.calendar.weeks());
  results::ResultWriter writer(path, setting, loaded, replicates, static_cast<std::size_t>(options.custody));
  const auto outcome = run_replicates(options, replicates, {setting, reader, monitor, checkpoints.get(), writer});
  report_failures(outcome);
  if (checkpoints) end_if_interrupted(*checkpoints, outcome);
  if (outcome.finished == 0) {
    throw Error("no replicate finished; no result file was written",
                outcome.stopped ? ExitCode::interrupted : ExitCode::failure);
  }
  auto completion = outcome.completion();
  completion.ending = ending_of(outcome, monitor);
  writer.finish(completion);
  // Failed replicates can be repeated by the same command with --force.
  if (checkpoints && outcome.failures.empty()) checkpoints->remove();
  if (!options.quiet) {
    show(path.string());
    print("\nResult file: {}\n", path.string());
  }
  check_complete(outcome);
}

void show(const std::string& file) {
  const std::string kind = results::kind_at(file);
  if (kind == results::kind::calibration)
    exec_python({.verb = "calibration", .options = {{"result", path_json(file)}}});
  if (kind == results::kind::sweep) {
    print_page(sweep_summary_text(report::SweepView({.file = file, .incomplete = true})));
  } else {
    print_page(report::summary_text(results::ResultFile(file)));
  }
}

}  // namespace entrepot::cli
