#include "entrepot/scenario/load.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/tables.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "search.hpp"

namespace entrepot::scenario {
namespace {

constexpr int longest_run_years = 30;

std::vector<std::string> keys_of(const Value* map) {
  std::vector<std::string> keys;
  if (map == nullptr) return keys;
  for (const auto& entry : map->entries) keys.push_back(entry.key);
  return keys;
}

/// The valid names of a reference; nullopt if the map is missing, which is a separate error.
std::optional<std::vector<std::string>> names_for(const Value& root, const Scenario& scenario, const std::string& to) {
  const Value* map = root.find(to == "places" ? "jurisdictions" : to);
  if (to != "rules" && (map == nullptr || map->kind != Value::Kind::map)) return std::nullopt;
  auto names = keys_of(map);
  if (to != "places") return names;
  std::set<std::string> groups;
  for (const auto& [name, jurisdiction] : scenario.jurisdictions) {
    groups.insert(jurisdiction.groups.begin(), jurisdiction.groups.end());
    for (const auto& [day, later] : jurisdiction.groups_from) groups.insert(later.begin(), later.end());
  }
  names.insert(names.end(), groups.begin(), groups.end());
  return names;
}

void check_references(const Value& root, const Scenario& scenario, Reading& reading) {
  struct Names {
    std::vector<std::string> listed;
    std::set<std::string> set;
  };
  std::map<std::string, std::optional<Names>> known;
  for (const auto& reference : reading.references) {
    auto it = known.find(reference.to);
    if (it == known.end()) {
      const auto listed = names_for(root, scenario, reference.to);
      it = known.emplace(reference.to, std::nullopt).first;
      if (listed) it->second = Names{*listed, {listed->begin(), listed->end()}};
    }
    if (!it->second || it->second->set.contains(reference.name)) continue;
    const auto what = reference.to == "places" ? "jurisdictions or their groups" : reference.to;
    reading.diagnostics.error(
        reference.mark, reference.path,
        fmt::format("'{}' is not among {}{}", reference.name, what, did_you_mean(reference.name, it->second->listed)));
  }
}

std::set<std::string> keys_of(const AnyTable& table) {
  std::set<std::string> keys;
  for (const auto& row : table.rows()) keys.insert(row.description.key);
  return keys;
}

/// The instrument of a rule; null, and reported, if it does not exist.
const InstrumentSchema* instrument_of(const Value& rule, const std::string& path,
                                      std::span<const InstrumentSchema> instruments, Reading& reading) {
  const Value* kind = rule.find("instrument");
  if (kind == nullptr || kind->kind != Value::Kind::scalar) return nullptr;  // the table of rules reports it
  std::vector<std::string> names;
  for (const auto& instrument : instruments) {
    if (instrument.name == kind->text) return &instrument;
    names.push_back(instrument.name);
  }
  std::vector<std::string> choices;
  if (!std::exchange(reading.instruments_listed, true)) {  // the list is long, so print it once
    choices = one_line_each(nearest_first(kind->text, instruments));
    choices.insert(choices.begin(), "instruments, best match first:");
  }
  reading.diagnostics.error(kind->mark, path + ".instrument",
                            fmt::format("no instrument '{}'{}", kind->text, did_you_mean(kind->text, names)),
                            std::move(choices));
  return nullptr;
}

void read_rule(const Value& entry, const std::string& path, std::span<const InstrumentSchema> instruments,
               Reading& reading, Rule& rule) {
  const InstrumentSchema* instrument = instrument_of(entry, path, instruments, reading);
  std::set<std::string> own;
  if (instrument != nullptr) {
    own = keys_of(*instrument->table);
  } else {
    // Without the instrument, the other keys of the rule cannot be checked.
    const auto all = keys_of(&entry);
    own.insert(all.begin(), all.end());
  }
  own.insert({"note", "evidence", "range_factor"});
  rule_table()->read(reading, entry, path, own, rule);
  keep_evidence_of_rule(reading, entry, path);
  check_range_factor(reading, entry, path);
  if (instrument == nullptr) return;
  auto common = keys_of(*rule_table());
  common.insert({"note", "evidence", "range_factor"});
  rule.parameters = instrument->read(reading, entry, path, common);
}

void read_rules(const Value& root, std::span<const InstrumentSchema> instruments, Reading& reading,
                Scenario& scenario) {
  const Value* rules = root.find("rules");
  if (rules == nullptr) return;
  for (const auto& [name, entry] : entries_of(reading, *rules, "rules"))
    read_rule(*entry, "rules." + name, instruments, reading, scenario.rules[name]);
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

/// Whether a date was read; the error of one that was not is already reported.
bool is_read(Date date) { return date != Date{}; }

void check_calendar(const Value& root, const Scenario& scenario, Reading& reading) {
  const auto& calendar = scenario.calendar;
  if (!is_read(calendar.start) || !is_read(calendar.end)) return;
  if (calendar.end < calendar.start) {
    reading.error(at(root, {"calendar", "end"}), "calendar.end",
                  fmt::format("{} is before the start {}", calendar.end.iso(), calendar.start.iso()));
  } else if (calendar.end.year() - calendar.start.year() > longest_run_years) {
    reading.error(at(root, {"calendar", "end"}), "calendar.end",
                  fmt::format("a run is limited to {} years", longest_run_years));
  }
}

void check_trigger(const Value& root, const std::string& rule, const Trigger& trigger, Reading& reading) {
  const std::string path = "rules." + rule + ".trigger";
  const bool of_a_place = trigger.observe == Observable::hub_import_growth ||
                          trigger.observe == Observable::hub_import_load ||
                          trigger.observe == Observable::billing_growth;
  if (of_a_place && trigger.place.empty()) {
    reading.error(at(root, {"rules", rule, "trigger"}), path, "this observed quantity needs a 'place'");
  }
  if (trigger.until_below && *trigger.until_below > trigger.above) {
    reading.error(at(root, {"rules", rule, "trigger", "until_below"}), path + ".until_below",
                  "must not exceed 'above', or the rule would switch on and off every week");
  }
}

void check_rules(const Value& root, const Scenario& scenario, Reading& reading) {
  for (const auto& [name, rule] : scenario.rules) {
    const std::string path = "rules." + name;
    if (!is_read(rule.effective)) continue;
    if (rule.announced && *rule.announced > rule.effective) {
      reading.error(at(root, {"rules", name, "announced"}), path + ".announced",
                    "a rule cannot be announced after it takes effect");
    }
    if (rule.ends && is_read(*rule.ends) && *rule.ends <= rule.effective) {
      reading.error(at(root, {"rules", name, "ends"}), path + ".ends", "a rule must end after it takes effect");
    }
    check_trigger(root, name, rule.trigger, reading);
    if (!is_read(scenario.calendar.start) || !is_read(scenario.calendar.end)) continue;
    const bool outside = rule.effective > scenario.calendar.end || (rule.ends && *rule.ends <= scenario.calendar.start);
    if (outside) {
      reading.diagnostics.warning(
          at(root, {"rules", name}).mark, path,
          fmt::format("never in force between {} and {}", scenario.calendar.start.iso(), scenario.calendar.end.iso()));
    }
  }
}

/// Sets of places and vendors are bits of a word; other row numbers have 16 bits, far more than needed.
void check_sizes(const Value& root, const Scenario& scenario, Reading& reading) {
  const std::initializer_list<std::tuple<const char*, std::size_t, std::size_t>> sizes{
      {"jurisdictions", scenario.jurisdictions.size(), 64},
      {"vendors", scenario.vendors.size(), 32},
      {"lines", scenario.lines.size(), 10000},
      {"products", scenario.products.size(), 10000},
      {"channel_partners", scenario.channel_partners.size(), 10000},
      {"intermediaries", scenario.intermediaries.size(), 10000},
      {"buyers", scenario.buyers.size(), 10000},
      {"rules", scenario.rules.size(), 10000}};
  for (const auto& [map, size, most] : sizes) {
    if (size > most)
      reading.error(at(root, {map}), map, fmt::format("too many entries; at most {} are supported", most));
  }
}

void check_world(const Value& root, const Scenario& scenario, Reading& reading) {
  check_sizes(root, scenario, reading);
  for (const auto& [name, lane] : scenario.lanes) {
    if (!lane.between.empty() || (!lane.from.empty() && !lane.to.empty())) continue;
    reading.error(at(root, {"lanes", name}), "lanes." + name, "a lane needs 'between', or 'from' and 'to'");
  }
  for (const auto& [name, product] : scenario.products) {
    if (product.end && is_read(*product.end) && is_read(product.release) && *product.end <= product.release) {
      reading.error(at(root, {"products", name, "end"}), "products." + name + ".end",
                    "a product must end after its release");
    }
  }
}

bool is_ever_positive(const Series& path) {
  const auto& points = path.points();
  return points.empty() ? path.at(Date{}) > 0
                        : std::any_of(points.begin(), points.end(), [](const auto& point) { return point.value > 0; });
}

/// A place has both coordinates or none, and gravity needs those of every place.
void check_coordinates(const Value& root, const Scenario& scenario, Reading& reading) {
  std::string without;
  for (const auto& [code, place] : scenario.jurisdictions) {
    if (place.latitude.has_value() != place.longitude.has_value()) {
      const char* given = place.latitude ? "latitude" : "longitude";
      reading.error(at(root, {"jurisdictions", code, given}), "jurisdictions." + code,
                    "needs both 'latitude' and 'longitude', or neither");
    } else if (!place.latitude && without.empty()) {
      without = code;
    }
  }
  if (scenario.network.gravity > 0 && !without.empty()) {
    reading.error(at(root, {"network", "gravity"}), "network.gravity",
                  fmt::format("needs 'latitude' and 'longitude' of every jurisdiction; {} has none", without));
  }
}

void check_buyers(const Value& root, const Scenario& scenario, Reading& reading) {
  for (const auto& [name, group] : scenario.buyers) {
    const std::string path = "buyers." + name;
    if (group.grey_contacts > 0 && group.contact_hubs.empty()) {
      reading.error(at(root, {"buyers", name, "grey_contacts"}), path + ".grey_contacts",
                    "'grey_contacts' needs 'contact_hubs'");
    }
    if (group.centralises_until && (!group.centralises_from || *group.centralises_until < *group.centralises_from)) {
      reading.error(at(root, {"buyers", name, "centralises_until"}), path + ".centralises_until",
                    "needs an earlier 'centralises_from'");
    }
    if (is_ever_positive(group.assembled_share) && (group.assemblers.empty() || !group.direct)) {
      reading.error(at(root, {"buyers", name, "assembled_share"}), path + ".assembled_share",
                    "needs 'assemblers' to be invoiced, and 'direct: true'");
    }
  }
}

void check_retail_markets(const Value& root, const Scenario& scenario, Reading& reading) {
  for (const auto& [name, market] : scenario.retail_markets) {
    const std::string path = "retail_markets." + name;
    const Value& products = at(root, {"retail_markets", name, "products"});
    if (products.kind == Value::Kind::sequence && products.items.empty())
      reading.error(products, path + ".products", "a market needs a product to sell");
    if (market.lowest_price > market.highest_price) {
      reading.error(at(root, {"retail_markets", name, "lowest_price"}), path + ".lowest_price",
                    "must not be above 'highest_price'");
    }
  }
}

std::map<std::string, std::string> rule_marks(const Value& root) {
  std::map<std::string, std::string> marks;
  const Value* rules = root.find("rules");
  if (rules == nullptr) return marks;
  for (const auto& entry : rules->entries) {
    marks[entry.key] = fmt::format("{}:{}:{}", entry.mark.file, entry.mark.line, entry.mark.column);
  }
  return marks;
}

/// Removes the keys without a value; they are equivalent to omitted keys.
void drop_empty_keys(Value& value) {
  std::erase_if(value.entries, [](const Value::Entry& entry) { return entry.value.kind == Value::Kind::null; });
  for (auto& entry : value.entries) drop_empty_keys(entry.value);
}

}  // namespace

std::string LoadedScenario::resolved_yaml() const { return write_yaml(*tree); }

LoadedScenario read_scenario(Value root, std::span<const InstrumentSchema> instruments, Diagnostics& diagnostics,
                             std::vector<Input> inputs, const EvidenceSource& evidence) {
  // Errors about keys missing because of an unreadable file would hide the cause.
  if (diagnostics.is_incomplete()) diagnostics.throw_if_failed();
  if (const Value* extends = root.find("extends")) {
    diagnostics.error(extends->mark, "extends", "only a file can extend another");
    root.erase("extends");
  }
  LoadedScenario loaded{};
  Reading reading(diagnostics);
  reading.missing_at = root.mark;
  scenario_table()->read(reading, root, "", {"rules"}, loaded.scenario);
  read_rules(root, instruments, reading, loaded.scenario);
  check_references(root, loaded.scenario, reading);
  check_calendar(root, loaded.scenario, reading);
  check_rules(root, loaded.scenario, reading);
  check_world(root, loaded.scenario, reading);
  check_coordinates(root, loaded.scenario, reading);
  check_buyers(root, loaded.scenario, reading);
  check_retail_markets(root, loaded.scenario, reading);
  if (evidence && !reading.citations.empty())
    loaded.evidence = cited_rows(reading.citations, evidence(diagnostics), diagnostics);
  diagnostics.throw_if_failed();
  loaded.held = held_figures(root, loaded.scenario, instruments);
  if (const auto text = held_text(loaded.held, loaded.scenario.calendar.end); !text.empty())
    diagnostics.warning(at(root, {"calendar", "end"}).mark, "calendar.end", text);
  loaded.facts = std::move(reading.facts);
  loaded.cited_values = std::move(reading.cited_values);
  loaded.rule_marks = rule_marks(root);
  drop_empty_keys(root);
  loaded.tree = std::make_shared<const Value>(std::move(root));
  loaded.inputs = std::move(inputs);
  loaded.warnings = diagnostics.warnings();
  return loaded;
}

LoadedScenario load_scenario(const std::filesystem::path& file, const std::vector<std::string>& settings,
                             std::span<const InstrumentSchema> instruments,
                             const std::vector<std::string>& include_dirs,
                             const std::vector<std::filesystem::path>& evidence_dirs) {
  Diagnostics diagnostics;
  std::vector<Input> inputs;
  Layers layers = read_layers(file, Tree(file, include_dirs), diagnostics, inputs);
  apply_settings(layers.merged, settings, diagnostics);
  std::vector<std::filesystem::path> files;
  for (const auto& input : inputs) files.emplace_back(input.path);
  return read_scenario(std::move(layers.merged), instruments, diagnostics, std::move(inputs), [&](Diagnostics& into) {
    return read_evidence(evidence_directories(evidence_dirs, files), into);
  });
}

std::optional<LoadedScenario> load_base(const std::filesystem::path& file,
                                        std::span<const InstrumentSchema> instruments,
                                        const std::vector<std::string>& include_dirs) {
  Diagnostics diagnostics;
  std::vector<Input> inputs;
  Layers layers = read_layers(file, Tree(file, include_dirs), diagnostics, inputs);
  if (layers.base.find("calendar") == nullptr) return std::nullopt;
  try {
    return read_scenario(std::move(layers.base), instruments, diagnostics, std::move(inputs));
  } catch (const ScenarioError&) {
    return std::nullopt;
  }
}

LoadedScenario load_scenario_text(const std::string& text, const std::string& name,
                                  const std::vector<std::string>& settings,
                                  std::span<const InstrumentSchema> instruments) {
  Diagnostics diagnostics;
  Value root = as_map(parse_yaml(text, name, diagnostics), name, diagnostics, "scenario");
  apply_settings(root, settings, diagnostics);
  return read_scenario(std::move(root), instruments, diagnostics, {{name, content_hash(text)}});
}

}  // namespace entrepot::scenario
