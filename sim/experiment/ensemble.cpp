#include "entrepot/experiment/ensemble.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/model/simulation.hpp"

namespace entrepot::experiment {
namespace {

constexpr std::size_t in_flight_per_thread = 2;

/// A replicate between simulation and collection: its record, or its error; neither if it was interrupted.
struct Finished {
  std::uint32_t replicate = 0;
  std::optional<model::Record> record;
  std::exception_ptr error;
};

class Ensemble {
 public:
  Ensemble(const Simulate& simulate, const Collect& collect, const EnsembleOptions& options)
      : simulate_(simulate), collect_(collect), options_(options), begun_at_(Clock::now()) {
    outcome_.planned = options.replicates;
    outcome_.threads = options.threads > 0 ? options.threads : static_cast<unsigned>(tbb::info::default_concurrency());
  }

  EnsembleOutcome run() {
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, outcome_.threads);
    tbb::task_arena arena(static_cast<int>(outcome_.threads));
    arena.execute([this] {
      flow(in_flight_per_thread * outcome_.threads);
      if (is_short_of_memory_) continue_one_at_a_time();
    });
    if (fatal_) std::rethrow_exception(fatal_);
    if (enough_) finish_early();
    if (cut_short_) outcome_.stopped = true;
    outcome_.wall_seconds = seconds();
    return std::move(outcome_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Item = std::shared_ptr<Finished>;

  void flow(std::size_t in_flight) {
    tbb::parallel_pipeline(
        in_flight,
        tbb::make_filter<void, std::uint32_t>(tbb::filter_mode::serial_in_order, [this](tbb::flow_control& control) {
          return begin(control);
        }) & tbb::make_filter<std::uint32_t, Item>(tbb::filter_mode::parallel, [this](std::uint32_t replicate) {
          return simulate(replicate);
        }) & tbb::make_filter<Item, void>(tbb::filter_mode::serial_in_order, [this](const Item& finished) {
          collect_or_keep(finished);
        }));
  }

  /// A record that could not be collected for lack of memory waits, with all later ones, until the running replicates
  /// have ended and released their memory.
  void collect_or_keep(const Item& finished) {
    if (!is_short_of_memory_) {
      collect(*finished);
      if (!is_short_of_memory_) return;
    }
    try {
      waiting_.push_back(finished);
    } catch (const std::bad_alloc&) {
      end_with_current_error();
    }
  }

  void continue_one_at_a_time() {
    has_memory_of_others_ = false;
    is_short_of_memory_ = false;
    for (auto& finished : waiting_) {
      collect(*finished);
      finished.reset();
    }
    if (outcome_.stopped) flow(1);
  }

  std::uint32_t begin(tbb::flow_control& control) {
    const bool all_begun = next_ == options_.replicates;
    const bool asked_to_stop = options_.stop != nullptr && options_.stop->load();
    if (all_begun || asked_to_stop || broken_.load() || enough_.load() || is_short_of_memory_.load()) {
      outcome_.stopped = !all_begun;
      control.stop();
      return 0;
    }
    return next_++;
  }

  [[nodiscard]] Item simulate(std::uint32_t replicate) const {
    auto finished = std::make_shared<Finished>();
    finished->replicate = replicate;
    try {
      // Isolated: a thread that waits inside a replicate must not start another one.
      tbb::this_task_arena::isolate([&] { finished->record = simulate_(replicate); });
    } catch (...) {
      finished->error = std::current_exception();
    }
    return finished;
  }

  /// An error that ends the run is stored until the running replicates have ended, because a pipeline cancelled by an
  /// exception does not free items in flight.
  void collect(const Finished& finished) {
    if (fatal_ || enough_ || cut_short_) return;
    try {
      take(finished);
    } catch (const std::bad_alloc&) {
      if (has_memory_of_others_) {
        is_short_of_memory_ = true;
      } else {
        end_with_current_error();
      }
    } catch (...) {
      end_with_current_error();
    }
  }

  void end_with_current_error() {
    fatal_ = std::current_exception();
    broken_ = true;
  }

  void take(const Finished& finished) {
    if (finished.error) {
      note_failure(finished);
    } else if (!finished.record) {
      cut_short_ = true;
      broken_ = true;
      return;
    } else {
      collect_(finished.replicate, *finished.record);
      ++outcome_.finished;
    }
    if (options_.progress)
      options_.progress({outcome_.planned, outcome_.finished, outcome_.failures.size(), seconds()});
    if (options_.enough && options_.enough(outcome_.finished + outcome_.failures.size())) enough_ = true;
  }

  /// Ends the run because the replicates so far are enough; it does not count as interrupted.
  void finish_early() {
    outcome_.enough = true;
    outcome_.stopped = false;
    outcome_.planned = outcome_.finished + outcome_.failures.size();
  }

  void note_failure(const Finished& finished) {
    try {
      std::rethrow_exception(finished.error);
    } catch (const Error& error) {
      if (error.code() == ExitCode::ledger_violation)
        throw Error(fmt::format("replicate {}: {}", finished.replicate, error.what()), error.code());
      outcome_.failures.push_back({finished.replicate, error.what()});
    } catch (const std::bad_alloc&) {
      outcome_.failures.push_back({finished.replicate, "not enough memory"});
    } catch (const std::exception& error) {
      outcome_.failures.push_back({finished.replicate, error.what()});
    }
  }

  [[nodiscard]] double seconds() const { return std::chrono::duration<double>(Clock::now() - begun_at_).count(); }

  const Simulate& simulate_;
  const Collect& collect_;
  const EnsembleOptions& options_;
  Clock::time_point begun_at_;
  std::uint32_t next_ = 0;            // changed only by the first filter
  std::exception_ptr fatal_;          // changed only by the last filter
  bool cut_short_ = false;            // likewise
  std::vector<Item> waiting_;         // likewise
  bool has_memory_of_others_ = true;  // likewise: whether waiting can release memory
  std::atomic<bool> is_short_of_memory_ = false;
  std::atomic<bool> broken_ = false;
  std::atomic<bool> enough_ = false;
  EnsembleOutcome outcome_;
};

}  // namespace

EnsembleOutcome run_replicates(const Simulate& simulate, const Collect& collect, const EnsembleOptions& options) {
  return Ensemble(simulate, collect, options).run();
}

}  // namespace entrepot::experiment
