#include "entrepot/core/calendar.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace entrepot {
namespace {

TEST(Date, ParsesAndPrintsEveryDayOfFourYears) {
  for (Date date = Date::of(2023, 1, 1); date <= Date::of(2026, 12, 31); date = date + 1) {
    const auto read = Date::parse(date.iso());
    ASSERT_TRUE(read.has_value()) << date.iso();
    EXPECT_EQ(*read, date);
  }
}

TEST(Date, CountsDaysFromTheUnixEpoch) {
  EXPECT_EQ(Date::of(1970, 1, 1).days, 0);
  EXPECT_EQ(Date::of(1969, 12, 31).days, -1);
  EXPECT_EQ(Date::of(2022, 10, 7).days, 19272);
  EXPECT_EQ(Date::of(2023, 1, 1) - Date::of(2022, 1, 1), 365);
}

TEST(Date, KnowsLeapYears) {
  EXPECT_EQ(Date::of(2024, 2, 28) + 1, Date::of(2024, 2, 29));
  EXPECT_EQ(Date::of(2024, 2, 29) + 1, Date::of(2024, 3, 1));
  EXPECT_EQ(Date::of(2023, 2, 28) + 1, Date::of(2023, 3, 1));
  EXPECT_TRUE(Date::parse("2000-02-29").has_value()) << "divisible by 400";
  EXPECT_FALSE(Date::parse("1900-02-29").has_value()) << "divisible by 100 only";
  EXPECT_FALSE(Date::parse("2100-02-29").has_value()) << "divisible by 100 only";
}

TEST(Date, GivesYearAndMonth) {
  const Date date = Date::of(2024, 12, 31);
  EXPECT_EQ(date.year(), 2024);
  EXPECT_EQ(date.month(), 12);
  EXPECT_EQ((date + 1).year(), 2025);
  EXPECT_EQ((date + 1).month(), 1);
}

TEST(Date, CountsEveryDayOfThreeCenturies) {
  const auto day = [](Date of) { return std::stoi(of.iso().substr(8)); };
  for (Date date = Date::of(1900, 1, 1); date < Date::of(2199, 12, 31); date = date + 1) {
    const Date next = date + 1;
    ASSERT_EQ(Date::parse(date.iso()), date);
    ASSERT_EQ(day(next), next.month() == date.month() ? day(date) + 1 : 1) << date.iso();
    ASSERT_EQ(next.year(), date.month() == 12 && day(date) == 31 ? date.year() + 1 : date.year()) << date.iso();
  }
}

class InvalidDate : public testing::TestWithParam<const char*> {};

TEST_P(InvalidDate, IsRefused) { EXPECT_FALSE(Date::parse(GetParam()).has_value()); }

INSTANTIATE_TEST_SUITE_P(Texts, InvalidDate,
                         testing::Values("", "2023", "2023-02-30", "2023-04-31", "2023-13-01", "2023-00-10",
                                         "2023-01-00", "2023-1-01", "2023-01-1", "2023/01/01", "01-01-2023",
                                         "2023-01-01 ", " 2023-01-01", "2023-01-01T00:00:00", "+023-01-01",
                                         "-202-01-01", "2023--1-01", "1899-12-31", "2200-01-01", "abcd-ef-gh"));

TEST(Date, RejectsInvalidDates) {
  EXPECT_THROW(Date::of(2023, 2, 29), std::invalid_argument);
  EXPECT_THROW(Date::of(2023, 13, 1), std::invalid_argument);
}

TEST(Calendar, LastWeekContainsTheEnd) {
  const Date start = Date::of(2022, 10, 3);
  for (int days = 0; days < 800; ++days) {
    const Date end = start + days;
    const Calendar calendar(start, end);
    EXPECT_EQ(calendar.week_of(end), calendar.weeks() - 1) << end.iso();
    EXPECT_EQ(calendar.weeks(), days / 7 + 1);
  }
}

TEST(Calendar, WeeksBeforeTheStartAreNegative) {
  const Calendar calendar(Date::of(2022, 10, 3), Date::of(2023, 10, 2));
  const Date start = calendar.start();
  EXPECT_EQ(calendar.week_of(start), 0);
  EXPECT_EQ(calendar.week_of(start + 6), 0);
  EXPECT_EQ(calendar.week_of(start + 7), 1);
  EXPECT_EQ(calendar.week_of(start + -1), -1);
  EXPECT_EQ(calendar.week_of(start + -7), -1);
  EXPECT_EQ(calendar.week_of(start + -8), -2);
}

TEST(Calendar, EveryDayFallsInTheWeekThatStartsOnOrBeforeIt) {
  const Calendar calendar(Date::of(2022, 10, 3), Date::of(2026, 12, 31));
  for (int days = -1000; days < 2000; ++days) {
    const Date date = calendar.start() + days;
    const Week week = calendar.week_of(date);
    EXPECT_LE(calendar.date_of(week), date);
    EXPECT_GT(calendar.date_of(week + 1), date);
  }
}

TEST(Calendar, OfOneDayHasOneWeek) { EXPECT_EQ(Calendar(Date::of(2024, 2, 29), Date::of(2024, 2, 29)).weeks(), 1); }

TEST(Calendar, RejectsAnEndBeforeTheStart) {
  EXPECT_THROW(Calendar(Date::of(2023, 1, 2), Date::of(2023, 1, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace entrepot
