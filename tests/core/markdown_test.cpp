#include "entrepot/core/markdown.hpp"

#include <gtest/gtest.h>

namespace entrepot::markdown {
namespace {

TEST(Markdown, CellsHaveOneLineAndNoBars) { EXPECT_EQ(cell("a | b\nc"), "a \\| b c"); }

TEST(Markdown, AnchorsAreThoseOfGithub) {
  EXPECT_EQ(anchor("Attributes of channel partners"), "attributes-of-channel-partners");
  EXPECT_EQ(anchor("grey_market"), "grey_market");
}

}  // namespace
}  // namespace entrepot::markdown
