#include "entrepot/core/parallel.hpp"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <atomic>

#include "entrepot/core/random.hpp"

namespace entrepot::parallel {
namespace {

// Around the edges of a block, and many blocks.
constexpr std::size_t sizes[] = {0, 1, 511, 512, 513, 1024, 1025, 100000};

TEST(ForBlocks, CoversEveryItemOnce) {
  for (const std::size_t n : sizes) {
    std::vector<std::atomic<int>> visits(n);
    for_blocks(n, [&](std::size_t first, std::size_t last, std::size_t block) {
      EXPECT_EQ(first, block * block_size);
      EXPECT_LE(last - first, block_size);
      for (std::size_t i = first; i < last; ++i) ++visits[i];
    });
    for (const auto& visit : visits) ASSERT_EQ(visit, 1);
  }
}

/// Every third item, some of them twice: blocks yield different numbers of items.
std::vector<std::size_t> collected(std::size_t n) {
  std::vector<std::size_t> all{999};
  collect(n, all, [](std::size_t first, std::size_t last, std::vector<std::size_t>& out) {
    for (std::size_t i = first; i < last; ++i) {
      if (i % 3 == 0) out.push_back(i);
      if (i % 5 == 0) out.push_back(i);
    }
  });
  return all;
}

TEST(Collect, KeepsTheOrderOfTheItemsForAnyNumberOfThreads) {
  for (const std::size_t n : sizes) {
    std::vector<std::size_t> expected{999};
    for (std::size_t i = 0; i < n; ++i) {
      if (i % 3 == 0) expected.push_back(i);
      if (i % 5 == 0) expected.push_back(i);
    }
    for (const std::size_t threads : {1, 2, 3, 8}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      EXPECT_EQ(collected(n), expected) << n << " items, " << threads << " threads";
    }
  }
}

TEST(GroupBy, KeepsTheInputOrderWithinATarget) {
  const std::vector<std::size_t> targets{2, 0, 2, 1, 0, 2};
  const Groups groups = group_by(targets.size(), 4, [&](std::size_t i) { return targets[i]; });
  const auto of = [&](std::size_t t) {
    const auto span = groups.of(t);
    return std::vector<std::uint32_t>(span.begin(), span.end());
  };
  EXPECT_EQ(of(0), (std::vector<std::uint32_t>{1, 4}));
  EXPECT_EQ(of(1), (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(of(2), (std::vector<std::uint32_t>{0, 2, 5}));
  EXPECT_TRUE(of(3).empty());
}

TEST(GroupBy, HoldsEveryItemOnceUnderItsTarget) {
  const std::size_t n = 5000;
  const std::size_t targets = 37;
  const auto target_of = [](std::size_t i) { return static_cast<std::size_t>(stable_id("group_by", i) % 37); };
  const Groups groups = group_by(n, targets, target_of);
  std::size_t seen = 0;
  for (std::size_t t = 0; t < targets; ++t) {
    std::uint32_t before = 0;
    for (const std::uint32_t item : groups.of(t)) {
      EXPECT_EQ(target_of(item), t);
      EXPECT_TRUE(before <= item);
      before = item;
      ++seen;
    }
  }
  EXPECT_EQ(seen, n);
}

TEST(GroupBy, OfNothingHasEmptyGroups) {
  const Groups groups = group_by(0, 3, [](std::size_t) { return std::size_t{0}; });
  for (std::size_t t = 0; t < 3; ++t) EXPECT_TRUE(groups.of(t).empty());
}

}  // namespace
}  // namespace entrepot::parallel
