#include "entrepot/sweep/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "entrepot/core/error.hpp"
#include "support/files.hpp"

namespace entrepot::sweep {
namespace {

const Identity identity = "0123456789abcdef0123456789abcdef";

class JournalTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path only_journal() const {
    const auto paths = journals_in(folder_);
    EXPECT_EQ(paths.size(), 1U);
    return paths.front();
  }
  void write_two() const {
    Journal journal(folder_, identity, 2);
    journal.append({.run = 7, .values = {1.5, -2}, .message = {}, .seconds = 0.25});
    journal.append({.run = 3, .status = RunStatus::error, .values = {}, .message = "it went wrong"});
  }

  // Cases run concurrently, each in its own process.
  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("entrepot-journal-" + std::to_string(::getpid()));
};

TEST_F(JournalTest, ReturnsTheWrittenRecords) {
  write_two();
  const JournalReader journal(only_journal(), identity, 2);
  ASSERT_EQ(journal.slots(), 2U);
  EXPECT_TRUE(journal.whole(0) && journal.whole(1));
  EXPECT_EQ(journal.run(0), 7U);
  EXPECT_EQ(journal.status(0), RunStatus::finished);
  EXPECT_EQ(journal.value(0, 0), 1.5);
  EXPECT_EQ(journal.value(0, 1), -2);
  EXPECT_EQ(journal.seconds(0), 0.25);
  EXPECT_EQ(journal.status(1), RunStatus::error);
  EXPECT_EQ(journal.message(1), "it went wrong");
}

TEST_F(JournalTest, AChangedByteInvalidatesOnlyItsRecord) {
  write_two();
  const auto path = only_journal();
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100);
  file.put('x');
  file.close();
  const JournalReader journal(path, identity, 2);
  EXPECT_FALSE(journal.whole(0));
  EXPECT_TRUE(journal.whole(1));
}

TEST_F(JournalTest, AnIncompleteEndIsIgnored) {
  write_two();
  const auto path = only_journal();
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  const JournalReader journal(path, identity, 2);
  ASSERT_EQ(journal.slots(), 1U);
  EXPECT_TRUE(journal.whole(0));
}

TEST_F(JournalTest, AnotherSweepsJournalIsRefused) {
  write_two();
  const auto path = only_journal();
  EXPECT_THROW(JournalReader(path, "ffffffffffffffffffffffffffffffff", 2), Error);
  EXPECT_THROW(JournalReader(path, identity, 3), Error);
}

// As after a crash, when blocks of a deleted file appear in a new one: complete and valid records of another sweep.
TEST_F(JournalTest, ARecordOfAnotherSweepIsInvalid) {
  const auto append_one = [&](const Identity& of) {
    const auto before = journals_in(folder_);
    { Journal(folder_, of, 2).append({.run = 7, .values = {1.5, -2}, .message = {}}); }
    const auto after = journals_in(folder_);
    return *std::find_if(after.begin(), after.end(), [&](const auto& path) {
      return std::find(before.begin(), before.end(), path) == before.end();
    });
  };
  const auto other = append_one("ffffffffffffffffffffffffffffffff");
  const auto own = append_one(identity);
  constexpr std::size_t header_bytes = 64;
  std::ofstream(own, std::ios::app | std::ios::binary) << testing::read_bytes(other).substr(header_bytes);
  const JournalReader journal(own, identity, 2);
  ASSERT_EQ(journal.slots(), 2U);
  EXPECT_TRUE(journal.whole(0));
  EXPECT_FALSE(journal.whole(1));
}

TEST_F(JournalTest, WithoutARunThereIsNoJournal) {
  { const Journal journal(folder_, identity, 2); }
  EXPECT_TRUE(journals_in(folder_).empty());
}

}  // namespace
}  // namespace entrepot::sweep
