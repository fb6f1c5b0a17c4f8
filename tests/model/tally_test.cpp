// Tallies have the axes that result files give them.

#include "entrepot/model/tally.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "entrepot/model/record.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/results/output.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

struct Counts {
  ENTREPOT_TABLE(Counts, "Two outputs and a figure for internal use.");
  ENTREPOT_OUTPUT(visits, "visits", "Visits", "Visits in the week.", Tally<std::int64_t, Dim::week>);
  ENTREPOT_SUMMARISED(price, "1", "Price", "Price in the month.", Observed<Dim::month>);
  ENTREPOT_FIELD(last_visit, "week", "Week of the last visit.", Week);
};

TEST(Output, IsDeclaredOnOneLine) {
  const auto& [visits, price, last_visit] = Fields<Counts>::all;
  EXPECT_EQ(visits.name, "visits");
  EXPECT_EQ(visits.title, "Visits");
  EXPECT_EQ(visits.meaning, "Visits in the week.");
  EXPECT_EQ(visits.summarised, Summarised::no);
  EXPECT_EQ(price.summarised, Summarised::yes);
  EXPECT_EQ(last_visit.unit, "week");
}

TEST(Tally, HasTheExtentsOfTheAxesOfResultFiles) {
  const auto world = testing::small_baseline_with({});
  const results::Axes axes(world->setting);
  for (std::size_t dim = 0; dim < dim_names.size(); ++dim)
    EXPECT_EQ(extent_of(Dim{static_cast<std::uint8_t>(dim)}, world->setting), axes.size(dim_names[dim]))
        << dim_names[dim];
}

TEST(ShapeTallies, CountsBeginAtZeroAndFiguresAsMissing) {
  const auto world = testing::small_baseline_with({});
  Counts counts;
  shape_tallies(counts, world->setting);
  ASSERT_EQ(counts.visits.values().size(), static_cast<std::size_t>(world->setting.calendar.weeks()));
  EXPECT_EQ(counts.visits(0), 0);
  EXPECT_TRUE(std::isnan(counts.price(0)));
}

TEST(Outputs, HaveUniqueNames) {
  std::set<std::string> names;
  for (const auto& output : results::outputs()) EXPECT_TRUE(names.insert(output.info.name).second) << output.info.name;
}

}  // namespace
}  // namespace entrepot::model
