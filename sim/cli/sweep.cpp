// sweep, merge: run a scenario at many points. The ranks of an MPI job share the work.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <system_error>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/sweep/mpi.hpp"
#include "entrepot/sweep/store.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "shipped.hpp"
#include "sweep_output.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;
using sweep::Plan;
using sweep::Tally;

constexpr double bytes_in_mib = 1024.0 * 1024.0;

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

/// "3/8", or all.
sweep::Shard shard_of(const std::string& text) {
  if (text.empty()) return {};
  std::size_t index = 0;
  std::size_t count = 0;
  int read = 0;
  const bool shaped = std::sscanf(text.c_str(), "%zu/%zu%n", &index, &count, &read) == 2 &&
                      static_cast<std::size_t>(read) == text.size() && text.front() != '-';
  if (!shaped || count == 0 || index >= count)
    throw bad_input(fmt::format("--shard: found '{}'; expected INDEX/COUNT, INDEX from 0 to COUNT-1", text));
  return {index, count};
}

/// CPU seconds of one run: the first point, replicate 0.
double seconds_of_a_run(const Plan& plan) {
  const auto begin = std::chrono::steady_clock::now();
  const auto loaded = plan.scenario_of(0);
  const model::Setting setting(loaded.scenario);
  const experiment::MeasureReader reader(setting, plan.measures());
  (void)reader(model::simulate(setting, 0));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string plan_text(const Plan& plan) {
  const auto& spec = plan.spec();
  const auto& points = plan.points();
  std::string text = fmt::format("{}\n\n", spec.title);
  io::TextTable table({"Part", "number"});
  table.add({"policies", fmt::format("{}", points.policies())});
  table.add({fmt::format("combinations of {} levers", spec.levers.size()), fmt::format("{}", points.lever_points())});
  table.add(
      {fmt::format("rows of the design, {} parameters", spec.parameters.size()), fmt::format("{}", points.rows())});
  table.add({"points", fmt::format("{}", points.size())});
  table.add({"replicates per point", fmt::format("{}", plan.replicates())});
  table.add({"runs", fmt::format("{}", plan.runs())});
  table.add({"outputs per run", fmt::format("{}", plan.measures().size())});
  text += table.text();
  const double seconds = seconds_of_a_run(plan);
  const double total = seconds * static_cast<double>(plan.runs());
  const double cells =
      static_cast<double>(plan.runs() * plan.measures().size() + points.rows() * spec.parameters.size() * 2);
  text += fmt::format(
      "\nOne run takes {:.2f} s on this machine (first point): {} of CPU time in total, {} on 100 cores.\n"
      "The result file will take at most {:.1f} MiB.\n",
      seconds, duration_text(total), duration_text(total / 100), cells * 8 / bytes_in_mib);
  return text;
}

std::string tally_text(const Tally& tally) {
  std::string text = fmt::format("{} of {} runs", tally.finished, tally.planned);
  if (tally.failed > 0) text += fmt::format("; {} failed", tally.failed);
  if (tally.missing() > 0) text += fmt::format("; {} are missing", tally.missing());
  return text;
}

/// Writes the result file from the finished runs. The folder of runs is removed when none is missing.
void merge_and_report(const fs::path& output, bool quiet) {
  const Tally tally = sweep::merge_store(output);
  if (!quiet)
    print("{}: {}{}\n", output.string(), tally_text(tally), tally.complete_before ? "; already complete" : "");
  if (tally.complete()) return;
  throw Error(fmt::format("sweep incomplete: {}; rerun the same command to resume (finished runs are in {})",
                          tally_text(tally), sweep::store_of(output).string()));
}

void print_point(const Plan& plan, std::size_t point) {
  if (point >= plan.points().size())
    throw bad_input(fmt::format("--point: expected a point from 0 to {}", plan.points().size() - 1));
  const auto& policy = plan.spec().policies[plan.points().policy_of(point)];
  print("scenario: {}{}\n", policy.scenario.string(), policy.name.empty() ? "" : " (policy " + policy.name + ")");
  for (const auto& setting : plan.settings_of(point)) print("{}\n", setting);
}

void log_unless_quiet(const SweepOptions& options, const sweep::MpiSession& session, const std::string& text) {
  if (!options.quiet && session.first()) log("{}", text);
}

void print_warnings(const Plan& plan) {
  for (const auto& warning : plan.warnings()) print_warning(warning);
}

/// Reads the plan. One rank reads it first, so that its errors are reported once.
std::unique_ptr<const Plan> plan_of(const SweepOptions& options, sweep::MpiSession& session) {
  if (!session.first()) session.barrier();
  auto plan = std::make_unique<const Plan>(scenario_path(options.file), readable_dirs(options.include_dirs));
  if (session.first()) {
    print_warnings(*plan);
    session.barrier();
  }
  return plan;
}

/// The message of a sweep whose result file is complete.
void report_complete(const Plan& plan, const fs::path& output, bool quiet) {
  const bool refreshed = sweep::refresh_texts(plan, output);
  if (quiet) return;
  print("{}: all {} runs are finished; {}\n", output.string(), plan.runs(),
        refreshed ? "title and texts updated from the sweep file" : "nothing to do");
}

/// The finished runs; none if all are finished. One rank reads the journals for all: thousands of ranks would overload
/// the file system, and journals grow as soon as the first rank starts.
std::optional<sweep::RunsDone> find_finished_runs(const Plan& plan, const fs::path& output,
                                                  sweep::MpiSession& session) {
  bool complete = false;
  sweep::RunsDone done;
  if (session.first()) {
    complete = sweep::open_store(plan, output) == sweep::StoreState::complete;
    if (!complete) done = sweep::runs_done(plan, output);
  }
  if (session.max(complete ? 1 : 0) != 0) return std::nullopt;
  return session.broadcast(std::move(done));
}

/// The sum over all ranks.
sweep::RunnerOutcome sum_over_ranks(sweep::RunnerOutcome own, sweep::MpiSession& session) {
  const auto sums = session.sum({own.finished, own.failed, own.stopped ? 1U : 0U, own.threads});
  own.finished = sums[0];
  own.failed = sums[1];
  own.stopped = sums[2] > 0;
  own.threads = static_cast<unsigned>(sums[3]);
  return own;
}

sweep::RunnerOutcome run_pending(const SweepOptions& options, const Plan& plan, const sweep::RunsDone& done,
                                 std::span<const std::size_t> pieces, sweep::MpiSession& session) {
  sweep::Journal journal(sweep::store_of(sweep_output(options.file, options.output)), plan.identity(),
                         plan.measures().size());
  sweep::MpiWork work(session, pieces.size());
  ProgressLine line(options.quiet || session.ranks() > 1, "runs");
  return sweep::run_pieces(plan, done, pieces, work, journal,
                           {.threads = static_cast<unsigned>(options.threads),
                            .progress = [&](const experiment::Progress& progress) { line.update(progress); },
                            .stop = &stop_on_interrupt()});
}

/// Reports the outcome and writes the result file when all runs of this command have ended.
void conclude(const SweepOptions& options, const fs::path& output, const sweep::Shard& shard, std::size_t there,
              const sweep::RunnerOutcome& outcome) {
  const std::size_t ran = outcome.finished + outcome.failed;
  if (!options.quiet && ran > 0) {
    print("{} runs in {:.1f} s on {} threads: {:.2f} per second\n", ran, outcome.wall_seconds, outcome.threads,
          static_cast<double>(ran) / outcome.wall_seconds);
  }
  if (outcome.stopped) {
    throw Error(fmt::format("interrupted: {} finished runs are in {}; rerun the same command to resume",
                            there + outcome.finished, sweep::store_of(output).string()),
                ExitCode::interrupted);
  }
  if (shard.count == 1) return merge_and_report(output, options.quiet);
  if (outcome.failed > 0) throw Error(fmt::format("{} runs of this shard failed", outcome.failed));
}

/// The error of a sweep in which all ranks ended normally; none if it succeeded.
using Ending = std::optional<Error>;

Ending run_plan(sweep::MpiSession& session, const SweepOptions& options, const sweep::Shard& shard,
                const std::unique_ptr<const Plan>& plan, const fs::path& output) {
  const auto done = find_finished_runs(*plan, output, session);
  if (!done) {
    if (session.first()) report_complete(*plan, output, options.quiet);
    return {};
  }
  const auto pieces = sweep::pending_pieces(*plan, *done, shard);
  const auto there = static_cast<std::size_t>(std::count(done->begin(), done->end(), true));
  if (there > 0) log_unless_quiet(options, session, fmt::format("{} of {} runs already finished", there, plan->runs()));
  const auto outcome = sum_over_ranks(run_pending(options, *plan, *done, pieces, session), session);
  Ending ending;
  if (session.first()) {
    try {
      conclude(options, output, shard, there, outcome);
    } catch (const Error& error) {
      ending = error;
    }
  }
  session.barrier();
  return ending;
}

/// Whether another process has completed the result file and removed the folder of runs.
bool completed_by_another(const Plan& plan, const fs::path& output) {
  return !sweep::has_store(output) && sweep::is_complete(plan, output);
}

Ending sweep_with(sweep::MpiSession& session, const SweepOptions& options, const sweep::Shard& shard) {
  const auto plan = plan_of(options, session);
  const fs::path output = sweep_output(options.file, options.output);
  check_output_place(output);
  try {
    return run_plan(session, options, shard, plan, output);
  } catch (const Error&) {
    // With several ranks the others may still wait for this one.
    if (session.ranks() > 1 || !completed_by_another(*plan, output)) throw;
    report_complete(*plan, output, options.quiet);
    return {};
  }
}

}  // namespace

fs::path sweep_output(const std::string& sweep, const std::string& output) {
  if (!output.empty()) return output;
  return fs::path(sweep).filename().replace_extension(".h5");
}

void check_output_place(const fs::path& output) {
  std::error_code unknown;  // a path that cannot be examined is not a directory
  if (fs::is_directory(output, unknown)) throw bad_input(fmt::format("{}: is a directory", output.string()));
  const fs::path folder = output.has_parent_path() ? output.parent_path() : ".";
  if (!fs::is_directory(folder, unknown))
    throw bad_input(fmt::format("{}: the directory '{}' does not exist", output.string(), folder.string()));
}

void sweep_scenario(const SweepOptions& options) {
  const auto shard = shard_of(options.shard);
  if (options.point >= 0 || options.plan) {
    const Plan plan(scenario_path(options.file), readable_dirs(options.include_dirs));
    print_warnings(plan);
    if (options.point >= 0) return print_point(plan, static_cast<std::size_t>(options.point));
    print_page(plan_text(plan));
    return;
  }
  Ending ending;
  {
    sweep::MpiSession session(shard.count > 1);
    try {
      ending = sweep_with(session, options, shard);
    } catch (const Error& error) {
      if (session.ranks() == 1) throw;
      // The others would wait for this rank forever: end them all. Finished runs are kept.
      print_error(fmt::format("rank {}: {}", session.rank(), error.what()));
      session.abort(error.code());
    }
  }
  if (ending) throw Error(*ending);
}

void merge(const std::string& output, bool quiet) { merge_and_report(output, quiet); }

}  // namespace entrepot::cli
