#pragma once
// Ensembles: many replicates of one scenario.

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

/// Progress of an ensemble.
struct Progress {
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  double seconds = 0;  ///< since the start
};

struct EnsembleOptions {
  std::size_t replicates = 1;
  unsigned threads = 0;  ///< 0: all CPUs
  /// Called after every replicate from any thread, never concurrently.
  std::function<void(const Progress&)> progress = {};
  /// Once true, no further replicate starts; running ones finish and are kept.
  const std::atomic<bool>* stop = nullptr;
  /// Called after each replicate, in order, with their number so far, including failed ones. Once it returns true, no
  /// further replicate starts and running ones are discarded, so that the number of replicates depends only on results.
  std::function<bool(std::size_t replicates)> enough = {};
};

/// A replicate that ended with an error.
struct Failure {
  std::uint32_t replicate = 0;
  std::string message;
};

struct EnsembleOutcome {
  std::size_t planned = 0;  ///< planned replicates; if `enough`, those up to the last one used
  std::size_t finished = 0;
  std::vector<Failure> failures;  ///< sorted by replicate
  bool stopped = false;           ///< EnsembleOptions::stop ended the run before all replicates finished
  bool enough = false;            ///< EnsembleOptions::enough ended the run
  unsigned threads = 1;
  double wall_seconds = 0;
  /// The outcome as recorded in a result file.
  [[nodiscard]] results::Completion completion() const {
    return {.planned = planned,
            .failed = failures.size(),
            .threads = threads,
            .wall_seconds = wall_seconds,
            .ending = stopped ? "interrupted" : "all planned"};
  }
};

/// Runs one replicate; called concurrently from several threads. nullopt means that it was interrupted, which stops the
/// run: no further replicate starts, and neither this one nor any later one is collected.
using Simulate = std::function<std::optional<model::Record>(std::uint32_t replicate)>;
/// Receives the record of a replicate; called for one replicate at a time, in order.
using Collect = std::function<void(std::uint32_t replicate, const model::Record&)>;

/// Runs replicates 0 .. replicates-1 on a thread pool. At most two replicates per thread are started and not yet
/// collected, so memory is bounded. The collected records do not depend on the number of threads. A replicate that
/// throws counts as failed and is omitted, but an Error with ExitCode::ledger_violation, or an error of `collect`, ends
/// the run and is rethrown, always that of the lowest replicate. If `collect` throws std::bad_alloc, it is called again
/// for the same replicate once the running ones have ended, and the remaining replicates run one at a time.
EnsembleOutcome run_replicates(const Simulate& simulate, const Collect& collect, const EnsembleOptions& options);

}  // namespace entrepot::experiment
