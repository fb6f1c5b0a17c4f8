// The catalogue of bills.

#include "entrepot/scenario/bills.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* one_bill = R"(bills:
  location_act:
    {name: Location Act, numbers: H.R. 1, kind: bill, place: US, content: Chips report where they are., status: reported,
     status_date: 2026-03-26, as_of: 2026-09-24, source: the text, instruments: [location_verification],
     scenario: location-act, modelled: partly, left_out: its cost}
)";

const std::vector<std::string> instruments{"location_verification", "tariff"};

std::vector<Bill> bills_of(const std::string& text) {
  const sample::Folder folder;
  folder.write("catalogue.yaml", text);
  folder.write("location-act.yaml", "");
  return read_bills(folder.path("catalogue.yaml"), instruments);
}

std::string errors_of(const std::string& text) {
  try {
    static_cast<void>(bills_of(text));
    return "";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

/// The catalogue with a part replaced.
std::string with(const std::string& part, const std::string& other) {
  std::string text = one_bill;
  return text.replace(text.find(part), part.size(), other);
}

TEST(Bills, AreReadWithAllTheirParts) {
  const auto bills = bills_of(one_bill);
  ASSERT_EQ(bills.size(), 1U);
  EXPECT_EQ(bills[0].id, "location_act");
  EXPECT_EQ(bills[0].status_date->iso(), "2026-03-26");
  EXPECT_THAT(bills[0].instruments, ElementsAre("location_verification"));
}

TEST(Bills, NameWhatIsWrongAtItsPlace) {
  EXPECT_THAT(errors_of(with("[location_verification]", "[location_verifikation]")),
              AllOf(HasSubstr("catalogue.yaml:4:"), HasSubstr("did you mean 'location_verification'?")));
  EXPECT_THAT(errors_of(with("2026-03-26", "2026-10-01")), HasSubstr("2026-10-01 is after 'as_of', 2026-09-24"));
  EXPECT_THAT(errors_of(with("reported", "pending")), HasSubstr("bills.location_act.status"));
  EXPECT_THAT(errors_of(with("scenario: location-act,", "scenario: lost,")), HasSubstr("no file lost.yaml"));
  EXPECT_THAT(errors_of(with(", left_out: its cost", "")), HasSubstr("expected what the model leaves out"));
  EXPECT_THAT(errors_of(with("modelled: partly", "modelled: no")), HasSubstr("if and only if"));
  EXPECT_THAT(errors_of("bills: {}"), HasSubstr("nothing in it"));
}

TEST(Bills, AreFoundByWordsOfTheirNameNumberOrInstrument) {
  const auto bills = bills_of(one_bill);
  EXPECT_EQ(search_bills(bills, "location").size(), 1U);
  EXPECT_EQ(search_bills(bills, "verification").size(), 1U);
  EXPECT_THAT(search_bills(bills, "tariff"), IsEmpty());
}

}  // namespace
}  // namespace entrepot::scenario
