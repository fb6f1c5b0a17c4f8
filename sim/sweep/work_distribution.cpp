#include "work_distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "entrepot/core/random.hpp"

namespace entrepot::sweep {
namespace {

/// Start of part `part` when `whole` is divided into `parts` equal parts; cannot overflow.
std::size_t begin_of(std::size_t part, std::size_t parts, std::size_t whole) {
  return whole / parts * part + std::min(part, whole % parts);
}

}  // namespace

WorkDistribution::WorkDistribution(std::size_t pieces, std::size_t ranks)
    : pieces_(pieces), ranks_(ranks), counters_(std::min(ranks, max_counters)) {}

std::size_t WorkDistribution::first_piece(std::size_t counter) const { return begin_of(counter, counters_, pieces_); }

std::size_t WorkDistribution::host_of(std::size_t counter) const { return begin_of(counter, counters_, ranks_); }

std::size_t WorkDistribution::counter_of(std::size_t rank) const {
  std::size_t counter = 0;
  while (counter + 1 < counters_ && host_of(counter + 1) <= rank) ++counter;
  return counter;
}

std::vector<std::size_t> WorkDistribution::order_of(std::size_t rank) const {
  std::vector<std::size_t> order(counters_);
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Each rank has its own order; with a common order, all would reach the same counter at the same time.
  const std::string stream = fmt::format("work of rank {}", rank);
  const std::size_t own = counter_of(rank);
  const auto place = [&](std::size_t counter) {
    return std::pair(counter != own, stable_id(stream, static_cast<std::uint64_t>(counter)));
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  return order;
}

}  // namespace entrepot::sweep
