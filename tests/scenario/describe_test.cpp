// Descriptions of parameters: `explain`, the JSON Schema, the reference page.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "entrepot/scenario/tables.hpp"
#include "sample.hpp"
#include "scenario/search.hpp"

namespace entrepot::scenario {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string explained(const std::string& key) { return explain(key, sample::instruments()); }

std::string explain_error(const std::string& key) {
  try {
    explained(key);
    return "";
  } catch (const ScenarioError& e) {
    return e.what();
  }
}

/// The paths that a key matches: the first lines of its explanations.
std::vector<std::string> paths_of(const std::string& key) {
  std::vector<std::string> paths;
  std::istringstream lines(explained(key));
  bool first = true;
  for (std::string line; std::getline(lines, line); first = line.empty()) {
    if (first) paths.push_back(line);
  }
  return paths;
}

/// Every path of the tables, as the reference page writes it.
std::vector<std::string> all_paths() {
  std::vector<std::string> paths;
  const std::function<void(const AnyTable&, const std::string&)> walk = [&](const AnyTable& table,
                                                                            const std::string& prefix) {
    for (const auto& row : table.rows()) {
      paths.push_back(prefix + row.description.key);
      if (row.inner) walk(*row.inner, paths.back() + (row.description.type == ParameterType::map ? ".*." : "."));
    }
  };
  walk(*scenario_table(), "");
  walk(*rule_table(), "rules.*.");
  for (const auto& instrument : sample::instruments()) walk(*instrument.table, "rules.*(" + instrument.name + ").");
  return paths;
}

TEST(Explain, ShowsTheCompleteRow) {
  EXPECT_EQ(explained("run.confidence"),
            "run.confidence\n"
            "  Confidence level of the intervals.\n"
            "  type:    number\n"
            "  unit:    ratio\n"
            "  range:   0.5 to 0.999\n"
            "  default: 0.9\n");
  EXPECT_EQ(explained("rules.duty.places"),
            "rules.*(levy).places\n"
            "  Where it is due.\n"
            "  type:    list of strings (among places)\n"
            "  default: none, optional\n");
  EXPECT_THAT(explained("calendar.start"), HasSubstr("default: none, required"));
  EXPECT_THAT(explained("basis"), HasSubstr("type:    one of price, cost, weight"));
  EXPECT_THAT(explained("staff"), HasSubstr("range:   at least 0"));
  EXPECT_THAT(explained("fine_multiple"), HasSubstr("source:  50 USC 4819"));
}

TEST(Explain, AcceptsAPathWithNamesOrStars) {
  EXPECT_EQ(paths_of("buyers.china_lab_1.growth"), std::vector<std::string>{"buyers.*.growth"});
  EXPECT_EQ(paths_of("buyers.*.growth"), std::vector<std::string>{"buyers.*.growth"});
  EXPECT_EQ(paths_of("rules.duty.office.head"), std::vector<std::string>{"rules.*(levy).office.head"});
  EXPECT_EQ(paths_of("rules.*(levy).rate"), std::vector<std::string>{"rules.*(levy).rate"});
}

TEST(Explain, AcceptsTheEndOfAPath) {
  EXPECT_EQ(paths_of("growth"), std::vector<std::string>{"buyers.*.growth"});
  EXPECT_EQ(paths_of("*.growth"), std::vector<std::string>{"buyers.*.growth"});
  EXPECT_EQ(paths_of("customs.detection"), std::vector<std::string>{"jurisdictions.*.customs.detection"});
  EXPECT_GE(paths_of("count").size(), 3U) << "the same key of several tables";
}

TEST(Explain, EveryPathExplainsItself) {
  for (const auto& path : all_paths()) EXPECT_THAT(paths_of(path), testing::Contains(path));
}

TEST(Explain, AnUnknownKeyIsNamedWithTheNearest) {
  EXPECT_EQ(explain_error("run.confidense"), "no key or instrument 'run.confidense'; did you mean 'run.confidence'?");
  EXPECT_EQ(explain_error("grwth"), "no key or instrument 'grwth'; did you mean 'growth'?");
  EXPECT_EQ(explain_error("buyers.china_lab_1.grwth"),
            "no key or instrument 'buyers.china_lab_1.grwth'; did you mean 'buyers.china_lab_1.growth'?");
  EXPECT_EQ(explain_error("china_lab_1.growth.x"), "no key or instrument 'china_lab_1.growth.x'");
  EXPECT_NE(explain_error(""), "");
  EXPECT_NE(explain_error("."), "");
}

TEST(Explain, AcceptsTheNameOfAnInstrument) {
  EXPECT_EQ(explained("import_ban"),
            "import_ban (instrument of a rule)\n"
            "  No entry for some products.\n"
            "  keys:    products  Products that may not enter. Required.\n");
  EXPECT_THAT(explained("levy"), HasSubstr("  also:    tariff, surcharge\n"));
}

TEST(Explain, ListsAllInstruments) {
  for (const char* key : {"instruments", "rules"})
    EXPECT_THAT(explained(key),
                HasSubstr("\n  levy        A levy on sales.\n  import_ban  No entry for some products.\n"));
}

TEST(Explain, SearchesOtherWordsAndMeanings) {
  EXPECT_THAT(explained("tariffs"), HasSubstr("No key or instrument is named 'tariffs'"));
  for (const char* query : {"tariff", "Tariffs", "surcharges", "a levy on the sales"})
    EXPECT_THAT(explained(query), HasSubstr("levy (instrument)\n      A levy on sales.")) << query;
  EXPECT_THAT(explained("proceeds"), HasSubstr("rules.*(levy).path\n      Planned proceeds.")) << "a meaning of a key";
  EXPECT_THAT(explained("paid back"), HasSubstr("rules.*(levy).refundable"));
  EXPECT_THAT(explained("repetitions"), HasSubstr("run.replicates"));
}

TEST(Explain, PutsNamesBeforeMeanings) {
  const std::string text = explained("office collects");
  EXPECT_THAT(text, HasSubstr("rules.*(levy).office"));
  EXPECT_THAT(explain_error("xyzzy"), HasSubstr("no key or instrument 'xyzzy'"));
  EXPECT_NE(explain_error("of the"), "") << "words that stand everywhere find nothing";
}

TEST(NearestFirst, RanksMeaningBeforeSpelling) {
  const auto first = [](const char* query) { return nearest_first(query, sample::instruments()).front()->name; };
  EXPECT_EQ(first("tariff"), "levy");
  EXPECT_EQ(first("levvy"), "levy");
  EXPECT_EQ(first("import_bann"), "import_ban");
  EXPECT_EQ(first("products"), "import_ban");
  EXPECT_EQ(first("nothing like it"), "levy") << "the order of the table";
}

TEST(Reference, HasEveryParameterAndInstrument) {
  const std::string page = reference_markdown(sample::instruments());
  for (const auto& path : all_paths()) EXPECT_THAT(page, HasSubstr("| `" + path + "` |"));
  EXPECT_THAT(page, HasSubstr("| `import_ban` | No entry for some products. |  |"));
}

TEST(Reference, HasASectionForEachKeyOfAScenario) {
  const std::string page = reference_markdown(sample::instruments());
  EXPECT_THAT(page, HasSubstr("| [grey_market](#grey_market) | Prices and costs of the grey trade. |"));
  EXPECT_THAT(page, HasSubstr("\n## grey_market\n\nPrices and costs of the grey trade.\n\n| key |"));
  EXPECT_THAT(page, HasSubstr("| [Parameters of instruments](#parameters-of-instruments) |"));
}

TEST(Reference, RowsHaveSevenCells) {
  std::istringstream lines(reference_markdown(sample::instruments()));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line == "## Instruments") break;
    if (!line.starts_with("| `")) continue;
    ++rows;
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    EXPECT_EQ(bars, 8U) << line;
  }
  EXPECT_EQ(rows, all_paths().size());
}

// ---- the tables ----------------------------------------------------------------------------------------------------

TEST(Tables, EveryParameterHasAMeaning) {
  for (const auto& path : all_paths()) {
    const std::string text = explained(path);
    EXPECT_THAT(text, Not(HasSubstr("\n  \n"))) << path;
  }
}

TEST(Tables, KeysOfATableDiffer) {
  const auto paths = all_paths();
  EXPECT_EQ(std::set<std::string>(paths.begin(), paths.end()).size(), paths.size());
}

// ---- JSON Schema ---------------------------------------------------------------------------------------------------

const json& schema() {
  static const json parsed = json::parse(schema_json(sample::instruments()));
  return parsed;
}

TEST(JsonSchema, DeclaresItsDraftAndTheTopLevel) {
  EXPECT_EQ(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema()["additionalProperties"], false);
  for (const auto& row : scenario_table()->rows())
    EXPECT_TRUE(schema()["properties"].contains(row.description.key)) << row.description.key;
  EXPECT_TRUE(schema()["properties"].contains("extends"));
  EXPECT_TRUE(schema()["properties"].contains("rules"));
}

/// Walks the schema: each part is true or an object whose keywords are those of JSON Schema, with values they can have.
void check_part(const json& part, const std::string& where) {
  static const std::set<std::string> keywords{"$schema",       "title",         "type",
                                              "description",   "properties",    "additionalProperties",
                                              "anyOf",         "allOf",         "if",
                                              "then",          "enum",          "const",
                                              "required",      "minimum",       "maximum",
                                              "pattern",       "items",         "minItems",
                                              "maxItems",      "minProperties", "maxProperties",
                                              "propertyNames", "$defs",         "$ref"};
  static const std::set<std::string> types{"object", "array", "string", "number", "integer", "boolean", "null"};
  if (part.is_boolean()) return;
  ASSERT_TRUE(part.is_object()) << where;
  for (const auto& [key, value] : part.items()) {
    const std::string here = where + "/" + key;
    EXPECT_TRUE(keywords.contains(key)) << here;
    if (key == "type") {
      for (const auto& type : value.is_array() ? value : json::array({value}))
        EXPECT_TRUE(type.is_string() && types.contains(type.get<std::string>())) << here;
    } else if (key == "$ref") {
      EXPECT_TRUE(schema().contains(json::json_pointer(value.get<std::string>().substr(1)))) << here;
    } else if (key == "properties" || key == "$defs") {
      for (const auto& [name, inner] : value.items()) check_part(inner, here + "/" + name);
    } else if (key == "anyOf" || key == "allOf") {
      EXPECT_FALSE(value.empty()) << here;
      for (const auto& inner : value) check_part(inner, here);
    } else if (key == "additionalProperties" || key == "items" || key == "if" || key == "then" ||
               key == "propertyNames") {
      check_part(value, here);
    } else if (key == "required" || key == "enum") {
      EXPECT_TRUE(value.is_array() && !value.empty()) << here;
    } else if (key == "minimum" || key == "maximum") {
      EXPECT_TRUE(value.is_number()) << here;
    }
  }
}

TEST(JsonSchema, UsesKeywordsWithValidValues) { check_part(schema(), "#"); }

TEST(JsonSchema, NumbersKeepTheirRange) {
  const auto& confidence = schema()["properties"]["run"]["properties"]["confidence"];
  EXPECT_EQ(confidence["$ref"], "#/$defs/annotated_number_0.5_to_0.999");
  const auto& plain = schema()["$defs"]["number_0.5_to_0.999"];
  EXPECT_EQ(plain["$ref"], "#/$defs/number");
  EXPECT_EQ(plain["minimum"], 0.5);
  EXPECT_EQ(plain["maximum"], 0.999);
  EXPECT_THAT(confidence["description"].get<std::string>(), HasSubstr("Default: 0.9."));
}

TEST(JsonSchema, NamesSharedShapesByContent) {
  for (const char* name : {"share", "date", "distribution", "annotated_share", "annotated_date", "annotation"})
    EXPECT_TRUE(schema()["$defs"].contains(name)) << name;
  EXPECT_EQ(schema()["$defs"]["annotated_share"]["properties"]["value"]["$ref"], "#/$defs/share");
}

TEST(JsonSchema, RulesTakeTheKeysOfTheirInstrument) {
  const auto& rule = schema()["properties"]["rules"]["additionalProperties"];
  EXPECT_EQ(rule["properties"]["instrument"]["enum"], (json{"levy", "import_ban"}));
  ASSERT_EQ(rule["allOf"].size(), 2U);
  EXPECT_EQ(rule["allOf"][0]["if"]["properties"]["instrument"]["const"], "levy");
  EXPECT_TRUE(rule["allOf"][0]["then"]["properties"].contains("rate"));
  EXPECT_FALSE(rule["allOf"][1]["then"]["properties"].contains("rate"));
  const auto keys = [&](std::size_t kind) -> const json& { return rule["allOf"][kind]["then"]["propertyNames"]; };
  EXPECT_EQ(keys(0)["anyOf"][0]["$ref"], "#/$defs/rule_key");
  EXPECT_THAT(keys(0)["anyOf"][1]["enum"], testing::Contains("rate"));
  EXPECT_THAT(keys(1).dump(), Not(HasSubstr("rate")));
  EXPECT_THAT(schema()["$defs"]["rule_key"]["enum"], testing::Contains("effective"));
  for (const char* key : {"rate", "products", "effective", "source", "note"})
    EXPECT_TRUE(rule["properties"].contains(key)) << key;
}

}  // namespace
}  // namespace entrepot::scenario
