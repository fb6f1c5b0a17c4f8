#pragma once
// The folder of a sweep that is under way, OUT.h5.runs: what the sweep is (manifest.h5), and the journals of all
// processes that have worked on it. The result file OUT.h5 is made of nothing else.

#include <cstddef>
#include <filesystem>
#include <string>

#include "runner.hpp"

namespace entrepot::sweep {

/// How many runs there are of each kind.
struct Tally {
  std::size_t points = 0;
  std::size_t replicates = 0;
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  [[nodiscard]] std::size_t missing() const { return planned - finished - failed; }
  [[nodiscard]] bool complete() const { return finished == planned; }
};

/// Name of a measure's dataset in /runs: slashes would part groups.
std::string dataset_name(std::string measure);

/// OUT.h5.runs
std::filesystem::path store_of(const std::filesystem::path& output);

/// Make the folder, if it is not there, and its manifest; check that the folder is of this plan if it is. Safe to call
/// from many processes at once. Throws Error if it is of another sweep.
void open_store(const Plan& plan, const std::filesystem::path& output);

/// Which runs have been finished, in the folder's journals. Failed ones are not done.
RunsDone runs_done(const Plan& plan, const std::filesystem::path& output);

/// Write OUT.h5 from manifest and journals: the same bytes for the same runs, whoever ran them. A run that two
/// processes finished must have come out the same, or Error is thrown. The folder is left as it is.
Tally merge_store(const std::filesystem::path& output);

/// Take away the folder of a sweep whose result file is complete, or what a process that was killed over it left of it.
void remove_store(const std::filesystem::path& output);

/// Whether OUT.h5 is there, of this plan, and complete. Throws Error (bad input) if it is of another sweep.
bool is_complete(const Plan& plan, const std::filesystem::path& output);

}  // namespace entrepot::sweep
