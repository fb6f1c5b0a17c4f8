// The canonical form: equal for every notation of a scenario, different for scenarios with different results.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "entrepot/core/error.hpp"
#include "sample.hpp"
#include "support/errors.hpp"

namespace entrepot::scenario {
namespace {

std::string form_of(const LoadedScenario& loaded) { return canonical_form(loaded.scenario); }

std::string form_with(const std::vector<std::string>& settings) { return form_of(sample::load(settings)); }

std::string form_of_text(const std::string& text) { return form_of(sample::load_text(text)); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The small scenario with one part of its text in another notation.
std::string rewritten(const std::string& from, const std::string& to) {
  return form_of_text(replaced(sample::minimal(), from, to));
}

TEST(CanonicalForm, HasALineForEachValueThatIsNotTheDefault) {
  const std::string form = form_with({});
  EXPECT_NE(form.find("buyers.labs: {}\n"), std::string::npos) << form;
  EXPECT_NE(form.find("buyers.labs.growth: 0.5\n"), std::string::npos) << form;
  EXPECT_NE(form.find("buyers.labs.jurisdiction: {\"SG\": 0.3, \"US\": 0.7}\n"), std::string::npos) << form;
  EXPECT_NE(form.find("calendar.start: 2023-01-02\n"), std::string::npos) << form;
  EXPECT_NE(form.find("lines.cowos.capacity: {2023-01-01: 1000, 2024-07-01: 3000}\n"), std::string::npos) << form;
  EXPECT_NE(form.find("rules.duty.instrument: \"levy\"\n"), std::string::npos) << form;
  EXPECT_NE(form.find("rules.duty.rate: 0.15\n"), std::string::npos) << form;
  EXPECT_EQ(form.find("enforcement"), std::string::npos) << "nothing of it is written: " << form;
  EXPECT_EQ(form.find("A small world"), std::string::npos) << "the title changes no result";
}

TEST(CanonicalForm, IsTheSameForEveryNotation) {
  const std::string form = form_with({});
  const std::vector<std::pair<std::string, std::string>> spellings{
      {"list_price: 30000", "list_price: 3e4"},
      {"list_price: 30000", "list_price: 30000.0"},
      {"list_price: 30000", "list_price: +30000"},
      {"list_price: 30000", "list_price: 30 kUSD"},
      {"list_price: 30000", "list_price: {value: 30000, source: a page, grade: B, note: checked}"},
      {"weeks: 1", "weeks: 7 days"},
      {"weeks: 1", "weeks: 1 week"},
      {"growth: 0.5", "growth: 50%"},
      {"growth: 0.5", "growth: .5"},
      {"growth: 0.5", "growth: 5e-1"},
      {"growth: 0.5", "growth: \"0.5\""},
      {"growth: 0.5", "growth: 0.5  # a comment"},
      {"budget: 5 MUSD/year", "budget: 5000000"},
      {"budget: 5 MUSD/year", "budget: 0.005 BUSD/year"},
      {"rate: 0.15", "rate: 15 %"},
      {"segment: research", "segment: 'research'"},
      {"segment: research", "segment: \"research\""},
      {"{US: 0.7, SG: 0.3}", "{SG: 0.3, US: 0.7}"},
      {"{US: 0.7, SG: 0.3}", "\n      US: 7e-1\n      SG: 0.30"},
      {"CN: {groups: [D1, D5]}", "CN:\n    groups:\n      - D1\n      - 'D5'"},
      {"{2023-01-01: 1000, 2024-07-01: 3000}", "{2023-01-01: 1e3, 2024-07-01: 3e3}"},
      {"  SG: {name: Singapore, hub: true, groups: [A6]}\n",
       "\n\n  SG: {groups: [A6], hub: true, name: Singapore}\n\n"},
      {"hub: true", "hub: true, data_centres: 0"},
      {"title: A small world", "title: Another name\nquestion: Why?"},
      {"title: A small world", "# A comment\ntitle: A small world\nrun: {replicates: 7}"},
      {"title: A small world", "title: A small world\nrun: {seed: 1, confidence: 90%}\nenforcement: {}"},
      {"    effective: 2023-06-01\n",
       "    effective: '2023-06-01'\n    source: a journal\n    grade: A\n    note: x\n"},
      {"{home: US, ships_from: US}", "{home: &us US, ships_from: *us}"},
  };
  for (const auto& [from, to] : spellings) {
    std::string written;
    const auto error = testing::error_of([&] { written = rewritten(from, to); });
    if (from == "growth: 0.5" && to == "growth: \"0.5\"" && !error.empty()) continue;  // quoted numbers may be refused
    EXPECT_EQ(error, "") << to;
    EXPECT_EQ(written, form) << to;
  }
}

TEST(CanonicalForm, IsTheSameForExplicitAndOmittedDefaults) {
  const std::string form = form_with({});
  std::size_t written = 0;
  for (const auto& parameter : all_parameters(sample::instruments())) {
    if (!parameter.description.fallback || parameter.path.find('*') != std::string::npos) continue;
    std::string with;
    const auto error =
        testing::error_of([&] { with = form_with({parameter.path + "=" + *parameter.description.fallback}); });
    if (!error.empty() || parameter.description.fallback->empty()) continue;
    EXPECT_EQ(with, form) << parameter.path;
    ++written;
  }
  EXPECT_GT(written, 80U);
}

TEST(CanonicalForm, PercentAndDecimalsAreTheSameNumber) {
  for (int k = 1; k < 1000; k += 9) {
    const std::string percent = std::to_string(k / 10) + "." + std::to_string(k % 10);
    EXPECT_EQ(form_with({"buyers.labs.growth=" + percent + "%"}),
              form_with({"buyers.labs.growth=" + std::to_string(k) + "e-3"}))
        << percent;
  }
  EXPECT_EQ(form_with({"products.H100.list_price=0.0123 kUSD"}), form_with({"products.H100.list_price=12.3"}));
  EXPECT_EQ(form_with({"buyers.labs.budget=1.1 MUSD/year"}), form_with({"buyers.labs.budget=1100000"}));
  EXPECT_EQ(form_with({"buyers.labs.budget=2.3e-3 BUSD/year"}), form_with({"buyers.labs.budget=2300000"}));
}

TEST(CanonicalForm, ReadsNamesThatLookLikeItsOwnSyntax) {
  const auto with = [](const std::string& name) { return form_with({"jurisdictions.CN.groups=['" + name + "']"}); };
  EXPECT_NE(with("a\", \"b"), form_with({"jurisdictions.CN.groups=[a, b]"}));
  EXPECT_NE(with("a"), with("a "));
  EXPECT_NE(form_with({"rules.duty.label='x'"}), form_with({"rules.duty.label='\"x\"'"}));
}

TEST(CanonicalForm, IsTheSameForTheResolvedScenario) {
  const auto loaded =
      sample::load({"buyers.labs.growth={normal: {mean: 20 %, sd: 0.1}}", "rules.duty.places=[D5, SG]"});
  EXPECT_EQ(form_of_text(loaded.resolved_yaml()), form_of(loaded));
}

// ---- what changes a result changes the form -------------------------------------------------------------------------

/// Values to try for a parameter; some will not be valid for it.
std::vector<std::string> candidates(const Description& d) {
  const std::vector<std::string> numbers{"0", "1", "2", "0.5", "0.6", "3", "6", "10", "50", "200", "5000", "1e6"};
  switch (d.type) {
    case ParameterType::number:
    case ParameterType::integer:
      return numbers;
    case ParameterType::boolean:
      return {"true", "false"};
    case ParameterType::text:
      return {"US", "SG", "nvidia", "amd", "cowos", "n4", "H100", "H200", "levy", "x", "y"};
    case ParameterType::texts:
      return {"[US]", "[SG]", "[SG, US]", "[nvidia]", "[amd]", "[H100]", "[H200]", "[oem]", "[odm]", "[x]", "[y]"};
    case ParameterType::date:
      return {"2023-02-01", "2023-03-01", "2024-01-01", "2024-06-01"};
    case ParameterType::choice:
      return d.choices;
    case ParameterType::shares:
      return {"US", "SG", "{US: 1, SG: 3}", "{US: 1, SG: 4}"};
    case ParameterType::distribution:
      return {"{uniform: [0.5, 1]}",
              "{normal: {mean: 0.5, sd: 0.1}}",
              "{lognormal: {median: 0.5, sigma: 0.1}}",
              "{beta: {mean: 0.5, concentration: 3}}",
              "{exponential: {mean: 0.5}}",
              "0",
              "1",
              "2",
              "0.5",
              "10",
              "200"};
    case ParameterType::series:
      return {"0", "1", "2", "{2023-01-01: 1}", "{2023-01-01: 2}", "{2023-01-02: 2}"};
    default:
      return {};
  }
}

const std::vector<std::string>& settings_of_a_full_world() {
  static const std::vector<std::string> settings{
      "jurisdictions.SG={hub: true, groups: [A6], latitude: 1.3, longitude: 103.8}",
      "jurisdictions.US={groups: [A1], latitude: 37.3, longitude: -121.9}",
      "jurisdictions.CN={groups: [D1, D5], latitude: 22.5, longitude: 114.1}",
      "vendors.amd={home: US, ships_from: SG}",
      "lines.n4={vendor: amd, capacity: 5, lead_weeks: 3}",
      "products.H200={line: n4, release: 2023-09-20, tpp: 15824, list_price: 30000, h100e: 1}",
      "channel_partners.oem={count: 2, jurisdiction: US, vendors: [nvidia], kyc: 0.5}",
      "channel_partners.odm={count: 1, jurisdiction: SG, vendors: [nvidia]}",
      "intermediaries.broker={count: 2, jurisdiction: SG}",
      "retail_markets.street={products: [H100], destination: CN, traders: 3, buyers: 30}",
      "buyers.labs.contact_hubs=SG",
      "buyers.labs.centralises_from=2023-01-10",
      "buyers.labs.assemblers=SG",
      "buyers.labs.direct=true",
      "rules.duty.trigger={observe: street_premium, above: 5e6}"};
  return settings;
}

/// A path of the full world for a parameter's, whose entries are `*`; empty for those of instruments.
std::string path_in_full_world(std::string path) {
  static const std::map<std::string, std::string> entries{{"jurisdictions", "SG"},      {"lanes", "air"},
                                                          {"vendors", "nvidia"},        {"lines", "cowos"},
                                                          {"products", "H100"},         {"channel_partners", "oem"},
                                                          {"intermediaries", "broker"}, {"buyers", "labs"},
                                                          {"retail_markets", "street"}, {"rules", "duty"}};
  const auto star = path.find('*');
  if (star == std::string::npos) return path;
  return path.find('(') != std::string::npos ? std::string()
                                             : path.replace(star, 1, entries.at(path.substr(0, path.find('.'))));
}

std::vector<std::string> full_world_settings() {
  std::vector<std::string> settings;
  for (const auto& setting : settings_of_a_full_world()) {
    auto more = settings;
    more.push_back(setting);
    EXPECT_EQ(testing::error_of([&] { sample::load(more); }), "") << setting;
    settings = more;
  }
  return settings;
}

TEST(CanonicalForm, ChangesWithEveryParameter) {
  constexpr std::size_t enough = 5;
  const auto world = full_world_settings();
  std::size_t tried = 0;
  for (const auto& parameter : all_parameters(sample::instruments())) {
    const std::string path = path_in_full_world(parameter.path);
    if (path.empty() || candidates(parameter.description).empty()) continue;
    std::set<std::string> forms;
    std::size_t valid = 0;
    for (const auto& value : candidates(parameter.description)) {
      auto settings = world;
      settings.push_back(path + "=" + value);
      std::string form;
      if (!testing::error_of([&] { form = form_with(settings); }).empty()) continue;
      forms.insert(form);
      if (++valid == enough) break;
    }
    ++tried;
    if (parameter.description.outside_identity) {
      EXPECT_LE(forms.size(), 1U) << parameter.path << ": changes no result";
    } else {
      EXPECT_EQ(forms.size(), valid) << parameter.path;
      // Those of rules are tried below, too: some need each other.
      EXPECT_GT(valid, parameter.path.starts_with("rules.") ? 0U : 1U) << parameter.path << ": has no two valid values";
    }
  }
  EXPECT_GT(tried, 150U);
}

TEST(CanonicalForm, ChangesWithEveryParameterOfARule) {
  const std::map<std::string, std::vector<std::string>> values{
      {"rate", {"0.2", "0.3"}},
      {"places", {"[D5]", "[SG]", "[D5, SG]"}},
      {"cap", {"1 MUSD", "2 MUSD"}},
      {"office", {"{head: a, staff: 1}", "{head: b, staff: 1}", "{head: b, staff: 2}"}},
      {"branches", {"{x: {head: a}}", "{y: {head: a}}", "{x: {head: b}}"}},
      {"label", {"a", "b"}},
      {"announced", {"2023-01-05", "2023-01-06"}},
      {"effective", {"2023-07-01", "2023-08-01"}},
      {"ends", {"2024-01-01", "2024-02-01"}},
      {"trigger",
       {"{observe: street_premium, above: 1}", "{observe: street_premium, above: 2}",
        "{observe: seized_units, above: 2}", "{observe: seized_units, above: 2, until_below: 1}",
        "{observe: seized_units, above: 2, until_below: 1.5}"}}};
  std::set<std::string> forms{form_with({})};
  std::size_t count = 1;
  for (const auto& [key, all] : values) {
    for (const auto& value : all) {
      forms.insert(form_with({"rules.duty." + key + "=" + value}));
      ++count;
    }
  }
  EXPECT_EQ(forms.size(), count);
}

TEST(CanonicalForm, ChangesWithTheEntriesOfAMap) {
  std::set<std::string> forms{form_with({})};
  forms.insert(form_with({"rules.duty=~"}));
  forms.insert(form_with({"rules.second={instrument: levy, effective: 2023-06-01, rate: 0.15}"}));
  forms.insert(form_with({"jurisdictions.JP={}"}));
  forms.insert(form_with({"jurisdictions.KR={}"}));
  forms.insert(form_with({"lanes.air.between=[SG, US, CN]"}));
  EXPECT_EQ(forms.size(), 6U);
}

}  // namespace
}  // namespace entrepot::scenario
