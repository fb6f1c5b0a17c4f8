#include "entrepot/core/shell.hpp"

#include <gtest/gtest.h>

namespace entrepot {
namespace {

TEST(ShellQuoted, KeepsEveryCharacterInOneWord) {
  EXPECT_EQ(shell_quoted("two words"), "'two words'");
  EXPECT_EQ(shell_quoted("it's $HOME"), "'it'\\''s $HOME'");
  EXPECT_EQ(shell_quoted(""), "''");
}

}  // namespace
}  // namespace entrepot
