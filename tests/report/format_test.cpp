#include "report/format.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace entrepot::report {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

TEST(Format, PercentagesShowTheIntervalIfThereIsOne) {
  EXPECT_EQ(percent_text(0.314), "31%");
  EXPECT_EQ(percent_text(none), "-");
  EXPECT_EQ(percent_text(statistics::Interval{0.314, 0.12, 0.48}), "31% (12% to 48%)");
  EXPECT_EQ(percent_text(statistics::Interval{0.314, none, none}), "31%");
}

TEST(Format, SharesHaveTwoDecimals) {
  EXPECT_EQ(share_text({0.314, 0.12, 0.48}), "0.31 (0.12 to 0.48)");
  EXPECT_EQ(share_text({0.314, none, none}), "0.31");
  EXPECT_EQ(share_text({none, none, none}), "-");
}

TEST(Format, CellsBreakBetweenWords) {
  EXPECT_EQ(cell_lines("presumption of denial", 14), (std::vector<std::string>{"presumption of", "denial"}));
  EXPECT_EQ(cell_lines("", 14), std::vector<std::string>{""}) << "an empty cell has one line";
}

TEST(Format, WarningsFollowABlankLine) {
  EXPECT_EQ(warnings_text({}), "");
  EXPECT_EQ(warnings_text({"Few rows."}), "\nWarning: Few rows.\n");
}

}  // namespace
}  // namespace entrepot::report
