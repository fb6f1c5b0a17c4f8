#pragma once
// The journal of a process: every run that it has finished, on disk before the next one begins to matter.
//
// A journal is a header and records of one size, each with a checksum that also covers the identity of the sweep. What
// a killed process or a full disk leaves half-written at the end fails its checksum and is passed over; no record
// before it is touched. A process never writes to a journal that was there before it.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/io/file.hpp"

namespace entrepot::sweep {

/// How a run ended. The numbers are part of result files.
enum class RunStatus : std::uint8_t {
  finished = 0,
  missing = 1,           ///< never run, or lost with the machine that ran it
  bad_scenario = 2,      ///< the point's values make no valid scenario
  ledger_violation = 3,  ///< goods or money were not conserved
  out_of_memory = 4,
  error = 5,  ///< any other error
};
/// As files and messages call them, in the order of RunStatus.
const std::vector<std::string>& status_names();

/// What is kept of a run.
struct RunRecord {
  std::uint64_t run = 0;  ///< point x replicates + replicate
  RunStatus status = RunStatus::finished;
  std::vector<double> values;  ///< [measure], of a finished run
  std::string message;         ///< of a failed one; cut where a record ends
  double seconds = 0;
};

/// 32 hex digits that name a sweep.
using Identity = std::string;

/// Appends to a journal of its own. Thread-safe.
class Journal {
 public:
  /// A new file in `folder`; its name says host, process and time. Throws Error if it cannot be made.
  Journal(const std::filesystem::path& folder, const Identity& identity, std::size_t measures);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Written when this returns, and on the disk itself within a second. Throws Error if there is no room; the journal
  /// then ends with its last whole record.
  void append(const RunRecord& record);
  /// Wait until all is on the disk.
  void sync();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  void sync_now();

  std::filesystem::path path_;
  Identity identity_;
  std::size_t measures_;
  io::OpenFile file_;
  std::uint64_t length_ = 0;
  double synced_at_ = 0;
  std::mutex mutex_;
};

/// Journals of a folder, in the order of their names.
std::vector<std::filesystem::path> journals_in(const std::filesystem::path& folder);

/// A journal, mapped into memory to be read.
class JournalReader {
 public:
  /// Throws Error if the file cannot be read, is no journal, or is of another sweep.
  JournalReader(const std::filesystem::path& path, const Identity& identity, std::size_t measures);

  /// Room for records, whole or not.
  [[nodiscard]] std::size_t slots() const { return slots_; }
  /// Whether the record of a slot is whole.
  [[nodiscard]] bool whole(std::size_t slot) const;
  /// Of a whole record.
  [[nodiscard]] std::uint64_t run(std::size_t slot) const;
  [[nodiscard]] RunStatus status(std::size_t slot) const;
  [[nodiscard]] double seconds(std::size_t slot) const;
  [[nodiscard]] double value(std::size_t slot, std::size_t measure) const;
  [[nodiscard]] std::string message(std::size_t slot) const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  [[nodiscard]] const std::byte* at(std::size_t slot) const;

  std::filesystem::path path_;
  Identity identity_;
  std::size_t measures_;
  io::MappedFile file_;
  std::size_t slots_ = 0;
};

}  // namespace entrepot::sweep
