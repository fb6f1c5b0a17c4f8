#include "entrepot/sweep/runner.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <new>

#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"

namespace entrepot::sweep {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

struct Span {
  std::size_t point;
  std::size_t first_replicate;
  std::size_t last_replicate;  ///< one past
};

Span span_of(const Plan& plan, std::size_t piece) {
  const std::size_t first = piece % plan.pieces_of_point() * replicates_of_piece;
  return {piece / plan.pieces_of_point(), first, std::min(first + replicates_of_piece, plan.replicates())};
}

/// The status and message of the current exception.
RunRecord failure_of(std::size_t run) {
  RunRecord record{.run = run, .status = RunStatus::error, .values = {}, .message = {}};
  try {
    throw;
  } catch (const Error& error) {
    if (error.code() == ExitCode::bad_input) record.status = RunStatus::bad_scenario;
    if (error.code() == ExitCode::ledger_violation) record.status = RunStatus::ledger_violation;
    record.message = error.what();
  } catch (const std::bad_alloc&) {
    record.status = RunStatus::out_of_memory;
    record.message = "not enough memory";
  } catch (const std::exception& error) {
    record.message = error.what();
  } catch (...) {
    record.message = "unknown error";
  }
  return record;
}

class Runner {
 public:
  Runner(const Plan& plan, const RunsDone& done, std::span<const std::size_t> pieces, WorkSource& work,
         Journal& journal, const RunnerOptions& options)
      : plan_(plan), done_(done), pieces_(pieces), work_(work), journal_(journal), options_(options) {
    outcome_.threads = options.threads > 0 ? options.threads : static_cast<unsigned>(tbb::info::default_concurrency());
    for (const std::size_t piece : pieces) outcome_.planned += runs_left(span_of(plan, piece));
  }

  RunnerOutcome run() {
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, outcome_.threads);
    tbb::task_arena arena(static_cast<int>(outcome_.threads));
    arena.execute([this] {
      tbb::parallel_for(
          0U, outcome_.threads, [this](unsigned) { work_on(); }, tbb::simple_partitioner());
    });
    if (fatal_) std::rethrow_exception(fatal_);
    journal_.sync();
    outcome_.stopped = asked_to_stop();
    outcome_.wall_seconds = seconds_since(begun_at_);
    return outcome_;
  }

 private:
  [[nodiscard]] bool is_done(std::size_t point, std::size_t replicate) const {
    return done_[point * plan_.replicates() + replicate];
  }
  [[nodiscard]] std::size_t runs_left(const Span& span) const {
    std::size_t left = 0;
    for (std::size_t r = span.first_replicate; r < span.last_replicate; ++r) left += is_done(span.point, r) ? 0 : 1;
    return left;
  }
  [[nodiscard]] bool asked_to_stop() const { return options_.stop != nullptr && options_.stop->load(); }

  /// Loop of each thread. Threads request pieces, so that a slow piece does not delay the others.
  void work_on() {
    while (!asked_to_stop() && !broken_.load()) {
      const auto next = work_.next();
      if (!next) return;
      try {
        run_piece(span_of(plan_, pieces_[*next]));
      } catch (...) {
        const std::scoped_lock lock(mutex_);
        if (!fatal_) fatal_ = std::current_exception();
        broken_ = true;
      }
    }
  }

  /// Runs the replicates of a piece; their shared data is built once.
  void run_piece(const Span& span) {
    if (runs_left(span) == 0) return;
    try {
      const auto loaded = plan_.scenario_of(span.point);
      const model::Setting setting(loaded.scenario);
      const experiment::MeasureReader reader(setting, plan_.measures());
      for_runs_left(span, [&](std::size_t replicate, RunRecord& record) {
        // Isolated: a thread that waits inside a run must not start another one.
        tbb::this_task_arena::isolate(
            [&] { record.values = reader(model::simulate(setting, static_cast<std::uint32_t>(replicate))); });
      });
    } catch (const JournalFull&) {
      throw;
    } catch (...) {
      const RunRecord failure = failure_of(0);
      for_runs_left(span, [&](std::size_t, RunRecord& record) {
        record.status = failure.status;
        record.message = failure.message;
      });
    }
  }

  /// An error of the journal, in contrast to an error of a run.
  struct JournalFull : Error {
    using Error::Error;
  };

  template <class Make>
  void for_runs_left(const Span& span, const Make& make) {
    for (std::size_t r = span.first_replicate; r < span.last_replicate && !asked_to_stop() && !broken_.load(); ++r) {
      if (is_done(span.point, r)) continue;
      const auto begin = Clock::now();
      RunRecord record{.run = span.point * plan_.replicates() + r, .values = {}, .message = {}};
      try {
        make(r, record);
      } catch (...) {
        record = failure_of(record.run);
      }
      record.seconds = seconds_since(begin);
      note(record);
    }
  }

  void note(const RunRecord& record) {
    try {
      journal_.append(record);
    } catch (const Error& error) {
      throw JournalFull(error.what(), error.code());
    }
    const std::scoped_lock lock(mutex_);
    ++(record.status == RunStatus::finished ? outcome_.finished : outcome_.failed);
    if (options_.progress)
      options_.progress({outcome_.planned, outcome_.finished, outcome_.failed, seconds_since(begun_at_)});
  }

  const Plan& plan_;
  const RunsDone& done_;
  std::span<const std::size_t> pieces_;
  WorkSource& work_;
  Journal& journal_;
  const RunnerOptions& options_;
  Clock::time_point begun_at_ = Clock::now();
  std::mutex mutex_;  ///< protects the members below
  RunnerOutcome outcome_;
  std::exception_ptr fatal_;
  std::atomic<bool> broken_ = false;
};

}  // namespace

std::vector<std::size_t> pending_pieces(const Plan& plan, const RunsDone& done, const Shard& shard) {
  std::vector<std::size_t> pieces;
  for (std::size_t piece = shard.index; piece < plan.pieces(); piece += shard.count) {
    const Span span = span_of(plan, piece);
    const std::size_t first = span.point * plan.replicates();
    bool pending = false;
    for (std::size_t r = span.first_replicate; r < span.last_replicate && !pending; ++r) pending = !done[first + r];
    if (pending) pieces.push_back(piece);
  }
  return pieces;
}

RunnerOutcome run_pieces(const Plan& plan, const RunsDone& done, std::span<const std::size_t> pieces, WorkSource& work,
                         Journal& journal, const RunnerOptions& options) {
  return Runner(plan, done, pieces, work, journal, options).run();
}

}  // namespace entrepot::sweep
