#pragma once
// One sweep on many machines: the ranks of an MPI job, and how they share the work without a master.
//
// The only file that knows MPI is mpi.cpp. Where the program is built without it, all of this exists and says that
// there is one rank.

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

/// How many copies of this process a launcher (mpirun, srun) says that it has started together, as far as its
/// environment tells; 1 if there is no launcher. Tasks of an srun that know nothing of MPI count only if told to.
std::size_t launched_processes(bool with_srun = true);

/// The part of this process in an MPI job. MPI is started only if a launcher started several processes; a process by
/// itself is rank 0 of 1. One of these at a time, made and destroyed by one thread; its functions are called by one
/// thread at a time, and those over all ranks by every rank in the same order. Ranks that wait sleep, they do not spin.
class MpiSession {
 public:
  /// Throws Error (bad input) if several processes were started that cannot see each other: each would do all of it.
  /// With a shard of its own to do, a task of srun may be by itself.
  explicit MpiSession(bool has_a_shard = false);
  /// Waits for all ranks. During an exception it ends the whole job, since the others would wait for ever.
  ~MpiSession();
  MpiSession(const MpiSession&) = delete;
  MpiSession& operator=(const MpiSession&) = delete;

  [[nodiscard]] std::size_t rank() const;
  [[nodiscard]] std::size_t ranks() const;
  /// Whether this rank does what is done once: reads the list of what is left, merges, speaks.
  [[nodiscard]] bool first() const { return rank() == 0; }

  /// Returns when all ranks have come here.
  void barrier();
  /// Sums over all ranks, term by term; every rank gives as many.
  std::vector<std::uint64_t> sum(std::vector<std::uint64_t> terms);
  /// The largest over all ranks.
  std::uint64_t max(std::uint64_t number);
  /// What rank 0 has. Ranks need not know its length.
  std::vector<bool> broadcast(std::vector<bool> of_rank_0);
  /// End all ranks now; the job's exit code is that of `code`.
  [[noreturn]] void abort(ExitCode code);

 private:
  friend class MpiWork;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Pieces shared among the ranks of a session. A piece costs one atomic addition in the memory of some rank; a counter
/// that was found empty stays empty and is not asked again, so that n pieces over P ranks cost at most n + 64 P
/// messages. Made and destroyed by all ranks together: the destructor waits for the others (but not during an
/// exception), and a rank that is done keeps serving.
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
