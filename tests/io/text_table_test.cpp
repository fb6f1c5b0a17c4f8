// Plain text: paragraphs that are wrapped again, and tables that are too wide.

#include "entrepot/io/text_table.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entrepot::io {
namespace {

const std::string note =
    "Differences are scenario minus reference, replicate by replicate, and intervals are for their means,\n"
    "at the level of the first scenario.\n";

TEST(Rewrapped, ParagraphsTakeTheNewWidth) {
  EXPECT_EQ(rewrapped(note, 40),
            "Differences are scenario minus\n"
            "reference, replicate by replicate, and\n"
            "intervals are for their means, at the\n"
            "level of the first scenario.\n");
}

TEST(Rewrapped, AWideTerminalChangesNothing) {
  EXPECT_EQ(rewrapped(note, 100), note);
  EXPECT_EQ(rewrapped(note, 200), note);
}

TEST(Rewrapped, TablesAndCommandsAreKept) {
  const std::string table =
      "  Option                    mean of all runs   worst tenth\n"
      "  strict_know_your_customer            1,234         5,678\n";
  EXPECT_EQ(rewrapped(table, 40), table);
}

TEST(Rewrapped, ALineThatEndedEarlyIsNotContinued) {
  EXPECT_EQ(rewrapped("Reference: baseline\n4 replicates\n\n  indented\n", 40),
            "Reference: baseline\n4 replicates\n\n  indented\n");
}

TEST(Rewrapped, IndentsAreKept) {
  EXPECT_EQ(rewrapped("  Warning: too few replicates for an interval\n", 24),
            "  Warning: too few\n  replicates for an\n  interval\n");
}

TEST(TextTable, ColumnsBeyondTheWidthContinueBelow) {
  TextTable table({"Option", "leaked units", "revenue", "regret"});
  table.add({"now", "1,234", "5,678", "9"});
  EXPECT_EQ(table.text(),
            "  Option   leaked units   revenue   regret\n"
            "  now             1,234     5,678        9\n");
  EXPECT_EQ(table.text(36),
            "  Option   leaked units   revenue\n"
            "  now             1,234     5,678\n"
            "\n"
            "  Option   regret\n"
            "  now           9\n");
}

TEST(TextTable, AColumnWiderThanThePageIsNotCut) {
  TextTable table({"Option", "a very long title of a column"});
  table.add({"now", "1"});
  EXPECT_EQ(table.text(20), table.text());
}

}  // namespace
}  // namespace entrepot::io
