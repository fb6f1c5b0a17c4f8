#pragma once
// The directory of an unfinished sweep, OUT.h5.runs: the manifest (manifest.h5) and the journals of all processes that
// have worked on it. The result file OUT.h5 is made only from these.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "entrepot/sweep/runner.hpp"

namespace entrepot::sweep {

/// Number of runs by status.
struct Tally {
  std::size_t points = 0;
  std::size_t replicates = 0;
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  bool complete_before = false;  ///< whether the result file was already complete and is unchanged
  [[nodiscard]] std::size_t missing() const { return planned - finished - failed; }
  [[nodiscard]] bool complete() const { return finished == planned; }
};

/// Name of a measure's dataset in /runs; slashes, which separate groups, are replaced.
std::string dataset_name(std::string measure);

/// OUT.h5.runs
std::filesystem::path store_of(const std::filesystem::path& output);

/// State of a sweep's directory.
enum class StoreState : std::uint8_t {
  open,      ///< the directory exists with the manifest of this plan
  complete,  ///< the result file has all runs; the directory is removed
};

/// Creates the directory and its manifest unless the result file is complete; updates the title and texts of an
/// existing manifest. May be called from several processes at once. Throws Error (bad_input) if the directory or result
/// file belongs to another sweep, with the part that differs, or if another process holds the directory's lock.
StoreState open_store(const Plan& plan, const std::filesystem::path& output);

/// The finished runs in the directory's journals. Failed runs do not count.
RunsDone runs_done(const Plan& plan, const std::filesystem::path& output);

/// Writes OUT.h5 from manifest and journals; the bytes depend only on the runs, not on the processes that executed
/// them. Throws Error if two processes finished the same run with different results. Removes the directory if no run is
/// missing. A complete result file is not changed.
Tally merge_store(const std::filesystem::path& output);

/// Whether OUT.h5 exists, belongs to this plan, and is complete. Throws Error (bad_input) if it belongs to another
/// sweep.
bool is_complete(const Plan& plan, const std::filesystem::path& output);

/// Whether the directory exists and has a manifest.
bool has_store(const std::filesystem::path& output);

/// Updates title, question and texts of a complete result file; returns whether they differed.
bool refresh_texts(const Plan& plan, const std::filesystem::path& output);

}  // namespace entrepot::sweep
