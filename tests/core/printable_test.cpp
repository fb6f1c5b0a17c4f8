// Text that must be escaped for a terminal.

#include "entrepot/core/printable.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entrepot {
namespace {

std::string line(std::string_view text) { return printable(text, LineBreaks::escaped); }

TEST(Printable, KeepsPlainText) {
  for (const char* text : {"", "plain", "\u00dcber \u4e2d\u56fd \u0e44\u0e17\u0e22 \u0627\u0644\u0639", "\U0001F6A2",
                           "a\xFF"
                           "b"})
    EXPECT_EQ(line(text), text);
}

TEST(Printable, EscapesControlsAsInJson) {
  EXPECT_EQ(line("\x1b[31mred"), "\\u001b[31mred");
  EXPECT_EQ(line("\a\b\f\v\x7f"), "\\u0007\\u0008\\u000c\\u000b\\u007f");
  EXPECT_EQ(line(std::string_view("a\0b", 3)), "a\\u0000b");
  EXPECT_EQ(line("\u009b31m"), "\\u009b31m") << "the one-character form of ESC [";
  EXPECT_EQ(line("a\u202eb\u2066c\u2069"), "a\\u202eb\\u2066c\\u2069") << "text that runs backwards";
  EXPECT_EQ(line("a\u2028b"), "a\\u2028b");
}

TEST(Printable, KeepsOrEscapesLineBreaks) {
  EXPECT_EQ(line("a\nb\tc\r"), "a\\nb\\tc\\u000d");
  EXPECT_EQ(printable("a\nb\tc\r\n", LineBreaks::kept), "a\nb\tc\\u000d\n");
}

TEST(Printable, KeepsTheNeighboursOfControlRanges) {
  for (const char* text : {"\u00a0", "\u200b", "\u2027", "\u202f", "\u2065", "\u206a", "\xE2\x80", "\xC2"})
    EXPECT_EQ(line(text), text);
}

TEST(FirstUnprintable, IsNamedByItsCode) {
  EXPECT_EQ(first_unprintable("a\nb\tc\r"), std::nullopt);
  EXPECT_EQ(first_unprintable("ab\x1b"), "U+001B");
  EXPECT_EQ(first_unprintable("\u202e"), "U+202E");
  EXPECT_EQ(first_unprintable("\u0085"), "U+0085");
}

TEST(FirstControlCharacter, IsFoundAmongBytes) {
  EXPECT_EQ(first_control_character("a\tb\r\n\u0085\u202e"), std::nullopt) << "C0 and DEL alone";
  EXPECT_EQ(first_control_character("ab\x01"), 2U);
  EXPECT_EQ(first_control_character("\x7f"), 0U);
}

}  // namespace
}  // namespace entrepot
