// A run that is cut short goes on from its folder to the same records, and goes on from no other run's.

#include "entrepot/experiment/checkpoints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "entrepot/core/error.hpp"
#include "entrepot/engine/record_fields.hpp"
#include "entrepot/engine/simulation.hpp"
#include "entrepot/experiment/ensemble.hpp"
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

  static void SetUpTestSuite() {
    world_ = testing::small_baseline_with({"calendar.end=2023-12-31"}).release();
    wanted_ = new std::vector<std::vector<std::byte>>;
    for (std::uint32_t r = 0; r < replicates; ++r) wanted_->push_back(packed(engine::simulate(world_->setting, r)));
  }
  static void TearDownTestSuite() {
    delete world_;
    delete wanted_;
  }

  [[nodiscard]] std::filesystem::path folder() const { return directory_ / "saved"; }
  [[nodiscard]] Checkpoints open(CheckpointPace pace = {.weeks = 10}) const {
    return {folder(), world_->setting, checkpoint_identity(world_->loaded), pace};
  }
  /// Run all replicates on some threads, to be stopped once `enough` says so.
  template <class Enough>
  EnsembleOutcome run(Checkpoints& checkpoints, unsigned threads, const Enough& enough) {
    std::atomic<bool> stop = false;
    std::atomic<bool> over = false;
    std::jthread watch([&] {
      while (!over && !enough(checkpoints.kept())) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      stop = true;
    });
    collected_.clear();
    auto outcome = run_replicates(
        [&](std::uint32_t replicate) { return checkpoints.simulate(replicate, stop); },
        [&](std::uint32_t replicate, const engine::Record& record) { collected_[replicate] = packed(record); },
        {.replicates = replicates, .threads = threads, .stop = &stop});
    over = true;
    return outcome;
  }
  EnsembleOutcome run_to_the_end(Checkpoints& checkpoints, unsigned threads) {
    return run(checkpoints, threads, [](const auto&) { return false; });
  }
  void expect_all_as_wanted() const {
    ASSERT_EQ(collected_.size(), replicates);
    for (std::uint32_t r = 0; r < replicates; ++r) EXPECT_EQ(collected_.at(r), (*wanted_)[r]) << r;
  }
  /// Leave replicate 0 finished and 1 under way.
  void leave_two() {
    auto checkpoints = open();
    const std::atomic<bool> never = false;
    (void)checkpoints.simulate(0, never);
    std::atomic<bool> stop = false;
    std::jthread one([&] { EXPECT_FALSE(checkpoints.simulate(1, stop)); });
    while (checkpoints.kept().under_way.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    stop = true;
  }
  /// What is said of the folder when it is opened.
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

TEST_F(CheckpointFolders, ARunThatIsSavedGivesTheSame) {
  auto checkpoints = open({.weeks = 1});
  EXPECT_FALSE(run_to_the_end(checkpoints, 2).stopped);
  expect_all_as_wanted();
  EXPECT_EQ(checkpoints.kept().finished.size(), replicates);
  checkpoints.remove();
  EXPECT_TRUE(directory_.empty());
}

TEST_F(CheckpointFolders, ARunThatIsCutShortTimeAndAgainEndsTheSame) {
  std::size_t sessions = 0;
  for (bool stopped = true; stopped; ++sessions) {
    ASSERT_LT(sessions, 100U);
    auto checkpoints = open({.weeks = 9});
    const auto before = checkpoints.kept();
    const auto outcome = run(checkpoints, 1 + sessions % 3, [&](const Checkpoints::Kept& kept) {
      return kept.under_way != before.under_way || kept.finished != before.finished;
    });
    stopped = outcome.stopped;
    EXPECT_TRUE(outcome.failures.empty());
  }
  EXPECT_GT(sessions, 3U);
  expect_all_as_wanted();
}

TEST_F(CheckpointFolders, OnceStoppedNothingIsBegunAndNothingIsLost) {
  leave_two();
  auto checkpoints = open();
  EXPECT_EQ(checkpoints.kept().finished, std::set<std::uint32_t>{0});
  ASSERT_EQ(checkpoints.kept().under_way.size(), 1U);
  EXPECT_GE(checkpoints.kept().under_way.at(1), 10);
  const std::atomic<bool> stop = true;
  EXPECT_FALSE(checkpoints.simulate(0, stop));
  EXPECT_FALSE(checkpoints.simulate(2, stop));
  EXPECT_EQ(checkpoints.kept().under_way.count(2), 0U);
  run_to_the_end(checkpoints, 2);
  expect_all_as_wanted();
}

TEST_F(CheckpointFolders, DamagedFilesAreNamedAllAtOnceAndCostOnlyTheirWork) {
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
  EXPECT_THAT(refusal(other), HasSubstr("only the program that began a run can end it"));
  other = own;
  other.layout = "another";
  EXPECT_THAT(refusal(other), HasSubstr("whose tables are others"));
  other = own;
  other.seed += 1;
  EXPECT_THAT(refusal(other), HasSubstr(fmt::format("seed {}, and this one has {}", own.seed, own.seed + 1)));
  other = own;
  other.scenario = "another";
  EXPECT_THAT(refusal(other), AllOf(HasSubstr("is of another scenario"), HasSubstr(own.title)));
}

TEST_F(CheckpointFolders, AFileOfAnotherReplicateOrKindIsRefused) {
  leave_two();
  std::filesystem::rename(folder() / "replicate-1.state", folder() / "replicate-3.state");
  EXPECT_THAT(refusal(), HasSubstr("replicate-3.state: is of replicate 1, by another name"));
  std::filesystem::rename(folder() / "replicate-3.state", folder() / "replicate-1.record");
  EXPECT_THAT(refusal(), HasSubstr("by another name"));
}

TEST_F(CheckpointFolders, OneFolderIsForOneRunAtATime) {
  const auto checkpoints = open();
  EXPECT_THAT(refusal(), HasSubstr("another run keeps its checkpoints there"));
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

TEST_F(CheckpointFolders, WhatCannotBeSavedEndsTheRunAndIsNoFailureOfAReplicate) {
  auto checkpoints = open();
  std::filesystem::remove_all(folder());
  const auto outcome = run_to_the_end(checkpoints, 2);
  EXPECT_TRUE(outcome.stopped);
  EXPECT_TRUE(outcome.failures.empty());
  EXPECT_THROW(checkpoints.rethrow(), Error);
}

TEST_F(CheckpointFolders, AFolderThatNothingCameIntoIsTakenAway) {
  { const auto checkpoints = open(); }
  EXPECT_TRUE(directory_.empty());
  testing::write_bytes(folder(), "a file");
  EXPECT_THAT(refusal(), HasSubstr("is no folder, and none can be made"));
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
