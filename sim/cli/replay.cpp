// replay, verify: rerun replicates of a result file.

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/rerun.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/report/event_lines.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/results/writer.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "sweep_output.hpp"

namespace entrepot::cli {
namespace {

using experiment::Rerun;
using experiment::Sameness;

constexpr std::size_t max_differences = 5;

double number_of(const results::Values& values) {
  return std::visit([](const auto& numbers) { return static_cast<double>(numbers.front()); }, values);
}

std::string readable(double number) {
  if (std::isnan(number)) return "-";
  return std::abs(number) >= 1000 ? io::grouped(number) : fmt::format("{:.6g}", number);
}

/// The scalar outputs of a replicate.
std::string summary_of(const Rerun& rerun, const model::Record& record, std::int64_t replicate) {
  io::TextTable table({fmt::format("Replicate {}", replicate), "value", "unit"});
  for (const auto& output : results::outputs()) {
    if (!output.info.dimensions.empty()) continue;
    const double value = number_of(output.take(rerun.axes(), record));
    table.add({output.info.long_name, readable(value), output.info.unit});
  }
  return table.text();
}

void print_differences(std::FILE* to, const experiment::ReplicateCheck& check) {
  for (std::size_t k = 0; k < check.differences.size() && k < max_differences; ++k) {
    const auto& [name, where, in_file, again, cells] = check.differences[k];
    if (cells == 0) {
      print_to(to, "  {}: {}\n", name, where);
    } else {
      print_to(to, "  {}{}{}{}: {} in the file, {} in the rerun; {} values differ\n", name, where.empty() ? "" : " [",
               where, where.empty() ? "" : "]", in_file, again, cells);
    }
  }
  if (check.differences.size() > max_differences)
    print_to(to, "  and {} more datasets\n", check.differences.size() - max_differences);
}

void check_writable(const ReplayOptions& options) {
  if (options.output.empty()) return;
  check_output_place(options.output);
  if (options.overwrite || !std::filesystem::exists(options.output)) return;
  throw Error(fmt::format("{}: already exists; replace it with --force", options.output), ExitCode::bad_input);
}

/// Writes a result file of this replicate, with its chains of custody.
void write_result(const ReplayOptions& options, const Rerun& rerun, const model::Record& record, double seconds) {
  const auto number = static_cast<std::uint32_t>(options.replicate);
  results::ResultWriter writer(options.output, rerun.setting(), rerun.loaded(), number + std::size_t{1});
  writer.write(number, record);
  writer.finish({.planned = 1, .wall_seconds = seconds});
}

/// Reports edited replicates, which the sample might miss.
void check_all_data(const results::ResultFile& file, const std::string& name) {
  const auto changed = experiment::changed_replicates(file);
  if (changed.empty()) return;
  throw Error(fmt::format("{}: was changed after it was written: the data of {} {} do not match their hash", name,
                          changed.size() == 1 ? "replicate" : "replicates", fmt::join(changed, ", ")));
}

}  // namespace

void replay(const ReplayOptions& options) {
  const results::ResultFile file(options.file);
  check_writable(options);
  const auto start = std::chrono::steady_clock::now();
  const Rerun rerun(file, options.file);
  static_cast<void>(file.computed_hash(options.replicate));  // refuses an unknown number before the simulation
  report::EventLines lines([](const std::string& line) { print("{}", line); });
  const auto record = model::simulate(rerun.setting(), static_cast<std::uint32_t>(options.replicate), {},
                                      options.events ? &lines : nullptr);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (!options.events) print("{}\n", summary_of(rerun, record, options.replicate));
  if (!options.output.empty()) write_result(options, rerun, record, seconds.count());

  const auto check = rerun.check(options.replicate, record);
  // Standard output then holds events only.
  std::FILE* to = options.events ? stderr : stdout;
  if (check.sameness != Sameness::identical) {
    std::fflush(stdout);
    print_differences(to, check);
    throw Error(fmt::format("{}: {}", options.file, rerun.verdict(check)));
  }
  print_to(to, "{}\n", rerun.verdict(check));
}

void verify(const VerifyOptions& options) {
  const results::ResultFile file(options.file);
  const Rerun rerun(file, options.file);
  check_all_data(file, options.file);
  const auto sample = experiment::sample_of(file.replicates(), static_cast<std::size_t>(options.sample),
                                            static_cast<std::uint32_t>(options.seed));
  std::size_t same = 0;
  const auto simulate = [&](std::uint32_t k) {
    return model::simulate(rerun.setting(), static_cast<std::uint32_t>(sample[k]));
  };
  const auto compare = [&](std::uint32_t k, const model::Record& record) {
    const auto check = rerun.check(sample[k], record);
    print("{}\n", rerun.verdict(check));
    print_differences(stdout, check);
    if (check.sameness == Sameness::identical) ++same;
  };
  const auto outcome = experiment::run_replicates(
      simulate, compare,
      {.replicates = sample.size(), .threads = static_cast<unsigned>(options.threads), .stop = &stop_on_interrupt()});
  if (outcome.stopped) throw Error("interrupted", ExitCode::interrupted);
  print("{}: {} of {} replicates checked are identical; the file holds {}\n", options.file, same, sample.size(),
        file.replicates().size());
  std::fflush(stdout);
  if (same < sample.size()) throw Error(fmt::format("{}: cannot be reproduced", options.file));
}

}  // namespace entrepot::cli
