#pragma once
// Parallel loops whose results do not depend on the number of threads: blocks depend only on the size of the input,
// each block writes its own slot, and slots are joined in block order.

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace entrepot::parallel {

inline constexpr std::size_t block_size = 512;

/// Calls body(k) for k in 0 .. n-1, in any order. A single iteration runs inline, without a task.
template <class Body>
void for_each(std::size_t n, Body&& body) {
  if (n <= 1) {
    if (n == 1) body(std::size_t{0});
    return;
  }
  tbb::parallel_for(std::size_t{0}, n, std::forward<Body>(body));
}

/// Calls body(first, last, block) for each fixed block of 0 .. n-1. A single block runs inline, without a task.
template <class Body>
void for_blocks(std::size_t n, Body&& body) {
  const std::size_t blocks = (n + block_size - 1) / block_size;
  for_each(blocks, [&](std::size_t b) { body(b * block_size, std::min(n, (b + 1) * block_size), b); });
}

/// Collects, in block order, the items that body(first, last, out) appends to `out` for each fixed block.
template <class T, class Body>
void collect(std::size_t n, std::vector<T>& into, Body&& body) {
  const std::size_t blocks = (n + block_size - 1) / block_size;
  if (blocks <= 1) {
    if (blocks == 1) body(std::size_t{0}, n, into);
    return;
  }
  std::vector<std::vector<T>> parts(blocks);
  for_blocks(n, [&](std::size_t first, std::size_t last, std::size_t block) { body(first, last, parts[block]); });
  for (auto& part : parts)
    into.insert(into.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
}

/// Items grouped by target: the items of target t are order[begin[t]] .. order[begin[t+1]-1], in their input order.
struct Groups {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> order;
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t target) const {
    return {order.data() + begin[target], order.data() + begin[target + 1]};
  }
};

/// Stable counting sort of items 0 .. n-1 by target_of(item), which must be below `targets`.
template <class TargetOf>
Groups group_by(std::size_t n, std::size_t targets, TargetOf&& target_of) {
  Groups groups{std::vector<std::uint32_t>(targets + 1, 0), std::vector<std::uint32_t>(n)};
  for (std::size_t i = 0; i < n; ++i) ++groups.begin[target_of(i) + 1];
  std::partial_sum(groups.begin.begin(), groups.begin.end(), groups.begin.begin());
  auto next = groups.begin;
  for (std::size_t i = 0; i < n; ++i) groups.order[next[target_of(i)]++] = static_cast<std::uint32_t>(i);
  return groups;
}

}  // namespace entrepot::parallel
