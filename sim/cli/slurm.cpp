// slurm: submits a sweep to Slurm.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands.hpp"
#include "entrepot/sweep/slurm_script.hpp"
#include "entrepot/sweep/store.hpp"
#include "log.hpp"
#include "program_path.hpp"
#include "shipped.hpp"
#include "sweep_output.hpp"

namespace entrepot::cli {

namespace fs = std::filesystem;

void slurm(const SlurmCommand& options) {
  const std::string file = scenario_path(options.file);
  const sweep::Plan plan(file, readable_dirs(options.include_dirs));
  const fs::path output = sweep_output(options.file, options.output);
  check_output_place(output);
  const std::size_t shards = std::min<std::size_t>(static_cast<std::size_t>(options.shards), plan.pieces());
  const auto scripts = sweep::slurm_scripts({.program = program_path(),
                                             .sweep = file,
                                             .output = output,
                                             .include_dirs = options.include_dirs,
                                             .shards = shards,
                                             .processors = static_cast<unsigned>(options.processors),
                                             .time = options.time,
                                             .memory = options.memory,
                                             .partition = options.partition,
                                             .account = options.account,
                                             .more = options.more});
  if (options.print) {
    print("{}\n{}", scripts.shards, scripts.merge);
    return;
  }
  if (sweep::open_store(plan, output) == sweep::StoreState::complete) {
    print("{}: all {} runs are finished; nothing to do\n", output.string(), plan.runs());
    return;
  }
  const auto jobs = sweep::submit(scripts, output);
  print("job {}: {} runs in {} shards\njob {}: merge, after they end\nlogs: {}\n", jobs.shards, plan.runs(), shards,
        jobs.merge, sweep::log_folder_of(output).string());
}

}  // namespace entrepot::cli
