// Distributes work pieces over the ranks of an MPI job, for tests/python/test_mpi.py and for measurements.
//
// usage: mpi_driver PIECES THREADS MICROSECONDS [SLOW_RANK FACTOR [FOLDER]]
//   A piece takes MICROSECONDS by sleeping, FACTOR times as long on SLOW_RANK. In FOLDER every rank leaves the numbers
//   of the pieces that it got, one a line. Rank 0 says what each rank got and how many pieces a second were handed out.

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/sweep/mpi.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using entrepot::sweep::MpiSession;
using entrepot::sweep::MpiWork;

struct Options {
  std::size_t pieces;
  std::size_t threads;
  std::size_t microseconds;
  std::size_t slow_rank;
  std::size_t factor;
  std::string folder;
};

std::vector<std::vector<std::size_t>> run_threads(MpiWork& work, std::size_t threads, std::size_t microseconds) {
  std::vector<std::vector<std::size_t>> got(threads);
  std::vector<std::thread> running;
  for (auto& mine : got) {
    running.emplace_back([&work, &mine, microseconds] {
      while (const auto piece = work.next()) {
        mine.push_back(*piece);
        if (microseconds > 0) std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
      }
    });
  }
  for (auto& thread : running) thread.join();
  return got;
}

void run(const Options& options) {
  MpiSession session;
  std::vector<std::uint64_t> counts(session.ranks());
  const bool slow = session.rank() == options.slow_rank;
  double seconds = 0;
  {
    MpiWork work(session, options.pieces);
    session.barrier();
    const auto begin = Clock::now();
    const auto got = run_threads(work, options.threads, options.microseconds * (slow ? options.factor : 1));
    seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::ofstream file;
    if (!options.folder.empty()) file.open(fmt::format("{}/rank-{}", options.folder, session.rank()));
    for (const auto& mine : got) {
      counts[session.rank()] += mine.size();
      for (const std::size_t piece : mine) file << piece << '\n';
    }
  }
  constexpr double micro = 1e6;
  const double longest = static_cast<double>(session.max(static_cast<std::uint64_t>(seconds * micro))) / micro;
  counts = session.sum(counts);
  const auto marks = session.broadcast(session.first() ? std::vector<bool>(100, true) : std::vector<bool>());
  if (marks != std::vector<bool>(100, true)) throw entrepot::Error("a broadcast was garbled");
  if (!session.first()) return;
  for (std::size_t rank = 0; rank < counts.size(); ++rank) fmt::print("rank {}: {} pieces\n", rank, counts[rank]);
  fmt::print("{} pieces in {:.3f} s: {:.0f} a second\n", options.pieces, longest,
             static_cast<double>(options.pieces) / longest);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 3) return static_cast<int>(entrepot::ExitCode::bad_input);
  const auto number = [&](std::size_t at, std::size_t otherwise) {
    return at < words.size() ? std::stoul(words[at]) : otherwise;
  };
  try {
    run({number(0, 0), number(1, 1), number(2, 0), number(3, 0), number(4, 1), words.size() > 5 ? words[5] : ""});
  } catch (const entrepot::Error& error) {
    fmt::print(stderr, "mpi_driver: {}\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    fmt::print(stderr, "mpi_driver: {}\n", error.what());
    return 1;
  }
  return 0;
}
