#pragma once
// The journal of a process: a durable record of every run it has finished.
// A journal is a header and records of fixed size, each with a checksum that also covers the identity of the sweep. A
// partial record left by a killed process or a full disk fails its checksum and is ignored; earlier records are
// unaffected. A process never writes to an existing journal.

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

/// Status of a run. The numbers are part of result files.
enum class RunStatus : std::uint8_t {
  finished = 0,
  missing = 1,           ///< not run, or lost with the machine that ran it
  bad_scenario = 2,      ///< the point's values give an invalid scenario
  ledger_violation = 3,  ///< goods or money were not conserved
  out_of_memory = 4,
  error = 5,  ///< any other error
};
/// Names in files and messages, in the order of RunStatus.
const std::vector<std::string>& status_names();

/// The record of a run in a journal.
struct RunRecord {
  std::uint64_t run = 0;  ///< point x replicates + replicate
  RunStatus status = RunStatus::finished;
  std::vector<double> values;  ///< [measure]; empty for a failed run
  std::string message;         ///< error of a failed run; truncated to the record size
  double seconds = 0;
};

/// 32 hex digits that identify a sweep.
using Identity = std::string;

/// Writes a new journal. Thread-safe.
class Journal {
 public:
  /// Creates a file in `folder` whose name contains host, process and time. Throws Error if it cannot be created.
  Journal(const std::filesystem::path& folder, const Identity& identity, std::size_t measures);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Writes a record; it is on disk within a second. Throws Error if the disk is full; the journal then ends with its
  /// last complete record.
  void append(const RunRecord& record);
  /// Waits until all records are on disk.
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

/// The journals in a directory, sorted by name.
std::vector<std::filesystem::path> journals_in(const std::filesystem::path& folder);

/// A journal, mapped read-only into memory.
class JournalReader {
 public:
  /// Throws Error if the file cannot be read, is not a journal, or belongs to another sweep.
  JournalReader(const std::filesystem::path& path, const Identity& identity, std::size_t measures);

  /// Number of record slots, including an incomplete last one.
  [[nodiscard]] std::size_t slots() const { return slots_; }
  /// Whether the record in a slot is complete.
  [[nodiscard]] bool whole(std::size_t slot) const;
  /// Fields of a complete record.
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
