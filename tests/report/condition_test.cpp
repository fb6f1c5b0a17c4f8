#include "entrepot/report/condition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entrepot/core/error.hpp"

namespace entrepot::report {
namespace {

using decision::Condition;
using ::testing::HasSubstr;

std::string error_of(const std::string& text) {
  try {
    parse_condition(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Condition, HasOutputSideAndLimit) {
  const auto found = parse_condition(" revenue[nvidia/bill_to] > 1.5 ");
  EXPECT_EQ(found.output, "revenue[nvidia/bill_to]");
  EXPECT_EQ(found.side, Condition::Side::above);
  EXPECT_EQ(found.limit, "1.5");
  EXPECT_EQ(condition_text(found), "revenue[nvidia/bill_to]>1.5");
}

TEST(Condition, LimitOfARatioMayBeAPercentage) {
  EXPECT_DOUBLE_EQ(limit_of(parse_condition("leakage_rate<1%"), "1", LimitOf::output), 0.01);
  EXPECT_DOUBLE_EQ(limit_of(parse_condition("leakage_rate<0.01"), "1", LimitOf::output), 0.01);
  EXPECT_DOUBLE_EQ(limit_of(parse_condition("leaked_units<15000 units"), "units", LimitOf::output), 15000);
  EXPECT_THROW(limit_of(parse_condition("leaked_units<10%"), "units", LimitOf::output), Error);
}

TEST(Condition, RelativeLimitIsAShareOfTheLowestLevel) {
  EXPECT_DOUBLE_EQ(limit_of(parse_condition("leaked_units<90%"), "units", LimitOf::lowest_level), 0.9);
  EXPECT_THROW(limit_of(parse_condition("leaked_units<90"), "units", LimitOf::lowest_level), Error)
      << "probably a percentage without the sign";
}

TEST(Condition, ErrorsStateWhatIsMissing) {
  EXPECT_THAT(error_of(""), HasSubstr("the condition is empty"));
  EXPECT_THAT(error_of("leaked_units"), HasSubstr("'<' or '>' is missing"));
  EXPECT_THAT(error_of("<5"), HasSubstr("the output is missing"));
  EXPECT_THAT(error_of("5<leaked_units"), HasSubstr("the output must be on the left"));
  EXPECT_THAT(error_of("leaked_units<"), HasSubstr("the limit is missing"));
  EXPECT_THAT(error_of("leaked_units<=5"), HasSubstr("the operator is '<='"));
}

}  // namespace
}  // namespace entrepot::report
