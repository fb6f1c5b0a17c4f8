// Progress where standard error is not a terminal.

#include "cli/progress.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace entrepot::cli {
namespace {

/// What is printed for a run of 40 replicates that takes so long.
std::string printed(double seconds, const std::vector<std::size_t>& finished) {
  testing::internal::CaptureStderr();
  {
    ProgressLine line(false);
    for (const std::size_t number : finished)
      line.update(
          {.planned = 40, .finished = number, .failed = 0, .seconds = seconds * static_cast<double>(number) / 40});
  }
  return testing::internal::GetCapturedStderr();
}

std::vector<std::size_t> all_of_forty() {
  std::vector<std::size_t> numbers;
  for (std::size_t number = 1; number <= 40; ++number) numbers.push_back(number);
  return numbers;
}

TEST(Progress, SaysWhatIsDoneAndHowLongTheRestTakes) {
  EXPECT_EQ(progress_text({.planned = 32, .finished = 13, .failed = 0, .seconds = 130}, "replicates"),
            "13 of 32 replicates, about 3 min left");
  EXPECT_EQ(progress_text({.planned = 32, .finished = 12, .failed = 4, .seconds = 16}, "runs"),
            "16 of 32 runs, 4 failed, about 16 s left");
  EXPECT_EQ(progress_text({.planned = 32, .finished = 0, .failed = 0, .seconds = 0}, "runs"), "0 of 32 runs");
  EXPECT_EQ(progress_text({.planned = 32, .finished = 32, .failed = 0, .seconds = 9}, "runs"), "32 of 32 runs");
}

TEST(Progress, ALongRunPrintsALineForEveryTenth) {
  const std::string text = printed(100, all_of_forty());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 9);
  EXPECT_TRUE(text.starts_with("entrepot: 4 of 40 replicates, about 90 s left\n"));
  EXPECT_TRUE(text.ends_with("entrepot: 36 of 40 replicates, about 10 s left\n"));
  EXPECT_EQ(text.find_first_of("\r\033"), std::string::npos);
}

TEST(Progress, AShortRunPrintsNothing) { EXPECT_EQ(printed(4, all_of_forty()), ""); }

TEST(Progress, LinesAreAtLeastFiveSecondsApart) {
  const std::string text = printed(20, all_of_forty());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

TEST(Progress, NothingIsPlanned) {
  testing::internal::CaptureStderr();
  {
    ProgressLine line(false);
    line.update({});
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace entrepot::cli
