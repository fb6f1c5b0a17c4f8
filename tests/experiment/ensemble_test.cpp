#include "entrepot/experiment/ensemble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <new>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "entrepot/core/error.hpp"
#include "entrepot/results/reader.hpp"
#include "support/baseline.hpp"
#include "support/files.hpp"

namespace entrepot::experiment {
namespace {

using ::testing::ElementsAre;

class Ensembles : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = testing::small_baseline_with({"calendar.end=2023-03-31"}).release(); }
  static void TearDownTestSuite() { delete world_; }

  /// A record that only carries the replicate's number.
  static model::Record numbered(std::uint32_t replicate) {
    model::Record record(world_->setting);
    record.agents = replicate;
    return record;
  }
  /// Keeps the numbers of what is collected.
  Collect collect() {
    return [this](std::uint32_t replicate, const model::Record& record) {
      EXPECT_EQ(record.agents, replicate);
      collected_.push_back(replicate);
    };
  }
  [[nodiscard]] static std::vector<std::uint32_t> first(std::size_t n) {
    std::vector<std::uint32_t> numbers(n);
    std::iota(numbers.begin(), numbers.end(), 0U);
    return numbers;
  }

  static testing::World* world_;
  std::vector<std::uint32_t> collected_;
};

testing::World* Ensembles::world_ = nullptr;

TEST_F(Ensembles, ARecordIsCollectedAgainOnceMemoryIsFree) {
  for (const unsigned threads : {1U, 3U}) {
    for (const std::uint32_t short_at : {0U, 4U, 19U}) {
      collected_.clear();
      int refusals = 0;
      std::atomic<int> in_flight = 0;
      const auto outcome = run_replicates(
          [&](std::uint32_t replicate) {
            ++in_flight;
            auto record = numbered(replicate);
            --in_flight;
            return record;
          },
          [&](std::uint32_t replicate, const model::Record& record) {
            if (replicate == short_at && refusals++ == 0) throw std::bad_alloc();
            if (replicate == short_at) {
              EXPECT_EQ(in_flight, 0);
            }
            collect()(replicate, record);
          },
          {.replicates = 20, .threads = threads});
      EXPECT_EQ(collected_, first(20));
      EXPECT_EQ(outcome.finished, 20U);
      EXPECT_FALSE(outcome.stopped);
      EXPECT_TRUE(outcome.failures.empty());
    }
  }
}

TEST_F(Ensembles, APersistentLackOfMemoryEndsTheRun) {
  const auto collect_two = [&](std::uint32_t replicate, const model::Record& record) {
    if (replicate == 2) throw std::bad_alloc();
    collect()(replicate, record);
  };
  EXPECT_THROW(run_replicates([&](std::uint32_t replicate) { return numbered(replicate); }, collect_two,
                              {.replicates = 20, .threads = 3}),
               std::bad_alloc);
  EXPECT_EQ(collected_, first(2));
}

TEST_F(Ensembles, AnyNumberOfThreadsGivesTheSameFile) {
  const testing::TemporaryDirectory directory;
  std::vector<std::string> hashes;
  for (const unsigned threads : {1U, 2U, 5U}) {
    const auto path = directory / std::to_string(threads);
    results::ResultWriter writer(path, world_->setting, world_->loaded, 6);
    const auto outcome =
        run_replicates([](std::uint32_t replicate) { return model::simulate(world_->setting, replicate); },
                       [&](std::uint32_t replicate, const model::Record& record) { writer.write(replicate, record); },
                       {.replicates = 6, .threads = threads});
    EXPECT_EQ(outcome.finished, 6U);
    EXPECT_EQ(outcome.threads, threads);
    writer.finish(outcome.completion());
    EXPECT_EQ(results::ResultFile(path).run().threads, threads);
    hashes.push_back(results::ResultFile(path).run().content_hash);
  }
  EXPECT_EQ(hashes[1], hashes[0]);
  EXPECT_EQ(hashes[2], hashes[0]);
}

TEST_F(Ensembles, ReplicatesAreCollectedInOrderOfTheirNumbers) {
  const auto uneven = [](std::uint32_t replicate) {
    std::this_thread::sleep_for(std::chrono::milliseconds(replicate % 3 == 0 ? 20 : 1));
    return numbered(replicate);
  };
  const auto outcome = run_replicates(uneven, collect(), {.replicates = 20, .threads = 4});
  EXPECT_EQ(collected_, first(20));
  EXPECT_EQ(outcome.planned, 20U);
  EXPECT_FALSE(outcome.stopped);
  EXPECT_GT(outcome.wall_seconds, 0);
}

TEST_F(Ensembles, FewReplicatesAreInFlight) {
  std::atomic<int> in_flight = 0;
  std::atomic<int> most = 0;
  const auto simulate = [&](std::uint32_t replicate) {
    const int now = ++in_flight;
    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) continue;
    // The first one is slow, so the others would pile up behind it.
    if (replicate == 0) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return numbered(replicate);
  };
  const auto count = [&](std::uint32_t, const model::Record&) { --in_flight; };
  run_replicates(simulate, count, {.replicates = 100, .threads = 3});
  EXPECT_LE(most, 6);
}

TEST_F(Ensembles, NoThreadsMeansAllOfThem) {
  EXPECT_GE(run_replicates(numbered, collect(), {.replicates = 1}).threads, 1U);
}

TEST_F(Ensembles, AReplicateThatFailsIsCountedAndLeftOut) {
  const auto simulate = [](std::uint32_t replicate) {
    if (replicate == 1) throw std::runtime_error("no luck");
    if (replicate == 3) throw Error("bad lane");
    return numbered(replicate);
  };
  std::vector<Progress> steps;
  const auto outcome = run_replicates(
      simulate, collect(),
      {.replicates = 5, .threads = 2, .progress = [&](const Progress& progress) { steps.push_back(progress); }});
  EXPECT_THAT(collected_, ElementsAre(0, 2, 4));
  ASSERT_EQ(outcome.failures.size(), 2U);
  EXPECT_EQ(outcome.failures[0].replicate, 1U);
  EXPECT_EQ(outcome.failures[0].message, "no luck");
  EXPECT_EQ(outcome.failures[1].replicate, 3U);
  EXPECT_EQ(outcome.completion().failed, 2U);
  ASSERT_EQ(steps.size(), 5U);
  EXPECT_EQ(steps.back().finished, 3U);
  EXPECT_EQ(steps.back().failed, 2U);
  EXPECT_EQ(steps.back().planned, 5U);
}

TEST_F(Ensembles, ABrokenLedgerEndsTheRun) {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<int> begun = 0;
    const auto simulate = [&](std::uint32_t replicate) {
      ++begun;
      if (replicate == 2 || replicate == 3) throw Error("units went missing", ExitCode::ledger_violation);
      return numbered(replicate);
    };
    collected_.clear();
    try {
      run_replicates(simulate, collect(), {.replicates = 1000, .threads = threads});
      FAIL() << "went on";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::ledger_violation);
      EXPECT_STREQ(error.what(), "replicate 2: units went missing");
    }
    EXPECT_THAT(collected_, ElementsAre(0, 1));
    EXPECT_LT(begun, 1000);
  }
}

TEST_F(Ensembles, AnErrorOfTheWriterEndsTheRun) {
  const auto full = [](std::uint32_t, const model::Record&) { throw Error("disk full"); };
  EXPECT_THROW(run_replicates(numbered, full, {.replicates = 10, .threads = 2}), Error);
}

TEST_F(Ensembles, AStopKeepsWhatIsInFlight) {
  std::atomic<bool> stop = false;
  std::atomic<std::size_t> begun = 0;
  const auto simulate = [&](std::uint32_t replicate) {
    ++begun;
    if (replicate == 3) stop = true;
    return numbered(replicate);
  };
  const auto outcome = run_replicates(simulate, collect(), {.replicates = 1000, .threads = 2, .stop = &stop});
  EXPECT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.finished, begun);
  EXPECT_GE(outcome.finished, 4U);
  EXPECT_LT(outcome.finished, 1000U);
  EXPECT_EQ(collected_, first(outcome.finished));
}

TEST_F(Ensembles, AStopBeforeTheStartRunsNothing) {
  const std::atomic<bool> stop = true;
  const auto outcome = run_replicates(numbered, collect(), {.replicates = 8, .stop = &stop});
  EXPECT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.finished, 0U);
}

}  // namespace
}  // namespace entrepot::experiment
