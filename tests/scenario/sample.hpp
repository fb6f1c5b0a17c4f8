#pragma once
// A small valid scenario, an instrument with a parameter of every type, and a folder to write files in.

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario::sample {

/// A minimal scenario with one rule.
inline const std::string& minimal() {
  static const std::string text = R"(title: A small world
calendar: {start: 2023-01-02, end: 2024-12-31}
jurisdictions:
  US: {name: United States, groups: [A1]}
  SG: {name: Singapore, hub: true, groups: [A6]}
  CN: {groups: [D1, D5]}
lanes:
  air: {between: [US, SG, CN], mode: air_freight, weeks: 1, cost: 300}
vendors:
  nvidia: {home: US, ships_from: US}
lines:
  cowos: {vendor: nvidia, capacity: {2023-01-01: 1000, 2024-07-01: 3000}}
products:
  H100: {line: cowos, release: 2022-09-20, tpp: 15824, list_price: 30000, h100e: 1}
buyers:
  labs:
    segment: research
    jurisdiction: {US: 0.7, SG: 0.3}
    initial_stock: 100
    growth: 0.5
    willingness_to_pay: 50000
    budget: 5 MUSD/year
rules:
  duty:
    instrument: levy
    effective: 2023-06-01
    rate: 0.15
)";
  return text;
}

enum class Basis { price, cost, weight };

struct Office {
  std::string head;
  double staff;

  template <class Rows>
  static void rows(Rows& row) {
    row("head", &Office::head, {.fallback = "''", .meaning = "Who leads it."});
    row("staff", &Office::staff, {.unit = "agents", .min = 0, .fallback = "3", .meaning = "People."});
  }
};

/// Parameters of the instrument `levy`: one of each type.
struct Levy {
  double rate;
  std::int64_t steps;
  bool refundable;
  std::string label;
  std::vector<std::string> places;
  std::vector<std::string> replaces;
  Date since;
  std::optional<Date> review;
  std::optional<double> cap;
  Basis basis;
  Shares split;
  Distribution effort;
  Distribution odds;
  Series path;
  double delay;
  double power;
  Office office;
  std::map<std::string, Office> branches;

  template <class Rows>
  static void rows(Rows& row) {
    row("rate", &Levy::rate, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Share of the price."});
    row("steps", &Levy::steps, {.min = 1, .max = 1e18, .fallback = "4", .meaning = "Number of steps."});
    row("refundable", &Levy::refundable, {.fallback = "false", .meaning = "Whether it is paid back."});
    row("label", &Levy::label, {.fallback = "''", .meaning = "Name on the form."});
    row("places", &Levy::places, {.optional = true, .refers_to = "places", .meaning = "Where it is due."});
    row("replaces", &Levy::replaces, {.optional = true, .refers_to = "rules", .meaning = "Rules it takes over."});
    row("since", &Levy::since, {.fallback = "2020-02-29", .meaning = "First day of the books."});
    row("review", &Levy::review, {.meaning = "Day of review."});
    row("cap", &Levy::cap, {.unit = "USD", .min = 0, .meaning = "Most that is due."});
    row("basis", &Levy::basis, {.fallback = "price", .choices = {"price", "cost", "weight"}, .meaning = "Base."});
    row("split", &Levy::split, {.optional = true, .refers_to = "jurisdictions", .meaning = "Who receives it."});
    row("effort", &Levy::effort, {.unit = "weeks", .min = 0, .max = 520, .fallback = "2", .meaning = "Work."});
    row("odds", &Levy::odds, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Odds of audit."});
    row("path", &Levy::path, {.unit = "USD/year", .min = 0, .fallback = "0", .meaning = "Planned proceeds."});
    row("delay", &Levy::delay, {.unit = "weeks", .min = 0, .fallback = "0", .meaning = "Time to pay."});
    row("power", &Levy::power, {.unit = "MW", .fallback = "0", .meaning = "Power of the computers."});
    row("office", &Levy::office, {.meaning = "The office that collects it."});
    row("branches", &Levy::branches, {.optional = true, .meaning = "Its branches."});
  }

  void contribute(const policy::RuleContext&, policy::Contributions&) const {}
};

struct Ban {
  std::vector<std::string> products;

  template <class Rows>
  static void rows(Rows& row) {
    row("products", &Ban::products, {.refers_to = "products", .meaning = "Products that may not enter."});
  }

  void contribute(const policy::RuleContext&, policy::Contributions&) const {}
};

inline const std::vector<InstrumentSchema>& instruments() {
  static const std::vector<InstrumentSchema> all{
      schema_of_instrument<Levy>("levy", "A levy on sales.", "tariff, surcharge"),
      schema_of_instrument<Ban>("import_ban", "No entry for some products.", "")};
  return all;
}

inline LoadedScenario load_text(const std::string& text, const std::vector<std::string>& settings = {}) {
  return load_scenario_text(text, "small.yaml", settings, instruments());
}

/// The minimal scenario with settings over it.
inline LoadedScenario load(const std::vector<std::string>& settings = {}) { return load_text(minimal(), settings); }

/// The parameters of a rule, which must be a levy.
inline Levy levy_of(const Rule& rule) { return dynamic_cast<const ParametersOf<Levy>&>(*rule.parameters).values; }

/// The parameters of the minimal scenario's rule, with settings over them.
inline Levy levy(const std::vector<std::string>& settings = {}) {
  std::vector<std::string> full;
  for (const auto& setting : settings) full.push_back("rules.duty." + setting);
  return levy_of(load(full).scenario.rules.at("duty"));
}

/// The errors of the text; empty if valid.
inline std::string errors_in(const std::string& text, const std::vector<std::string>& settings = {}) {
  try {
    load_text(text, settings);
    return "";
  } catch (const ScenarioError& e) {
    return e.what();
  }
}

/// A temporary directory for a test, deleted at the end.
class Folder {
 public:
  Folder() {
    static std::atomic<int> made{0};
    path_ = std::filesystem::temp_directory_path() /
            ("entrepot-test-" + std::to_string(getpid()) + "-" + std::to_string(made++));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::filesystem::path path(const std::string& name = "") const { return path_ / name; }
  [[nodiscard]] LoadedScenario load(const std::string& name, const std::vector<std::string>& settings = {}) const {
    return load_scenario(path_ / name, settings, instruments());
  }

  /// The errors of a file in the directory, without the directory's name; empty if valid.
  [[nodiscard]] std::string errors_in(const std::string& name, const std::vector<std::string>& settings = {}) const {
    try {
      static_cast<void>(load(name, settings));
      return "";
    } catch (const ScenarioError& e) {
      std::string text = e.what();
      const std::string prefix = path_.string() + "/";
      for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
      return text;
    }
  }

 private:
  std::filesystem::path path_;
};

/// The errors of `text` as a file `case.yaml` over the minimal scenario; its first line is line 2.
inline std::string errors_over_minimal(const std::string& text, const std::vector<std::string>& settings = {}) {
  const Folder folder;
  folder.write("base.yaml", minimal());
  folder.write("case.yaml", "extends: base.yaml\n" + text);
  return folder.errors_in("case.yaml", settings);
}

}  // namespace entrepot::scenario::sample
