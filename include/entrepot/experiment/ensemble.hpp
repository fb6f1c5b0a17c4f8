#pragma once
// Many replicates of one scenario.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/results/writer.hpp"

namespace entrepot::experiment {

/// How far an ensemble is.
struct Progress {
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  double seconds = 0;  ///< since the start
};

struct EnsembleOptions {
  std::size_t replicates = 1;
  unsigned threads = 0;  ///< 0: all that the machine has
  /// Called after every replicate, never twice at once, from any thread.
  std::function<void(const Progress&)> progress = {};
  /// Once it is true no replicate is begun; those in flight are finished and kept.
  const std::atomic<bool>* stop = nullptr;
  /// Asked after each replicate, in their order, with how many there are by now, failed ones included. Once it says
  /// yes no more are begun, and those in flight are thrown away, so that their number depends on results alone.
  std::function<bool(std::size_t replicates)> enough = {};
};

/// A replicate that ended with an error.
struct Failure {
  std::uint32_t replicate = 0;
  std::string message;
};

struct EnsembleOutcome {
  std::size_t planned = 0;  ///< those up to the one at which it was enough, if it was
  std::size_t finished = 0;
  std::vector<Failure> failures;  ///< by replicate
  bool stopped = false;           ///< by EnsembleOptions::stop, before all were begun, or with some cut short
  bool enough = false;            ///< EnsembleOptions::enough said so
  unsigned threads = 1;
  double wall_seconds = 0;
  /// The same as a result file records it.
  [[nodiscard]] results::Completion completion() const {
    return {.planned = planned,
            .failed = failures.size(),
            .threads = threads,
            .wall_seconds = wall_seconds,
            .ending = stopped ? "interrupted" : "all that were planned"};
  }
};

/// Makes one replicate; called from many threads at once. Nothing if it was cut short, which stops the run: no more are
/// begun, and neither that one nor any after it is collected.
using Simulate = std::function<std::optional<model::Record>(std::uint32_t replicate)>;
/// Takes what a replicate left behind; called for one replicate at a time, in their order.
using Collect = std::function<void(std::uint32_t replicate, const model::Record&)>;

/// Run replicates 0 .. replicates-1 on a pool of threads. At most two replicates per thread are begun and not yet
/// collected, so memory is bounded. What is collected does not depend on the number of threads. A replicate that throws
/// is counted as failed and left out, but an Error with ExitCode::ledger_violation, or an error of `collect`, ends the
/// run and is thrown on, always that of the lowest replicate. If `collect` throws std::bad_alloc, it is called again
/// for the same replicate once those in flight have ended, and the rest is run one at a time.
EnsembleOutcome run_replicates(const Simulate& simulate, const Collect& collect, const EnsembleOptions& options);

}  // namespace entrepot::experiment
