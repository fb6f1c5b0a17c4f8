#pragma once
// A sweep on several machines: the ranks of an MPI job, and their work distribution without a master.
// Only mpi.cpp uses MPI. In a build without MPI, the interface exists and reports a single rank.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/sweep/work_source.hpp"

namespace entrepot::sweep {

/// Whether the program was built with MPI.
bool built_with_mpi();

/// Number of processes started together by a launcher (mpirun, srun), according to the environment; 1 without a
/// launcher. Tasks of an srun without MPI count only if `with_srun` is true.
std::size_t launched_processes(bool with_srun = true);

/// This process's membership in an MPI job. Starts MPI only if a launcher started several processes; a single process
/// is rank 0 of 1. At most one object exists at a time, created and destroyed by the same thread. Its functions are
/// called by one thread at a time, and collective functions by every rank in the same order. Waiting ranks sleep
/// instead of spinning.
class MpiSession {
 public:
  /// Throws Error (bad_input) if several processes were started that are not connected by MPI, because each would do
  /// all the work. A task of srun with its own shard may run without MPI.
  explicit MpiSession(bool has_a_shard = false);
  /// Waits for all ranks. During an exception, aborts the whole job, since the other ranks would wait forever.
  ~MpiSession();
  MpiSession(const MpiSession&) = delete;
  MpiSession& operator=(const MpiSession&) = delete;

  [[nodiscard]] std::size_t rank() const;
  [[nodiscard]] std::size_t ranks() const;
  /// Whether this rank performs the tasks done once per job: reading the pending runs, merging and printing.
  [[nodiscard]] bool first() const { return rank() == 0; }

  /// Waits until all ranks have called it.
  void barrier();
  /// Element-wise sums over all ranks; the vectors have equal lengths.
  std::vector<std::uint64_t> sum(std::vector<std::uint64_t> terms);
  /// Maximum over all ranks.
  std::uint64_t max(std::uint64_t number);
  /// Sends the vector of rank 0 to all ranks; the others need not know its length.
  std::vector<bool> broadcast(std::vector<bool> of_rank_0);
  /// Ends all ranks immediately with the exit code `code`.
  [[noreturn]] void abort(ExitCode code);

 private:
  friend class MpiWork;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Distributes pieces among the ranks of a session. Each piece costs one remote atomic addition. An exhausted counter
/// is not queried again, so n pieces over P ranks cost at most n + 64 P messages. Constructed and destroyed
/// collectively: the destructor waits for the other ranks (except during an exception), and a finished rank keeps
/// serving requests.
class MpiWork : public WorkSource {
 public:
  MpiWork(MpiSession& session, std::size_t pieces);
  ~MpiWork() override;
  MpiWork(const MpiWork&) = delete;
  MpiWork& operator=(const MpiWork&) = delete;

  std::optional<std::size_t> next() override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entrepot::sweep
