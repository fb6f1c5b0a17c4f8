// Hostile files: each must be rejected quickly, or read, without much memory.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "entrepot/scenario/yaml_tree.hpp"
#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using testing::HasSubstr;

constexpr std::size_t ten_megabytes = 10'000'000;
constexpr std::size_t just_taken = (std::size_t{2} << 20U) - 100;

std::string repeated(const std::string& unit, std::size_t bytes) {
  std::string all;
  all.reserve(bytes);
  while (all.size() + unit.size() <= bytes) all += unit;
  return all;
}

/// The first error of the text as a scenario. Fails if it takes too much CPU time; builds with sanitizers get more.
std::string first_error(const std::string& text) {
  const std::clock_t start = std::clock();
  const std::string all = sample::errors_in(text);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 20.0);
  return all.substr(0, all.find('\n'));
}

TEST(Hostile, FilesOfTenMegabytesAreRefusedUnread) {
  const std::string expected = "small.yaml: error: too large; a scenario has at most 2097152 bytes";
  for (const char* unit : {"[", "{a: ", "- ", "a: 1\n", " ", "#", "\xFF"})
    EXPECT_EQ(first_error(repeated(unit, ten_megabytes)), expected);
}

struct Bomb {
  const char* name;
  const char* unit;
  const char* error;
};

std::ostream& operator<<(std::ostream& out, const Bomb& bomb) { return out << bomb.name; }

class Repeated : public testing::TestWithParam<Bomb> {};

TEST_P(Repeated, IsRefused) { EXPECT_THAT(first_error(repeated(GetParam().unit, just_taken)), GetParam().error); }

INSTANTIATE_TEST_SUITE_P(
    Units, Repeated,
    testing::Values(
        Bomb{"Brackets", "[", "small.yaml:1:1001: error: more than 1000 brackets are open"},
        Bomb{"Braces", "{", "small.yaml:1:1001: error: more than 1000 brackets are open"},
        Bomb{"BracesWithKeys", "{a: ", "small.yaml:1:4001: error: more than 1000 brackets are open"},
        Bomb{"BracketsOnLines", "[\n", "small.yaml:1001:1: error: more than 1000 brackets are open"},
        Bomb{"Mixed", "[{", "small.yaml:1:1001: error: more than 1000 brackets are open"},
        Bomb{"Dashes", "- ", "small.yaml:1:129: error: nested deeper than 64 levels"},
        Bomb{"Keys", "? ", "small.yaml:1:129: error: nested deeper than 64 levels"},
        Bomb{"Values", ": ", "small.yaml:1:1: error: a key must be text"},
        Bomb{"Anchors", "&a ", "small.yaml:1:4: error: YAML: cannot assign multiple anchors to the same node"},
        Bomb{"Tags", "!a ", "small.yaml:1:4: error: YAML: cannot assign multiple tags to the same node"},
        Bomb{"Aliases", "*a ", "small.yaml:1:1: error: an alias of an undefined anchor"},
        Bomb{"Comments", "# x\n", "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bomb{"Newlines", "\n", "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bomb{"Spaces", " ", "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bomb{"Documents", "---\n", "small.yaml:2:1: error: a second YAML document starts here; expected one"},
        Bomb{"Words", "word ", "small.yaml:1:1: error: expected a scenario: a map of keys"}),
    [](const auto& param) { return std::string(param.param.name); });

// Brackets that a count of brackets cannot see as nested: the levels of the tree stop them.
TEST(Hostile, HiddenNestingIsRefused) {
  EXPECT_EQ(first_error(repeated("[ ']', ", just_taken)), "small.yaml:1:225: error: nested deeper than 64 levels");
}

TEST(Hostile, DeepIndentationIsRefused) {
  std::string text;
  for (std::size_t k = 0; k < 1900; ++k) text += std::string(k, ' ') + "a:\n";
  EXPECT_EQ(first_error(text), "small.yaml:65:65: error: nested deeper than 64 levels");
}

TEST(Hostile, BillionLaughsAreRefused) {
  std::string text = "title: a\na0: &a0 lol\n";
  for (int k = 1; k < 10; ++k) {
    text += fmt::format("a{0}: &a{0} [*a{1}", k, k - 1);
    for (int n = 1; n < 10; ++n) text += fmt::format(", *a{}", k - 1);
    text += "]\n";
  }
  EXPECT_EQ(first_error(text), "small.yaml:7:45: error: more than 100000 values after expansion of aliases");
}

TEST(Hostile, AliasesCannotNestDeeperThanTheTextMay) {
  std::string text = "title: a\na0: &a0 [x]\n";
  for (int k = 1; k < 30; ++k) text += fmt::format("a{0}: &a{0} [[[[*a{1}]]]]\n", k, k - 1);
  EXPECT_THAT(first_error(text), "small.yaml:18:15: error: nested deeper than 64 levels");
}

TEST(Hostile, ManyKeysAreReadQuickly) {
  std::string text = sample::minimal() + "unknown:\n";
  for (int k = 0; k < 40000; ++k) text += fmt::format("  k{}: 1\n", k);
  EXPECT_EQ(first_error(text), "small.yaml:28:1: error: unknown: unknown key 'unknown'");
}

TEST(Hostile, ManyUnknownKeysAreCounted) {
  std::string text = sample::minimal();
  for (int k = 0; k < 40000; ++k) text += fmt::format("k{}: 1\n", k);
  const std::string errors = sample::errors_in(text);
  EXPECT_THAT(errors, HasSubstr("\n... and at least 950 more errors"));
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 50);
}

TEST(Hostile, ManyBadReferencesAreCounted) {
  std::string text = sample::minimal() + "    places: [";
  for (int k = 0; k < 40000; ++k) text += fmt::format("X{}, ", k);
  EXPECT_THAT(sample::errors_in(text + "]\n"), HasSubstr("\n... and at least 950 more errors"));
}

TEST(Hostile, LongNamesAreCutShort) {
  const std::string name(1'000'000, 'x');
  const std::string error = first_error(sample::minimal() + "    places: " + name + "\n");
  EXPECT_LT(error.size(), 1200U);
  EXPECT_THAT(error, HasSubstr("xxx..."));
}

TEST(Hostile, MessagesContainNoControlCharacters) {
  EXPECT_EQ(sample::errors_in(sample::minimal() + "\"a\\n\\e[2Jb\": 1\n"),
            "small.yaml:28:1: error: the text contains the control character U+001B\n"
            "small.yaml:28:1: error: a\\n\\u001b[2Jb: unknown key 'a\\n\\u001b[2Jb'");
}

// ---- bytes ---------------------------------------------------------------------------------------------------------

struct Bytes {
  const char* name;
  std::string text;
  const char* error;
};

std::ostream& operator<<(std::ostream& out, const Bytes& bytes) { return out << bytes.name; }

class BadBytes : public testing::TestWithParam<Bytes> {};

TEST_P(BadBytes, AreRefusedAtTheirPlace) { EXPECT_EQ(first_error(GetParam().text), GetParam().error); }

INSTANTIATE_TEST_SUITE_P(
    Texts, BadBytes,
    testing::Values(
        Bytes{"Latin1", "title: a\nquestion: caf\xE9\n", "small.yaml:2:14: error: the text is not UTF-8"},
        Bytes{"Utf16", std::string("\xFF\xFEt\0i\0", 6), "small.yaml:1:1: error: the text is not UTF-8"},
        Bytes{"CutOff", "title: \xE2\x82", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"CutOffByText", "title: \xE2\x82 a\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"LoneContinuation", "title: \x80\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"OverlongTwo", "title: \xC0\xAF\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"OverlongThree", "title: \xE0\x80\xAF\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"OverlongFour", "title: \xF0\x80\x80\xAF\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"Surrogate", "title: \xED\xA0\x80\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"BeyondUnicode", "title: \xF4\x90\x80\x80\n", "small.yaml:1:8: error: the text is not UTF-8"},
        Bytes{"Nul", std::string("title: a\0b\n", 11),
              "small.yaml:1:9: error: the text contains the control character U+0000"},
        Bytes{"Escape", "title: \x1B[2J\n", "small.yaml:1:8: error: the text contains the control character U+001B"},
        Bytes{"Delete", "title: \x7F\n", "small.yaml:1:8: error: the text contains the control character U+007F"},
        Bytes{"Elf",
              std::string("\x7F"
                          "ELF\2\1\1\0",
                          8),
              "small.yaml:1:1: error: the text contains the control character U+007F"},
        Bytes{"Gzip", "\x1F\x8B\x08", "small.yaml:1:2: error: the text is not UTF-8"},
        Bytes{"Empty", "", "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bytes{"OnlyBom", "\xEF\xBB\xBF",
              "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bytes{"OnlyAComment", "# nothing yet\n",
              "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bytes{"OnlyADocumentStart", "---\n",
              "small.yaml:1:1: error: the file is empty; expected a scenario: a map of keys"},
        Bytes{"AList", "- a\n", "small.yaml:1:1: error: expected a scenario: a map of keys"},
        Bytes{"AWord", "\nscenario\n", "small.yaml:2:1: error: expected a scenario: a map of keys"}),
    [](const auto& param) { return std::string(param.param.name); });

// ---- what is unusual but right -------------------------------------------------------------------------------------

TEST(Unusual, ByteOrderMarkIsSkipped) {
  EXPECT_EQ(sample::load_text("\xEF\xBB\xBF" + sample::minimal()).scenario.title, "A small world");
  EXPECT_EQ(first_error("\xEF\xBB\xBFtitel: a\n" + sample::minimal()),
            "small.yaml:1:1: error: titel: unknown key 'titel'; did you mean 'title'?");
}

TEST(Unusual, WindowsLineEndsAreRead) {
  std::string text;
  for (const char c : sample::minimal()) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(sample::load_text(text).scenario.title, "A small world");
  EXPECT_EQ(first_error(text + "titel: a\r\n"),
            "small.yaml:28:1: error: titel: unknown key 'titel'; did you mean 'title'?");
}

TEST(Unusual, TextOfAllScriptsIsRead) {
  for (const char* title : {"\u00dcberwachung", "\u4e2d\u56fd", "\U0001F6A2", "\u0639\u0628\u0648\u0631"})
    EXPECT_EQ(sample::load({std::string("title=") + title}).scenario.title, title);
}

TEST(Unusual, TextNeedNotEndWithALine) {
  EXPECT_EQ(sample::load_text(sample::minimal() + "question: why").scenario.question, "why");
  EXPECT_EQ(sample::load_text(sample::minimal() + "question: 'why'").scenario.question, "why");
  EXPECT_EQ(sample::load_text(sample::minimal() + "question: |\n  why\n  not\n").scenario.question, "why\nnot\n");
  EXPECT_EQ(sample::load_text(sample::minimal() + "question: |+\n  why\n\n").scenario.question, "why\n\n");
  EXPECT_EQ(sample::load_text("---\n" + sample::minimal() + "...\n").scenario.title, "A small world");
}

TEST(Unusual, AliasesAreRead) {
  const auto text =
      sample::minimal() + "    places: &hubs [SG, CN]\n    office: &o {head: *name}\n    branches: {a: *o}\n";
  EXPECT_EQ(sample::errors_in(text), "small.yaml:29:23: error: an alias of an undefined anchor");
  const auto good = sample::minimal() + "    office: &o {head: Ada, staff: 9}\n    branches: {a: *o, b: *o}\n";
  const auto levy = sample::levy_of(sample::load_text(good).scenario.rules.at("duty"));
  EXPECT_EQ(levy.branches.at("b").head, "Ada");
}

TEST(Unusual, BracketsInTextAreNotLevels) {
  const std::string smile(900, '[');
  EXPECT_EQ(sample::load_text(sample::minimal() + "question: '" + smile + "'\n").scenario.question, smile);
}

}  // namespace
}  // namespace entrepot::scenario
