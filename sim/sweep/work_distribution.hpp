#pragma once
// Distribution of the pieces of a sweep over the ranks of an MPI job.

#include <cstddef>
#include <vector>

namespace entrepot::sweep {

/// Maximum number of counters.
inline constexpr std::size_t max_counters = 64;

/// Initial distribution of pieces 0 .. pieces-1: `counters` ranges of consecutive pieces of nearly equal size. Up to 64
/// ranks have one counter each; with more, neighbouring ranks share one.
class WorkDistribution {
 public:
  WorkDistribution(std::size_t pieces, std::size_t ranks);

  [[nodiscard]] std::size_t counters() const { return counters_; }
  /// First piece of a counter; for the counter past the last, the number of pieces.
  [[nodiscard]] std::size_t first_piece(std::size_t counter) const;
  [[nodiscard]] std::size_t pieces_of(std::size_t counter) const {
    return first_piece(counter + 1) - first_piece(counter);
  }
  /// The rank that stores the counter.
  [[nodiscard]] std::size_t host_of(std::size_t counter) const;
  [[nodiscard]] std::size_t counter_of(std::size_t rank) const;
  /// All counters in the order in which a rank uses them: its own, then the others in a random order.
  [[nodiscard]] std::vector<std::size_t> order_of(std::size_t rank) const;

 private:
  std::size_t pieces_;
  std::size_t ranks_;
  std::size_t counters_;
};

}  // namespace entrepot::sweep
