#pragma once
// The folder of a sweep that is under way, OUT.h5.runs: what the sweep is (manifest.h5), and the journals of all
// processes that have worked on it. The result file OUT.h5 is made of nothing else.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "entrepot/sweep/runner.hpp"

namespace entrepot::sweep {

/// How many runs there are of each kind.
struct Tally {
  std::size_t points = 0;
  std::size_t replicates = 0;
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  bool complete_before = false;  ///< the result file was complete already, and is as it was
  [[nodiscard]] std::size_t missing() const { return planned - finished - failed; }
  [[nodiscard]] bool complete() const { return finished == planned; }
};

/// Name of a measure's dataset in /runs: slashes would part groups.
std::string dataset_name(std::string measure);

/// OUT.h5.runs
std::filesystem::path store_of(const std::filesystem::path& output);

/// Whether there is work for a sweep.
enum class StoreState : std::uint8_t {
  open,      ///< the folder is there, with the manifest of this plan
  complete,  ///< the result file has all runs; the folder is removed
};

/// Make the folder and its manifest unless the result file is complete; give a manifest that is there the title and the
/// texts of the plan. Safe to call from many processes at once. Throws Error (bad input) if folder or result file are
/// of another sweep, with the part that differs, or if another process keeps the folder locked.
StoreState open_store(const Plan& plan, const std::filesystem::path& output);

/// Which runs have been finished, in the folder's journals. Failed ones are not done.
RunsDone runs_done(const Plan& plan, const std::filesystem::path& output);

/// Write OUT.h5 from manifest and journals: the same bytes for the same runs, whoever ran them. A run that two
/// processes finished must have come out the same, or Error is thrown. The folder is removed if no run is missing, else
/// left as it is. A result file that is complete is left as it is, too.
Tally merge_store(const std::filesystem::path& output);

/// Whether OUT.h5 is there, of this plan, and complete. Throws Error (bad input) if it is of another sweep.
bool is_complete(const Plan& plan, const std::filesystem::path& output);

/// Whether the folder is there, with a manifest.
bool has_store(const std::filesystem::path& output);

/// Give a complete result file the title, question and texts of the plan. Whether they differed.
bool refresh_texts(const Plan& plan, const std::filesystem::path& output);

}  // namespace entrepot::sweep
