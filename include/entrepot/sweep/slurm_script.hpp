#pragma once
// A sweep as jobs of Slurm: an array of shards, and a job that merges them.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace entrepot::sweep {

/// What to ask of Slurm. An empty text asks for what the cluster gives unasked.
struct SlurmOptions {
  std::filesystem::path program;               ///< this program, where the nodes find it
  std::filesystem::path sweep;                 ///< sweep file
  std::filesystem::path output;                ///< result file
  std::vector<std::string> include_dirs = {};  ///< folders that the sweep reads besides its own tree
  std::size_t shards = 1;                      ///< tasks of the array
  unsigned processors = 1;                     ///< of a task
  std::string time = {};                       ///< limit of a task, as sbatch --time
  std::string memory = {};                     ///< of a task, as sbatch --mem
  std::string partition = {};
  std::string account = {};
  std::vector<std::string> more = {};  ///< further options of sbatch, for both jobs, e.g. "--constraint=avx2"
};

/// Batch scripts, whole: what is submitted is what is shown.
struct SlurmScripts {
  std::string shards;  ///< an array, a task a shard
  std::string merge;   ///< to be submitted with a dependency on the array
};

/// Where the jobs' own output goes: OUT.h5.runs/log
std::filesystem::path log_folder_of(const std::filesystem::path& output);

/// The scripts; relative paths are made absolute. Throws Error (bad input) if a path or an option cannot stand in a
/// batch script: line breaks; backslashes in the result file's path, which Slurm reads as a wish to have no numbers in
/// names of logs.
SlurmScripts slurm_scripts(const SlurmOptions& options);

/// Numbers that Slurm gave to the jobs.
struct SlurmJobs {
  std::string shards;
  std::string merge;
};

/// Keep the scripts in OUT.h5.runs and submit both; the merge waits for the end of every task, good or bad. Throws
/// Error with what sbatch said if there is none or it refuses; if it refuses the merge alone, the error says which job
/// runs already.
SlurmJobs submit(const SlurmScripts& scripts, const std::filesystem::path& output);

}  // namespace entrepot::sweep
