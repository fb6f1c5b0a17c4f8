#include "entrepot/scenario/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "entrepot/scenario/tables.hpp"
#include "layers.hpp"
#include "reading.hpp"
#include "yaml_tree.hpp"

namespace entrepot::scenario {
namespace {

constexpr int longest_run_years = 30;

std::vector<std::string> keys_of(const Value* map) {
  std::vector<std::string> keys;
  if (map == nullptr) return keys;
  for (const auto& entry : map->entries) keys.push_back(entry.key);
  return keys;
}

/// The names that a reference may use.
std::vector<std::string> names_for(const Value& root, const std::string& to) {
  if (to != "places") return keys_of(root.find(to));
  const Value* jurisdictions = root.find("jurisdictions");
  auto names = keys_of(jurisdictions);
  if (jurisdictions == nullptr) return names;
  std::set<std::string> groups;
  for (const auto& entry : jurisdictions->entries) {
    const Value* in = entry.value.find("groups");
    if (in == nullptr) continue;
    if (in->kind == Value::Kind::scalar) groups.insert(in->text);
    for (const auto& item : in->items) groups.insert(item.text);
  }
  names.insert(names.end(), groups.begin(), groups.end());
  return names;
}

void check_references(const Value& root, Reading& reading) {
  for (const auto& reference : reading.references) {
    if (reference.name.empty()) continue;
    const auto names = names_for(root, reference.to);
    if (std::find(names.begin(), names.end(), reference.name) != names.end()) continue;
    const auto what = reference.to == "places" ? "jurisdictions or their groups" : reference.to;
    reading.diagnostics.error(
        reference.mark, reference.path,
        fmt::format("'{}' is not among {}{}", reference.name, what, did_you_mean(reference.name, names)));
  }
}

void read_rules(const Value& root, std::span<const InstrumentSchema> instruments, Reading& reading,
                Scenario& scenario) {
  const Value* rules = root.find("rules");
  if (rules == nullptr) return;
  std::vector<std::string> kinds;
  for (const auto& instrument : instruments) kinds.push_back(instrument.name);
  for (const auto& [name, entry] : entries_of(reading, *rules, "rules")) {
    const std::string path = "rules." + name;
    const Value* kind = entry->find("instrument");
    const auto instrument = std::find_if(instruments.begin(), instruments.end(),
                                         [&, e = kind](const auto& i) { return e != nullptr && e->text == i.name; });
    if (kind != nullptr && instrument == instruments.end()) {
      reading.error(*kind, path + ".instrument",
                    fmt::format("no instrument '{}'{}", kind->text, did_you_mean(kind->text, kinds)));
      continue;
    }
    std::set<std::string> others{"note"};
    std::set<std::string> common{"note"};
    for (const auto& row : rule_table()->rows()) common.insert(row.description.key);
    if (instrument != instruments.end()) {
      for (const auto& row : instrument->table->rows()) others.insert(row.description.key);
    }
    Rule& rule = scenario.rules[name];
    rule_table()->read(reading, *entry, path, others, rule);
    keep_entry_evidence(reading, *entry, path);
    if (instrument != instruments.end()) rule.parameters = instrument->table->read_any(reading, *entry, path, common);
  }
}

// ---- checks between keys -------------------------------------------------------------------------------------------

const Value& at(const Value& root, const std::vector<std::string>& path) {
  const Value* here = &root;
  for (const auto& key : path) {
    const Value* next = here->find(key);
    if (next == nullptr) break;
    here = next;
  }
  return *here;
}

void check_calendar(const Value& root, const Scenario& scenario, Reading& reading) {
  const auto& calendar = scenario.calendar;
  if (calendar.end < calendar.start) {
    reading.error(at(root, {"calendar", "end"}), "calendar.end",
                  fmt::format("{} is before the start {}", calendar.end.iso(), calendar.start.iso()));
  } else if (calendar.end.year() - calendar.start.year() > longest_run_years) {
    reading.error(at(root, {"calendar", "end"}), "calendar.end",
                  fmt::format("a run may last {} years", longest_run_years));
  }
}

void check_rules(const Value& root, const Scenario& scenario, Reading& reading) {
  for (const auto& [name, rule] : scenario.rules) {
    const std::string path = "rules." + name;
    if (rule.announced && *rule.announced > rule.effective) {
      reading.error(at(root, {"rules", name, "announced"}), path + ".announced",
                    "a rule cannot be announced after it takes effect");
    }
    if (rule.ends && *rule.ends <= rule.effective) {
      reading.error(at(root, {"rules", name, "ends"}), path + ".ends", "a rule must end after it takes effect");
    }
    const bool outside = rule.effective > scenario.calendar.end || (rule.ends && *rule.ends <= scenario.calendar.start);
    if (outside) {
      reading.diagnostics.warning(
          at(root, {"rules", name}).mark, path,
          fmt::format("never in force between {} and {}", scenario.calendar.start.iso(), scenario.calendar.end.iso()));
    }
  }
}

void check_world(const Value& root, const Scenario& scenario, Reading& reading) {
  if (scenario.jurisdictions.size() > 64)
    reading.error(at(root, {"jurisdictions"}), "jurisdictions", "at most 64 fit one scenario");
  if (scenario.vendors.size() > 32) reading.error(at(root, {"vendors"}), "vendors", "at most 32 fit one scenario");
  for (const auto& [name, lane] : scenario.lanes) {
    if (!lane.between.empty() || (!lane.from.empty() && !lane.to.empty())) continue;
    reading.error(at(root, {"lanes", name}), "lanes." + name, "a lane needs 'between', or 'from' and 'to'");
  }
  for (const auto& [name, product] : scenario.products) {
    if (product.end && *product.end <= product.release) {
      reading.error(at(root, {"products", name, "end"}), "products." + name + ".end",
                    "a product must end after its release");
    }
  }
}

void check_buyers(const Value& root, const Scenario& scenario, Reading& reading) {
  for (const auto& [name, group] : scenario.buyers) {
    const std::string path = "buyers." + name;
    if (group.grey_contacts > 0 && group.contact_hubs.empty()) {
      reading.error(at(root, {"buyers", name, "grey_contacts"}), path + ".grey_contacts",
                    "contacts need 'contact_hubs' to be found in");
    }
    if (group.centralises_until && (!group.centralises_from || *group.centralises_until < *group.centralises_from)) {
      reading.error(at(root, {"buyers", name, "centralises_until"}), path + ".centralises_until",
                    "needs an earlier 'centralises_from'");
    }
  }
}

LoadedScenario finish(Value root, const std::vector<std::string>& settings,
                      std::span<const InstrumentSchema> instruments, Diagnostics& diagnostics,
                      std::vector<Input> inputs) {
  apply_settings(root, settings, diagnostics);
  // Missing keys of a file that could not be parsed would only hide the reason.
  if (root.kind != Value::Kind::map) diagnostics.throw_if_failed();
  LoadedScenario loaded;
  Reading reading(diagnostics);
  reading.missing_at = root.mark;
  scenario_table()->read(reading, root, "", {"rules"}, loaded.scenario);
  read_rules(root, instruments, reading, loaded.scenario);
  check_references(root, reading);
  check_calendar(root, loaded.scenario, reading);
  check_rules(root, loaded.scenario, reading);
  check_world(root, loaded.scenario, reading);
  check_buyers(root, loaded.scenario, reading);
  diagnostics.throw_if_failed();
  loaded.facts = std::move(reading.facts);
  loaded.resolved_yaml = write_yaml(root);
  loaded.inputs = std::move(inputs);
  loaded.warnings = diagnostics.warnings();
  return loaded;
}

}  // namespace

LoadedScenario load_scenario(const std::filesystem::path& file, const std::vector<std::string>& settings,
                             std::span<const InstrumentSchema> instruments) {
  Diagnostics diagnostics;
  std::vector<Input> inputs;
  Value root = read_layers(file, diagnostics, inputs);
  return finish(std::move(root), settings, instruments, diagnostics, std::move(inputs));
}

LoadedScenario load_scenario_text(const std::string& text, const std::string& name,
                                  const std::vector<std::string>& settings,
                                  std::span<const InstrumentSchema> instruments) {
  Diagnostics diagnostics;
  Value root = parse_yaml(text, name, diagnostics);
  if (root.kind == Value::Kind::null) root.kind = Value::Kind::map;
  if (root.mark.file.empty()) root.mark = {name, 1, 1};
  return finish(std::move(root), settings, instruments, diagnostics, {{name, content_hash(text)}});
}

}  // namespace entrepot::scenario
