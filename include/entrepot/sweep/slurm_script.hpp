#pragma once
// A sweep as Slurm jobs: an array job of shards and a merge job.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace entrepot::sweep {

/// Slurm options. An empty text uses the cluster's default.
struct SlurmOptions {
  std::filesystem::path program;               ///< path of this program on the nodes
  std::filesystem::path sweep;                 ///< sweep file
  std::filesystem::path output;                ///< result file
  std::vector<std::string> include_dirs = {};  ///< directories readable besides the sweep's tree
  std::size_t shards = 1;                      ///< tasks of the array
  unsigned processors = 1;                     ///< CPUs per task
  std::string time = {};                       ///< time limit per task, as for sbatch --time
  std::string memory = {};                     ///< memory per task, as for sbatch --mem
  std::string partition = {};
  std::string account = {};
  std::vector<std::string> more = {};  ///< further options of sbatch, for both jobs, e.g. "--constraint=avx2"
};

/// The complete batch scripts, as submitted.
struct SlurmScripts {
  std::string shards;  ///< array job, one task per shard
  std::string merge;   ///< merge job, submitted with a dependency on the array
};

/// Directory of the jobs' logs: OUT.h5.runs/log
std::filesystem::path log_folder_of(const std::filesystem::path& output);

/// The scripts; relative paths are made absolute. Throws Error (bad_input) if a path or option is not allowed in a
/// batch script: line breaks, or backslashes in the result file's path, which disable Slurm's replacement symbols in
/// names of logs.
SlurmScripts slurm_scripts(const SlurmOptions& options);

/// Slurm's job numbers.
struct SlurmJobs {
  std::string shards;
  std::string merge;
};

/// Saves the scripts in OUT.h5.runs and submits both; the merge job waits for the end of every task, successful or not.
/// Throws Error with sbatch's message if sbatch is missing or rejects a job; if it rejects only the merge job, the
/// error names the job that is already running.
SlurmJobs submit(const SlurmScripts& scripts, const std::filesystem::path& output);

}  // namespace entrepot::sweep
