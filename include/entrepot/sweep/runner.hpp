#pragma once
// Running the points of a sweep.

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/sweep/journal.hpp"
#include "entrepot/sweep/plan.hpp"
#include "entrepot/sweep/work_source.hpp"

namespace entrepot::sweep {

/// A shard of a sweep: the pieces whose number modulo `count` is `index`.
struct Shard {
  std::size_t index = 0;
  std::size_t count = 1;
};

struct RunnerOptions {
  unsigned threads = 0;  ///< 0: all that the machine has
  std::function<void(const experiment::Progress&)> progress = {};
  /// Once true, no further piece starts; running ones finish and are kept.
  const std::atomic<bool>* stop = nullptr;
};

struct RunnerOutcome {
  std::size_t planned = 0;  ///< runs assigned to this process
  std::size_t finished = 0;
  std::size_t failed = 0;
  bool stopped = false;
  unsigned threads = 1;
  double wall_seconds = 0;
};

/// Whether each run has been finished by any process.
using RunsDone = std::vector<bool>;

/// The pieces of a shard with at least one unfinished run.
std::vector<std::size_t> pending_pieces(const Plan& plan, const RunsDone& done, const Shard& shard = {});

/// Executes the unfinished runs of the pieces that `work` assigns (indices into `pieces`) and records each run in the
/// journal as it ends; a failed run is recorded with its status and message. Throws Error if the journal cannot be
/// written; earlier records are kept. The result of a run depends only on the plan.
RunnerOutcome run_pieces(const Plan& plan, const RunsDone& done, std::span<const std::size_t> pieces, WorkSource& work,
                         Journal& journal, const RunnerOptions& options);

}  // namespace entrepot::sweep
