// The resolved text of a scenario parses to the same scenario.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "entrepot/core/random.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "sample.hpp"

namespace entrepot::scenario {
namespace {

using Kind = Value::Kind;

/// Whether quotes change the type of a text, which is otherwise a number or a flag.
bool quotes_matter(const std::string& text) {
  const bool like_number = text.find_first_of("+-.0123456789") == 0 && text.find_first_of("0123456789") < text.size();
  return like_number || text == "true" || text == "false";
}

/// The tree as a text that differs for different trees, but ignores the order and position of keys.
std::string shape(const Value& value) {
  std::string text;
  switch (value.kind) {
    case Kind::null:
      return "~";
    case Kind::scalar:
      return fmt::format("{}<{}>", value.quoted && quotes_matter(value.text) ? "quoted" : "", value.text);
    case Kind::sequence:
      for (const auto& item : value.items) text += shape(item) + ",";
      return "[" + text + "]";
    case Kind::map:
      for (const auto& entry : value.entries) text += fmt::format("<{}>:{},", entry.key, shape(entry.value));
      return "{" + text + "}";
  }
  return "?";
}

Value parsed(const std::string& text) {
  Diagnostics diagnostics;
  Value value = parse_yaml(text, "text", diagnostics);
  diagnostics.throw_if_failed();
  return value;
}

/// Writing and rereading a tree does not change it.
void expect_round_trip(const std::string& text) {
  const Value first = parsed(text);
  const std::string written = write_yaml(first);
  EXPECT_EQ(shape(parsed(written)), shape(first)) << text << "\nwas written as\n" << written;
}

class RoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, KeepsTheTree) { expect_round_trip(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Texts, RoundTrip,
    testing::Values(
        "a: 1\n", "a: -1.5e-3\nb: +3\nc: .5\nd: 30 %\ne: 3 MUSD/year\n", "a: '1'\nb: \"true\"\nc: '~'\nd: ''\n",
        "a: true\nb: no\nc: NULL_\nd: 2023-01-01\ne: '2023-01-01'\n", "a: 'it''s'\nb: \"say \\\"so\\\"\"\n",
        "a: \"tab\\tand\\nline\\\\end\"\n", "a: |\n  two\n  lines\n", "a: >\n  folded\n  text\n\n  more\n",
        "a: |+\n  kept\n\n", "a: |-\n  stripped\n", "a: one\n  two\n  three\n",
        "a: [x, 'y', 3, \"a, b\", 'c: d', '#e', '']\n", "a: {b: {c: {}}, d: []}\n",
        "a: \u00dcber\nb: '\u4e2d\u56fd'\nc: \U0001F6A2\n", "'~': 1\n'null': 2\n'': 3\n'a: b': 4\n'#c': 5\n",
        "'true': 1\n'12': 2\n2023-01-01: 3\n'- x': 4\n'[x]': 5\n", "a: x#y\nb: x:y\nc: -x\nd: ?x\ne: :x\n",
        "a: http://example.org/x?y=z#w\n", "a: \"\\u00a0\\u2027\"\n", "a: ' lead'\nb: 'trail '\nc: ' '\n",
        "a: '%x'\nb: '@x'\nc: '`x'\nd: '*x'\ne: '&x'\nf: '!x'\ng: '|'\nh: '>'\n", "a: ---\nb: ...\nc: '---'\n",
        "a: '<<'\nb: [[1, 2], [3]]\nc: [{x: 1}, {y: [2]}]\n", "D:5: 1\nA:1: [D:1, D:5]\n"));

// Any quoted text: keys and values from the characters with a meaning in YAML.
TEST(RoundTrip, KeepsAnyQuotedText) {
  const std::vector<std::string> alphabet{"a",  "1",  " ",      ":",      "#",          "-",    "?",    ",", "[",
                                          "]",  "{",  "}",      "&",      "*",          "!",    "|",    ">", "'",
                                          "\"", "%",  "@",      "`",      "\\",         "~",    ".",    "=", "<",
                                          "\n", "\t", "\u00fc", "\u4e2d", "\U0001F6A2", "null", "true", "e"};
  for (std::uint64_t trial = 0; trial < 3000; ++trial) {
    Draws draws(1, 0, stable_id("round_trip", trial), 0, Purpose::demand);
    Value map;
    map.kind = Kind::map;
    for (const char* key : {"k", "l"}) {
      std::string text;
      for (std::uint32_t n = draws.index(7); n > 0; --n)
        text += alphabet[draws.index(static_cast<std::uint32_t>(alphabet.size()))];
      Value value;
      value.kind = Kind::scalar;
      value.quoted = true;
      value.text = text;
      Value::Entry entry;
      entry.key = key + text;
      entry.value = value;
      map.entries.push_back(std::move(entry));
    }
    const std::string written = write_yaml(map);
    ASSERT_EQ(shape(parsed(written)), shape(map)) << written;
  }
}

// Any text that the reader accepts unquoted is written so that it is read as the same text.
TEST(RoundTrip, KeepsAnyPlainText) {
  const std::vector<std::string> alphabet{"a", "1", " ", ":", "#",      "-",    "?",  ",", "[", "{",
                                          "&", "*", "!", "|", ">",      "'",    "\"", "%", "@", "\\",
                                          "~", ".", "=", "<", "\u00fc", "null", "e",  "+"};
  int taken = 0;
  for (std::uint64_t trial = 0; trial < 5000; ++trial) {
    Draws draws(1, 0, stable_id("plain", trial), 0, Purpose::demand);
    std::string text;
    for (std::uint32_t n = 1 + draws.index(6); n > 0; --n)
      text += alphabet[draws.index(static_cast<std::uint32_t>(alphabet.size()))];
    Value first;
    try {
      first = parsed(fmt::format("a: {0}\nb: [x{0}, y]\n", text));
    } catch (const ScenarioError&) {
      continue;
    }
    ++taken;
    const std::string written = write_yaml(first);
    ASSERT_EQ(shape(parsed(written)), shape(first)) << text << "\nwas written as\n" << written;
  }
  EXPECT_GT(taken, 1000);
}

// ---- whole scenarios -----------------------------------------------------------------------------------------------

const std::vector<std::string>& rich_settings() {
  static const std::vector<std::string> settings{
      "title='2023'",
      "question=\"Is it \\\"so\\\"?\\nOr: not # at all \\u4e2d\\u56fd\"",
      "jurisdictions.US.name='true'",
      "lines.cowos.capacity={value: {2022-01-01: 5, 2023-01-01: 1e3}, source: 'yes: no', grade: B}",
      "buyers.labs.growth={normal: {mean: 20 %, sd: 0.1}}",
      "rules.duty.places=[D5, SG]",
      "rules.duty.cap={value: 3 MUSD, source: '', note: '~'}",
      "rules.duty.office={head: 'null', staff: 5}",
      "rules.duty.branches={'no': {}, '12': {head: '#'}}",
      "rules.duty.label='- a'"};
  return settings;
}

TEST(Resolved, ParsesToTheSameText) {
  const auto first = sample::load(rich_settings());
  const auto second = sample::load_text(first.resolved_yaml());
  EXPECT_EQ(second.resolved_yaml(), first.resolved_yaml());
}

TEST(Resolved, ParsesToTheSameScenario) {
  const auto first = sample::load(rich_settings());
  const auto second = sample::load_text(first.resolved_yaml());
  const Scenario& a = first.scenario;
  const Scenario& b = second.scenario;
  EXPECT_EQ(b.title, "2023");
  EXPECT_EQ(b.question, a.question);
  EXPECT_EQ(b.jurisdictions.at("US").name, "true");
  EXPECT_DOUBLE_EQ(b.lines.at("cowos").capacity.at(Date::of(2022, 6, 1)),
                   a.lines.at("cowos").capacity.at(Date::of(2022, 6, 1)));
  EXPECT_EQ(b.buyers.at("labs").growth.kind, Distribution::Kind::normal);
  EXPECT_DOUBLE_EQ(b.buyers.at("labs").growth.a, 0.2);
  const auto levy_a = sample::levy_of(a.rules.at("duty"));
  const auto levy_b = sample::levy_of(b.rules.at("duty"));
  EXPECT_EQ(levy_b.places, levy_a.places);
  EXPECT_EQ(levy_b.cap, levy_a.cap);
  EXPECT_EQ(levy_b.office.head, "null");
  EXPECT_EQ(levy_b.label, "- a");
  ASSERT_EQ(levy_b.branches.size(), 2U);
  EXPECT_EQ(levy_b.branches.at("12").head, "#");
  ASSERT_EQ(second.facts.size(), first.facts.size());
  for (std::size_t k = 0; k < first.facts.size(); ++k) {
    EXPECT_EQ(second.facts[k].path, first.facts[k].path);
    EXPECT_EQ(second.facts[k].value, first.facts[k].value);
    EXPECT_EQ(second.facts[k].source, first.facts[k].source);
    EXPECT_EQ(second.facts[k].note, first.facts[k].note);
  }
}

TEST(Resolved, HasAllLayersAndNamesNoFile) {
  const sample::Folder folder;
  folder.write("base.yaml", sample::minimal());
  folder.write("case.yaml", "extends: base.yaml\ntitle: ~\nrules: {duty: {rate: 0.3}}\n");
  const auto loaded = folder.load("case.yaml", {"title=Set", "question=~"});
  EXPECT_EQ(loaded.resolved_yaml().find("extends"), std::string::npos);
  EXPECT_EQ(loaded.resolved_yaml().find("question"), std::string::npos) << "what was removed is not written";
  const auto again = sample::load_text(loaded.resolved_yaml());
  EXPECT_EQ(again.scenario.title, "Set");
  EXPECT_DOUBLE_EQ(sample::levy_of(again.scenario.rules.at("duty")).rate, 0.3);
}

}  // namespace
}  // namespace entrepot::scenario
