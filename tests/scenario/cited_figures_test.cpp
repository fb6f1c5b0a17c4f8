// The evidence of a scenario's values.

#include "entrepot/scenario/cited_figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> paths(const std::vector<Figure>& figures) {
  std::vector<std::string> all;
  for (const auto& figure : figures) all.push_back(figure.path);
  return all;
}

TEST(FiguresOfKey, KeyIsAPathOrItsEnd) {
  const auto loaded = sample::load();
  EXPECT_THAT(paths(figures_of_key("products.H100.tpp", loaded)), ElementsAre("products.H100.tpp"));
  EXPECT_THAT(paths(figures_of_key("tpp", loaded)), ElementsAre("products.H100.tpp"));
  EXPECT_THAT(paths(figures_of_key("products.*.tpp", loaded)), ElementsAre("products.H100.tpp"));
  EXPECT_THAT(paths(figures_of_key("rules.*(levy).rate", loaded)), ElementsAre("rules.duty.rate"));
  EXPECT_THAT(figures_of_key("lines.H100.tpp", loaded), IsEmpty());
}

TEST(FiguresOfKey, ValueTakesTheEvidenceOfItsEntryUnlessItHasItsOwn) {
  const auto loaded =
      sample::load({"products.H100.source=data sheet", "products.H100.grade=A", "products.H100.evidence=[sheet]",
                    "products.H100.h100e={value: 1, evidence: own, range: [0.9, 1.1]}"});
  const auto tpp = figures_of_key("tpp", loaded).at(0);
  EXPECT_EQ(tpp.value, "15824");
  EXPECT_EQ(tpp.source, "data sheet");
  EXPECT_EQ(tpp.grade, "A");
  EXPECT_THAT(tpp.evidence, ElementsAre("sheet"));
  const auto h100e = figures_of_key("h100e", loaded).at(0);
  EXPECT_EQ(h100e.value, "1");
  EXPECT_EQ(h100e.source, "");
  EXPECT_EQ(h100e.range, "0.9 to 1.1");
  EXPECT_THAT(h100e.evidence, ElementsAre("own"));
}

// Numbers, distributions, paths and dates of the world: no names, and nothing of the calendar.
TEST(AllFigures, HoldTheNumbersAndDatesOfTheWorld) {
  const auto loaded = sample::load();
  const auto all = paths(all_figures(loaded, sample::instruments()));
  EXPECT_THAT(all, Contains("lanes.air.cost"));
  EXPECT_THAT(all, Contains("lines.cowos.capacity"));
  EXPECT_THAT(all, Contains("products.H100.release"));
  EXPECT_THAT(all, Contains("rules.duty.effective"));
  EXPECT_THAT(all, Contains("rules.duty.rate"));
  EXPECT_THAT(all, Not(Contains("calendar.end")));
  EXPECT_THAT(all, Not(Contains("buyers.labs.segment")));
  EXPECT_EQ(std::count(all.begin(), all.end(), "rules.duty.rate"), 1);
}

}  // namespace
}  // namespace entrepot::scenario
