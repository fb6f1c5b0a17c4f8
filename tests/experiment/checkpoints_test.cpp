// An interrupted run resumes from its folder with the same records, and never from another run's folder.

#include "entrepot/experiment/checkpoints.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/model/simulation.hpp"
#include "support/baseline.hpp"
#include "support/files.hpp"

namespace entrepot::experiment {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CheckpointFolders : public ::testing::Test {
 protected:
  static constexpr std::uint32_t replicates = 4;
  static bool never() { return false; }
  static bool always() { return true; }

  static void SetUpTestSuite() {
    world_ = testing::small_baseline_with({"calendar.end=2023-12-31"}).release();
    wanted_ = new std::vector<std::vector<std::byte>>;
    for (std::uint32_t r = 0; r < replicates; ++r) wanted_->push_back(packed(model::simulate(world_->setting, r)));
  }
  static void TearDownTestSuite() {
    delete world_;
    delete wanted_;
  }

  [[nodiscard]] std::filesystem::path folder() const { return directory_ / "saved"; }
  [[nodiscard]] Checkpoints open(CheckpointPace pace = {.weeks = 10}) const {
    return {folder(), world_->setting, checkpoint_identity(world_->loaded), pace};
  }
  /// Runs all replicates on several threads, and stops after a total number of weeks.
  EnsembleOutcome run(Checkpoints& checkpoints, unsigned threads, int weeks) {
    std::atomic<bool> stop = false;
    std::atomic<int> asked = 0;
    collected_.clear();
    return run_replicates(
        [&](std::uint32_t replicate) {
          return checkpoints.simulate(replicate, [&] {
            if (++asked > weeks) stop = true;
            return stop.load();
          });
        },
        [&](std::uint32_t replicate, const model::Record& record) { collected_[replicate] = packed(record); },
        {.replicates = replicates, .threads = threads, .stop = &stop});
  }
  EnsembleOutcome run_to_the_end(Checkpoints& checkpoints, unsigned threads) {
    return run(checkpoints, threads, 1'000'000);
  }
  void expect_all_as_wanted() const {
    ASSERT_EQ(collected_.size(), replicates);
    for (std::uint32_t r = 0; r < replicates; ++r) EXPECT_EQ(collected_.at(r), (*wanted_)[r]) << r;
  }
  /// Leave replicate 0 finished and 1 under way.
  void leave_two() {
    auto checkpoints = open();
    EXPECT_TRUE(checkpoints.simulate(0, never));
    int asked = 0;
    EXPECT_FALSE(checkpoints.simulate(1, [&] { return ++asked > 17; }));
    EXPECT_EQ(checkpoints.kept().under_way.at(1), 17);
  }
  /// The error message on opening the folder.
  [[nodiscard]] std::string refusal(const CheckpointIdentity& identity) const {
    try {
      const Checkpoints checkpoints(folder(), world_->setting, identity, {});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return error.what();
    }
    return "";
  }
  [[nodiscard]] std::string refusal() const { return refusal(checkpoint_identity(world_->loaded)); }

  static testing::World* world_;
  static std::vector<std::vector<std::byte>>* wanted_;
  testing::TemporaryDirectory directory_;
  std::map<std::uint32_t, std::vector<std::byte>> collected_;
};

testing::World* CheckpointFolders::world_ = nullptr;
std::vector<std::vector<std::byte>>* CheckpointFolders::wanted_ = nullptr;

TEST_F(CheckpointFolders, CheckpointsDoNotChangeResults) {
  auto checkpoints = open({.weeks = 1});
  EXPECT_FALSE(run_to_the_end(checkpoints, 2).stopped);
  expect_all_as_wanted();
  EXPECT_EQ(checkpoints.kept().finished.size(), replicates);
  checkpoints.remove();
  EXPECT_TRUE(directory_.empty());
}

TEST_F(CheckpointFolders, ARepeatedlyInterruptedRunGivesTheSameResult) {
  std::size_t sessions = 0;
  for (bool stopped = true; stopped; ++sessions) {
    ASSERT_LT(sessions, 100U);
    auto checkpoints = open({.weeks = 9});
    const auto outcome = run(checkpoints, static_cast<unsigned>(1 + sessions % 3), 31);
    stopped = outcome.stopped;
    EXPECT_TRUE(outcome.failures.empty());
  }
  EXPECT_GT(sessions, 8U);  // 4 times 65 weeks
  expect_all_as_wanted();
}

TEST_F(CheckpointFolders, AReplicateResumesFromAnyWeek) {
  for (int first : {1, 2, 30, 63, 64}) {
    for (const int more : {1, 40}) {
      for (const int weeks : {first, more}) {
        int asked = 0;
        (void)open().simulate(3, [&] { return ++asked > weeks; });
      }
      const auto record = open().simulate(3, never);
      ASSERT_TRUE(record);
      EXPECT_EQ(packed(*record), (*wanted_)[3]) << first << ", " << more;
      open().remove();
    }
  }
}

TEST_F(CheckpointFolders, AfterAStopNoReplicateStartsAndNoneIsLost) {
  leave_two();
  auto checkpoints = open();
  EXPECT_EQ(checkpoints.kept().finished, std::set<std::uint32_t>{0});
  EXPECT_EQ(checkpoints.kept().under_way, (std::map<std::uint32_t, Week>{{1, 17}}));
  EXPECT_FALSE(checkpoints.simulate(0, always));
  EXPECT_FALSE(checkpoints.simulate(2, always));
  EXPECT_EQ(checkpoints.kept().under_way.count(2), 0U);
  run_to_the_end(checkpoints, 2);
  expect_all_as_wanted();
}

TEST_F(CheckpointFolders, DamagedFilesAreReportedTogetherAndCostOnlyTheirWork) {
  leave_two();
  const auto state = folder() / "replicate-1.state";
  const auto record = folder() / "replicate-0.record";
  std::string bytes = testing::read_bytes(state);
  testing::write_bytes(state, bytes.substr(0, bytes.size() - 1));
  bytes = testing::read_bytes(record);
  bytes[bytes.size() / 2] ^= 4;
  testing::write_bytes(record, bytes);
  EXPECT_THAT(refusal(), AllOf(HasSubstr(record.string() + " and 1 more: is damaged"), Not(HasSubstr("state"))));
  std::filesystem::remove(record);
  EXPECT_THAT(refusal(), HasSubstr(state.string() + ": is damaged"));
  std::filesystem::remove(state);
  EXPECT_EQ(refusal(), "");
}

TEST_F(CheckpointFolders, FilesOfAnotherRunAreRefused) {
  leave_two();
  const auto own = checkpoint_identity(world_->loaded);
  EXPECT_EQ(refusal(own), "");
  auto other = own;
  other.version = "9.9.9";
  EXPECT_THAT(refusal(other), AllOf(HasSubstr("was written by entrepot " + own.version), HasSubstr("9.9.9")));
  other = own;
  other.commit = "elsewhere";
  EXPECT_THAT(refusal(other), HasSubstr("resume with the build that wrote it"));
  other = own;
  other.layout = "another";
  EXPECT_THAT(refusal(other), HasSubstr("checkpoint layout differs from this build"));
  other = own;
  other.seed += 1;
  EXPECT_THAT(refusal(other), HasSubstr(fmt::format("seed {}; this run has seed {}", own.seed, own.seed + 1)));
  other = own;
  other.scenario = "another";
  EXPECT_THAT(refusal(other), AllOf(HasSubstr("belongs to another scenario"), HasSubstr(own.title)));
}

TEST_F(CheckpointFolders, AFileOfAnotherReplicateOrKindIsRefused) {
  leave_two();
  std::filesystem::rename(folder() / "replicate-1.state", folder() / "replicate-3.state");
  EXPECT_THAT(refusal(), HasSubstr("replicate-3.state: is of replicate 1, but has another name"));
  std::filesystem::rename(folder() / "replicate-3.state", folder() / "replicate-1.record");
  EXPECT_THAT(refusal(), HasSubstr("but has another name"));
}

TEST_F(CheckpointFolders, OneFolderIsForOneRunAtATime) {
  const auto checkpoints = open();
  EXPECT_THAT(refusal(), HasSubstr("another run stores its checkpoints there"));
}

TEST_F(CheckpointFolders, OtherFilesStay) {
  std::filesystem::create_directory(folder());
  for (const auto* name : {"notes.txt", "replicate-x.state", "replicate-1.state.bak"})
    testing::write_bytes(folder() / name, "mine");
  testing::write_bytes(folder() / "replicate-1.state.77.partial", "of a process that was killed");
  auto checkpoints = open();
  run_to_the_end(checkpoints, 2);
  checkpoints.remove();
  std::set<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) left.insert(entry.path().filename());
  EXPECT_EQ(left, (std::set<std::string>{"notes.txt", "replicate-x.state", "replicate-1.state.bak"}));
}

TEST_F(CheckpointFolders, AFailedSaveEndsTheRunAndIsNotAFailureOfAReplicate) {
  auto checkpoints = open();
  std::filesystem::remove_all(folder());
  const auto outcome = run_to_the_end(checkpoints, 2);
  EXPECT_TRUE(outcome.stopped);
  EXPECT_TRUE(outcome.failures.empty());
  EXPECT_THROW(checkpoints.rethrow(), Error);
}

TEST_F(CheckpointFolders, AnEmptyFolderIsDeleted) {
  { const auto checkpoints = open(); }
  EXPECT_TRUE(directory_.empty());
  testing::write_bytes(folder(), "a file");
  EXPECT_THAT(refusal(), HasSubstr("not a directory and cannot be created"));
}

TEST(CheckpointPaces, AreTimesOrWeeks) {
  EXPECT_EQ(parse_pace("13w").weeks, 13);
  EXPECT_EQ(parse_pace("90s").seconds, 90);
  EXPECT_EQ(parse_pace("90s").weeks, 0);
  EXPECT_EQ(parse_pace("1.5min").seconds, 90);
  EXPECT_EQ(parse_pace("2h").seconds, 7200);
  EXPECT_EQ(parse_pace("0s").seconds, 0);
  for (const auto* wrong : {"", "13", "w", "0w", "1.5w", "-1s", "nans", "infs", "1e400h", "10 s", "3d", "99999999w"})
    EXPECT_THROW(parse_pace(wrong), Error) << wrong;
}

}  // namespace
}  // namespace entrepot::experiment
