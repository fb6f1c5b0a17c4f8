#pragma once
// Checkpoints: running replicates are saved periodically and finished ones are kept, so that the same command resumes
// from there and gives the same result, bit for bit. The directory has one file per replicate: replicate-N.state, the
// state of a running replicate, or replicate-N.record, the record of a finished one. Each file appears atomically, has
// a checksum, and identifies its run.

#include <atomic>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "entrepot/core/calendar.hpp"
#include "entrepot/io/file_lock.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/replicate.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::experiment {

/// Identity of a checkpoint. To resume, scenario, seed, and the program's version and commit must be equal.
struct CheckpointIdentity {
  std::string version;
  std::string commit;
  std::string layout;    ///< hash of the tables' layout in the files
  std::string title;     ///< of the scenario; for messages only
  std::string scenario;  ///< hash of its canonical form
  std::int64_t seed = 0;
};

/// The identity of a run of this program.
CheckpointIdentity checkpoint_identity(const scenario::LoadedScenario& loaded);

/// Interval at which a running replicate is saved.
struct CheckpointPace {
  Week weeks = 0;       ///< interval in model weeks; 0: use `seconds`
  double seconds = 60;  ///< interval in wall time; saves at the end of a week
};

/// Parses "13w", "90s", "10min" or "2h". Throws Error (bad_input) for any other form.
CheckpointPace parse_pace(const std::string& text);

/// The checkpoint directory of a run. simulate() may be called from several threads with different replicates.
class Checkpoints {
 public:
  /// Creates the directory if needed and checks its files. Keeps a reference to the setting. Throws Error
  /// (ExitCode::bad_input) if another process uses the directory, or with the list of files that are damaged or belong
  /// to another run.
  Checkpoints(std::filesystem::path folder, const model::Setting& setting, CheckpointIdentity identity,
              CheckpointPace pace);
  ~Checkpoints();
  Checkpoints(const Checkpoints&) = delete;
  Checkpoints& operator=(const Checkpoints&) = delete;

  /// Runs a replicate, resuming it if it was saved. Calls `stop` before the first week and after each week. Returns
  /// nullopt if the replicate was interrupted, because `stop` returned true or a file could not be saved (see
  /// rethrow()); its state is then in the directory.
  std::optional<model::Record> simulate(std::uint32_t replicate, const std::function<bool()>& stop);

  /// Replicates in the directory.
  struct Kept {
    std::set<std::uint32_t> finished;
    std::map<std::uint32_t, Week> under_way;  ///< running replicates and their next week
  };
  [[nodiscard]] Kept kept() const;
  /// Throws the error that prevented saving a checkpoint, if any.
  void rethrow() const;
  /// Deletes all checkpoints, and the directory if it is then empty.
  void remove();
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  enum class Kind : std::uint8_t { state, record };
  struct Head;
  class Opened;

  [[nodiscard]] std::filesystem::path path_of(Kind kind, std::uint32_t replicate) const;
  void check_files();
  template <class T>
  void save(Kind kind, std::uint32_t replicate, Week next_week, const T& what) const;
  void save_state(std::uint32_t replicate, const model::Replicate& run);
  void keep_record(std::uint32_t replicate, const model::Record& record);
  template <class Action>
  bool attempt(const Action& action);
  void restore(std::uint32_t replicate, model::Replicate& run) const;
  [[nodiscard]] std::optional<model::Record> finished(std::uint32_t replicate) const;

  std::filesystem::path folder_;
  const model::Setting& setting_;
  CheckpointIdentity identity_;
  CheckpointPace pace_;
  std::unique_ptr<io::FileLock> lock_;
  mutable std::mutex mutex_;  ///< protects kept_ and broken_by_
  Kept kept_;
  std::exception_ptr broken_by_;
  std::atomic<bool> broken_ = false;
};

}  // namespace entrepot::experiment
