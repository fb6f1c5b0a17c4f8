#include "entrepot/report/divergence_text.hpp"

#include <gtest/gtest.h>

namespace entrepot::report {
namespace {

TEST(KeyDifferences, ListBothValues) {
  EXPECT_EQ(key_differences_text({}), "Scenarios: no key differs\n");
  EXPECT_EQ(key_differences_text({{"run.seed", "1", ""}}), "Scenarios: 1 key differs\n  run.seed: 1 | (not set)\n");
}

TEST(KeyDifferences, AreCutAtTwenty) {
  const std::vector<scenario::KeyDifference> keys(23, {"a.b", "1", "2"});
  const auto text = key_differences_text(keys);
  EXPECT_NE(text.find("Scenarios: 23 keys differ\n"), std::string::npos);
  EXPECT_NE(text.find("  and 3 more\n"), std::string::npos);
}

}  // namespace
}  // namespace entrepot::report
