#include "canonical.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

/// The text in quotes, escaped to one line.
std::string quoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    all += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return all + "\"";
}

const char* family_name(Distribution::Kind kind) {
  constexpr std::array names{"constant", "uniform", "normal", "lognormal", "beta", "exponential"};
  return names.at(static_cast<std::size_t>(kind));
}

void add_rules(CanonicalForm& form, const Scenario& scenario) {
  const Rule fallback = rule_table()->defaults(reading_of_defaults(form));
  for (const auto& [name, rule] : scenario.rules) {
    const std::string path = entry_path("rules", name);
    add_entry(form, path);
    rule_table()->add(form, path, rule, fallback);
    rule.parameters->add(form, path);
  }
}

}  // namespace

// The shortest text that parses to the same number. Minus zero becomes zero: no computation distinguishes them.
std::string canonical(double value) { return fmt::format("{}", value + 0.0); }
std::string canonical(std::int64_t value) { return fmt::format("{}", value); }
std::string canonical(bool value) { return value ? "true" : "false"; }
std::string canonical(const std::string& value) { return quoted(value); }
std::string canonical(Date value) { return value.iso(); }

std::string canonical(const std::vector<std::string>& value) {
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(quoted(item));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string canonical(const DatedTexts& value) {
  std::vector<std::string> items;
  for (const auto& [date, texts] : value) items.push_back(canonical(date) + ": " + canonical(texts));
  return fmt::format("{{{}}}", fmt::join(items, ", "));
}

std::string canonical(const Shares& value) {
  std::vector<std::string> items;
  for (const auto& [name, share] : value) items.push_back(quoted(name) + ": " + canonical(share));
  return fmt::format("{{{}}}", fmt::join(items, ", "));
}

std::string canonical(const Distribution& value) {
  if (value.kind == Distribution::Kind::constant) return canonical(value.a);
  return fmt::format("{{{}: [{}, {}]}}", family_name(value.kind), canonical(value.a), canonical(value.b));
}

std::string canonical(const Series& value) {
  if (value.points().empty()) return canonical(value.at(Date{}));
  std::vector<std::string> items;
  for (const auto& point : value.points()) items.push_back(canonical(point.date) + ": " + canonical(point.value));
  return fmt::format("{{{}}}", fmt::join(items, ", "));
}

void add_value(CanonicalForm& form, const std::string& path, const std::string& value, const std::string& fallback) {
  if (value != fallback) form.lines.push_back(path + ": " + value);
}

void add_entry(CanonicalForm& form, const std::string& path) { form.lines.push_back(path + ": {}"); }

std::string entry_path(const std::string& path, const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-';
  });
  return path + "." + (plain ? name : quoted(name));
}

Reading& reading_of_defaults(CanonicalForm& form) {
  form.ignored = {};
  return form.defaults;
}

std::string canonical_form(const Scenario& scenario) {
  CanonicalForm form;
  scenario_table()->add(form, "", scenario, scenario_table()->defaults(reading_of_defaults(form)));
  add_rules(form, scenario);
  std::sort(form.lines.begin(), form.lines.end());
  return fmt::format("{}\n", fmt::join(form.lines, "\n"));
}

}  // namespace entrepot::scenario
