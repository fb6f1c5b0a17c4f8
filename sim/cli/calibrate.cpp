// calibrate: fits a scenario to observed data.

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "commands.hpp"
#include "entrepot/calibration/output.hpp"
#include "entrepot/core/error.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "shipped.hpp"
#include "sweep_output.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;
using namespace calibration;

AbcOptions search_of(const CalibrationSpec& spec, int threads) {
  const auto& method = spec.method;
  return {.parameters = spec.parameters.size(),
          .population = static_cast<std::size_t>(method.population),
          .generations = static_cast<std::size_t>(method.generations),
          .quantile = method.quantile,
          .tolerance = method.tolerance,
          .most_candidates = static_cast<std::size_t>(method.most_candidates),
          .seed = static_cast<std::uint32_t>(method.seed),
          .threads = static_cast<unsigned>(threads),
          .stop = &stop_on_interrupt()};
}

Abc search(const CalibrationSpec& spec, const Model& model, const CalibrateOptions& options) {
  ProgressLine line(options.quiet, "candidates");
  const auto begin = std::chrono::steady_clock::now();
  AbcOptions how = search_of(spec, options.threads);
  how.progress = [&](std::size_t, std::size_t, std::size_t candidates) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    line.update({.planned = how.most_candidates, .finished = candidates, .failed = 0, .seconds = seconds});
  };
  return abc_smc([&](auto unit, std::uint32_t candidate) { return model.simulate(unit, candidate); },
                 [&](auto simulated) { return model.distance(simulated); }, how);
}

void refuse_to_replace(const OutputFiles& files, bool overwrite) {
  for (const auto& file : {files.result, files.overlay, files.ensemble}) {
    if (!overwrite && fs::exists(file))
      throw Error(fmt::format("{}: already exists; replace it with --force", file.string()), ExitCode::bad_input);
  }
}

}  // namespace

void calibrate(const CalibrateOptions& options) {
  const fs::path output = sweep_output(options.file, options.output);
  check_output_place(output);
  const OutputFiles files(output);
  refuse_to_replace(files, options.overwrite);
  const auto spec = read_calibration(scenario_path(options.file), readable_dirs(options.include_dirs));
  const Model model(spec);
  const auto abc = search(spec, model, options);
  if (abc.ending == Ending::interrupted)
    throw Error("interrupted: nothing was written; rerun the command to start again", ExitCode::interrupted);
  if (abc.generations.empty())
    throw Error(fmt::format(
        "too few of {} candidates have the observed quantities of the targets ({} were not valid scenarios)",
        abc.candidates, model.refused()));
  write_outputs(files, spec, model, abc);
  if (options.quiet) return;
  print_page(report_text(spec, abc));
  if (model.refused() > 0) print("{} candidates were not valid scenarios\n", model.refused());
  print("\n{}\n{}\n{}\n", files.result.string(), files.overlay.string(), files.ensemble.string());
}

}  // namespace entrepot::cli
