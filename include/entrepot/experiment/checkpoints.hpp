#pragma once
// A run that outlives the machine it is on: replicates that are under way are saved every now and then, those that are
// finished are kept, and the same command goes on from there to the same result, bit for bit.
//
// A folder holds a file for each: replicate-N.state, all that the replicate has changed so far (engine/
// replicate_fields.hpp), or replicate-N.record, what it left behind. Each is whole or not there, sealed by a checksum,
// and says what it is of.

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

/// What must be the same for a checkpoint to be gone on from: the scenario, its seed, and the program to its commit.
struct CheckpointIdentity {
  std::string version;
  std::string commit;
  std::string layout;    ///< hash of how tables lie in the files
  std::string title;     ///< of the scenario; for messages alone
  std::string scenario;  ///< hash of its canonical form
  std::int64_t seed = 0;
};

/// That of a run of this program.
CheckpointIdentity checkpoint_identity(const scenario::LoadedScenario& loaded);

/// How often a replicate that is under way is saved.
struct CheckpointPace {
  Week weeks = 0;       ///< after every so many weeks of the model; 0: after `seconds`
  double seconds = 60;  ///< by the clock, at the end of a week
};

/// Read "13w", "90s", "10min" or "2h"; throws Error (bad input) for any other form.
CheckpointPace parse_pace(const std::string& text);

/// The folder of a run. simulate() may be called from many threads, each with a replicate of its own.
class Checkpoints {
 public:
  /// Makes the folder if there is none, and looks at all that is in it. Keeps a reference to the setting. Throws Error
  /// (ExitCode::bad_input) if another process is at work in the folder, and with every file that is damaged or of
  /// another run.
  Checkpoints(std::filesystem::path folder, const model::Setting& setting, CheckpointIdentity identity,
              CheckpointPace pace);
  ~Checkpoints();
  Checkpoints(const Checkpoints&) = delete;
  Checkpoints& operator=(const Checkpoints&) = delete;

  /// Run a replicate, or what is left of it. `stop` is asked before the first week and after each. Nothing if the
  /// replicate was cut short, because `stop` said so or because something could not be kept (rethrow()); what there was
  /// of it is then in the folder.
  std::optional<model::Record> simulate(std::uint32_t replicate, const std::function<bool()>& stop);

  /// What the folder has.
  struct Kept {
    std::set<std::uint32_t> finished;
    std::map<std::uint32_t, Week> under_way;  ///< with the week that comes next
  };
  [[nodiscard]] Kept kept() const;
  /// Throws what kept a checkpoint from the disk, if anything did.
  void rethrow() const;
  /// Take away all checkpoints, and the folder if nothing else is in it.
  void remove();
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  enum class Kind : std::uint8_t { state, record };
  struct Head;
  class Opened;

  [[nodiscard]] std::filesystem::path path_of(Kind kind, std::uint32_t replicate) const;
  void look_through();
  template <class T>
  void save(Kind kind, std::uint32_t replicate, Week next_week, const T& what) const;
  void save_state(std::uint32_t replicate, const model::Replicate& run);
  void keep_record(std::uint32_t replicate, const model::Record& record);
  template <class Action>
  bool unless_broken(const Action& action);
  void take_up(std::uint32_t replicate, model::Replicate& run) const;
  [[nodiscard]] std::optional<model::Record> finished(std::uint32_t replicate) const;

  std::filesystem::path folder_;
  const model::Setting& setting_;
  CheckpointIdentity identity_;
  CheckpointPace pace_;
  std::unique_ptr<io::FileLock> lock_;
  mutable std::mutex mutex_;  ///< of the two that follow
  Kept kept_;
  std::exception_ptr broken_by_;
  std::atomic<bool> broken_ = false;
};

}  // namespace entrepot::experiment
