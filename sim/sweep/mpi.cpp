#include "entrepot/sweep/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>
#include <string_view>
#include <thread>

#include "work_distribution.hpp"

#ifdef ENTREPOT_WITH_MPI
#include <mpi.h>
#endif

namespace entrepot::sweep {
namespace {

/// An integer from the environment, or 0.
std::size_t environment_number(const char* name) {
  const char* text = std::getenv(name);
  std::size_t number = 0;
  if (text != nullptr) std::from_chars(text, text + std::strlen(text), number);
  return number;
}

Error unconnected_processes(std::size_t processes, const std::string& why) {
  return Error(fmt::format("{} copies of the program were started together, and each would run the complete sweep: {}. "
                           "To run parts without MPI, use --shard",
                           processes, why),
               ExitCode::bad_input);
}

}  // namespace

std::size_t launched_processes(bool with_srun) {
  std::size_t most = 1;
  // Open MPI; MPICH, Intel MPI and Slurm's PMI-2.
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) most = std::max(most, environment_number(name));
  // Any step of srun, with or without MPI.
  if (with_srun) most = std::max(most, environment_number("SLURM_STEP_NUM_TASKS"));
  // PMIx gives only the rank: a rank above 0 implies several processes.
  return std::max(most, environment_number("PMIX_RANK") + 1);
}

#ifdef ENTREPOT_WITH_MPI

namespace {

using namespace std::chrono_literals;

// MPI return codes are not checked: by default, MPI aborts all ranks on any error, with a message.

// Sleep interval of ranks that wait for others.
constexpr auto patience = 5ms;
// Interval at which a computing rank serves requests for its memory. Shared memory and networks with remote atomics do
// not need it; over TCP, a request waits for half of it on average.
constexpr auto poll_interval = 2ms;

}  // namespace

bool built_with_mpi() { return true; }

struct MpiSession::Impl {
  bool running = false;
  std::size_t rank = 0;
  std::size_t ranks = 1;
  std::mutex mutex;  ///< held during every MPI call, because MPI is initialised for serialised calls

  /// Starts a collective operation and sleeps until it completes. Testing for completion lets MPI serve other ranks.
  template <class Start>
  void collective(const Start& start) {
    MPI_Request request = MPI_REQUEST_NULL;
    {
      const std::scoped_lock lock(mutex);
      start(&request);
    }
    int through = 0;
    while (true) {
      {
        const std::scoped_lock lock(mutex);
        MPI_Test(&request, &through, MPI_STATUS_IGNORE);
      }
      if (through != 0) return;
      std::this_thread::sleep_for(patience);
    }
  }
};

MpiSession::MpiSession(bool has_a_shard) : impl_(std::make_unique<Impl>()) {
  const std::size_t processes = launched_processes(!has_a_shard);
  if (processes == 1) return;
  int provided = MPI_THREAD_SINGLE;
  // Serialised, because some of Open MPI's one-sided components (osc/pt2pt) are disabled with concurrent calls.
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  impl_->running = true;
  int rank = 0;
  int ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  impl_->rank = static_cast<std::size_t>(rank);
  impl_->ranks = static_cast<std::size_t>(ranks);
  const bool together = impl_->ranks > 1;
  if (together && provided >= MPI_THREAD_SERIALIZED) return;
  MPI_Finalize();
  if (!together)
    throw unconnected_processes(processes,
                                "MPI sees only one (another MPI than it was built with? srun without --mpi=pmix?)");
  throw Error("MPI: this MPI library does not support MPI_THREAD_SERIALIZED");
}

MpiSession::~MpiSession() {
  if (!impl_->running) return;
  if (std::uncaught_exceptions() > 0) MPI_Abort(MPI_COMM_WORLD, static_cast<int>(ExitCode::failure));
  MPI_Finalize();
}

std::size_t MpiSession::rank() const { return impl_->rank; }
std::size_t MpiSession::ranks() const { return impl_->ranks; }

void MpiSession::barrier() {
  if (!impl_->running) return;
  impl_->collective([](MPI_Request* request) { return MPI_Ibarrier(MPI_COMM_WORLD, request); });
}

std::vector<std::uint64_t> MpiSession::sum(std::vector<std::uint64_t> terms) {
  if (!impl_->running) return terms;
  std::vector<std::uint64_t> sums(terms.size());
  impl_->collective([&](MPI_Request* request) {
    return MPI_Iallreduce(terms.data(), sums.data(), static_cast<int>(terms.size()), MPI_UINT64_T, MPI_SUM,
                          MPI_COMM_WORLD, request);
  });
  return sums;
}

std::uint64_t MpiSession::max(std::uint64_t number) {
  if (!impl_->running) return number;
  std::uint64_t largest = 0;
  impl_->collective([&](MPI_Request* request) {
    return MPI_Iallreduce(&number, &largest, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD, request);
  });
  return largest;
}

std::vector<bool> MpiSession::broadcast(std::vector<bool> of_rank_0) {
  if (!impl_->running) return of_rank_0;
  std::uint64_t length = of_rank_0.size();
  const auto send = [&](void* data, std::size_t count, MPI_Datatype type) {
    impl_->collective([&](MPI_Request* request) {
      return MPI_Ibcast(data, static_cast<int>(count), type, 0, MPI_COMM_WORLD, request);
    });
  };
  send(&length, 1, MPI_UINT64_T);
  constexpr std::size_t bits = 64;
  std::vector<std::uint64_t> words((length + bits - 1) / bits);
  if (first()) {
    for (std::size_t i = 0; i < length; ++i) words[i / bits] |= std::uint64_t{of_rank_0[i]} << (i % bits);
  }
  send(words.data(), words.size(), MPI_UINT64_T);
  of_rank_0.resize(length);
  for (std::size_t i = 0; i < length; ++i) of_rank_0[i] = (words[i / bits] >> (i % bits) & 1U) != 0;
  return of_rank_0;
}

void MpiSession::abort(ExitCode code) {
  if (impl_->running) MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
  std::_Exit(static_cast<int>(code));
}

struct MpiWork::Impl {
  MpiSession& session;
  WorkDistribution deal;
  std::vector<std::size_t> order;
  std::size_t place = 0;  ///< position in the order; counters before it are exhausted
  std::uint64_t* counter = nullptr;
  MPI_Win window = MPI_WIN_NULL;
  std::atomic<bool> over = false;
  std::thread server;
  SharedWork alone;  ///< used by a single process instead of the counters

  Impl(MpiSession& of, std::size_t pieces)
      : session(of), deal(pieces, of.ranks()), order(deal.order_of(of.rank())), alone(pieces) {}

  [[nodiscard]] MpiSession::Impl& mpi() const { return *session.impl_; }

  void open() {
    {
      const std::scoped_lock lock(mpi().mutex);
      MPI_Win_allocate(sizeof(std::uint64_t), sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD,
                       static_cast<void*>(&counter), &window);
      MPI_Win_lock_all(MPI_MODE_NOCHECK, window);
      *counter = 0;
      MPI_Win_sync(window);
    }
    session.barrier();  // no rank may use a counter before it is initialised
    server = std::thread([this] { serve(); });
  }

  void close() {
    session.barrier();  // others may still send requests; waiting serves them
    stop_serving();
    const std::scoped_lock lock(mpi().mutex);
    MPI_Win_unlock_all(window);
    MPI_Win_free(&window);
  }

  void stop_serving() {
    over = true;
    server.join();
  }

  /// Any MPI call serves requests of other ranks; this one has no other effect.
  void serve() {
    while (!over.load()) {
      {
        const std::scoped_lock lock(mpi().mutex);
        int found = 0;
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &found, MPI_STATUS_IGNORE);
      }
      std::this_thread::sleep_for(poll_interval);
    }
  }

  /// Takes a piece from a counter; returns the number taken before.
  std::uint64_t take(std::size_t from) {
    const std::uint64_t one = 1;
    std::uint64_t before = 0;
    const int host = static_cast<int>(deal.host_of(from));
    MPI_Fetch_and_op(&one, &before, MPI_UINT64_T, host, 0, MPI_SUM, window);
    MPI_Win_flush(host, window);
    return before;
  }

  std::optional<std::size_t> next() {
    const std::scoped_lock lock(mpi().mutex);
    for (; place < order.size(); ++place) {
      const std::size_t from = order[place];
      if (deal.pieces_of(from) == 0) continue;
      const std::uint64_t before = take(from);
      if (before < deal.pieces_of(from)) return deal.first_piece(from) + before;
    }
    return std::nullopt;
  }
};

MpiWork::MpiWork(MpiSession& session, std::size_t pieces) : impl_(std::make_unique<Impl>(session, pieces)) {
  if (session.impl_->running) impl_->open();
}

MpiWork::~MpiWork() {
  if (impl_->window == MPI_WIN_NULL) return;
  if (std::uncaught_exceptions() == 0) {
    impl_->close();
  } else {
    impl_->stop_serving();  // the session ends the job
  }
}

std::optional<std::size_t> MpiWork::next() {
  return impl_->window == MPI_WIN_NULL ? impl_->alone.next() : impl_->next();
}

#else

bool built_with_mpi() { return false; }

struct MpiSession::Impl {};

MpiSession::MpiSession(bool has_a_shard) {
  const std::size_t processes = launched_processes(!has_a_shard);
  if (processes > 1) throw unconnected_processes(processes, "it was built without MPI (cmake -D ENTREPOT_MPI=ON)");
}
MpiSession::~MpiSession() = default;
std::size_t MpiSession::rank() const { return 0; }
std::size_t MpiSession::ranks() const { return 1; }
void MpiSession::barrier() {}
std::vector<std::uint64_t> MpiSession::sum(std::vector<std::uint64_t> terms) { return terms; }
std::uint64_t MpiSession::max(std::uint64_t number) { return number; }
std::vector<bool> MpiSession::broadcast(std::vector<bool> of_rank_0) { return of_rank_0; }
void MpiSession::abort(ExitCode code) { std::_Exit(static_cast<int>(code)); }

struct MpiWork::Impl {
  SharedWork alone;
  explicit Impl(std::size_t pieces) : alone(pieces) {}
};

MpiWork::MpiWork(MpiSession& /*session*/, std::size_t pieces) : impl_(std::make_unique<Impl>(pieces)) {}
MpiWork::~MpiWork() = default;
std::optional<std::size_t> MpiWork::next() { return impl_->alone.next(); }

#endif

}  // namespace entrepot::sweep
