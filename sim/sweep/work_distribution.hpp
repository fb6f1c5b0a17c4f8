#pragma once
// How the pieces of a sweep are dealt to the ranks of an MPI job.

#include <cstddef>
#include <vector>

namespace entrepot::sweep {

/// The most counters that pieces are handed out from.
inline constexpr std::size_t most_counters = 64;

/// How pieces 0 .. pieces-1 are dealt to the ranks before anybody takes one: `counters` runs of consecutive pieces, as
/// even as can be. Up to 64 ranks have one each; above, neighbouring ranks share one.
class WorkDistribution {
 public:
  WorkDistribution(std::size_t pieces, std::size_t ranks);

  [[nodiscard]] std::size_t counters() const { return counters_; }
  /// First piece of a counter; of the one past the last, the number of pieces.
  [[nodiscard]] std::size_t first_piece(std::size_t counter) const;
  [[nodiscard]] std::size_t pieces_of(std::size_t counter) const {
    return first_piece(counter + 1) - first_piece(counter);
  }
  /// The rank in whose memory the counter stands.
  [[nodiscard]] std::size_t host_of(std::size_t counter) const;
  [[nodiscard]] std::size_t counter_of(std::size_t rank) const;
  /// All counters in the order in which a rank empties them: its own, then others in an order of its own.
  [[nodiscard]] std::vector<std::size_t> order_of(std::size_t rank) const;

 private:
  std::size_t pieces_;
  std::size_t ranks_;
  std::size_t counters_;
};

}  // namespace entrepot::sweep
