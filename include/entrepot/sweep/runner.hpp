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

/// A part of the pieces of a sweep: those whose number leaves the remainder `index` over `count`.
struct Shard {
  std::size_t index = 0;
  std::size_t count = 1;
};

struct RunnerOptions {
  unsigned threads = 0;  ///< 0: all that the machine has
  std::function<void(const experiment::Progress&)> progress = {};
  /// Once it is true no piece is begun; runs in flight are finished and kept.
  const std::atomic<bool>* stop = nullptr;
};

struct RunnerOutcome {
  std::size_t planned = 0;  ///< runs that this process was given
  std::size_t finished = 0;
  std::size_t failed = 0;
  bool stopped = false;
  unsigned threads = 1;
  double wall_seconds = 0;
};

/// Whether each run has been finished by any process.
using RunsDone = std::vector<bool>;

/// Numbers of the pieces of a shard that have a run not done.
std::vector<std::size_t> pending_pieces(const Plan& plan, const RunsDone& done, const Shard& shard = {});

/// Run what is not done of the pieces that `work` hands out (rows of `pieces`), each run noted in the journal as it
/// ends. A run that fails is noted with its kind and message. Throws Error if the journal cannot be written; runs noted
/// before are kept. What a run gives depends on the plan alone.
RunnerOutcome run_pieces(const Plan& plan, const RunsDone& done, std::span<const std::size_t> pieces, WorkSource& work,
                         Journal& journal, const RunnerOptions& options);

}  // namespace entrepot::sweep
