#include "entrepot/scenario/cited_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "entrepot/scenario/value.hpp"
#include "key_paths.hpp"
#include "scenario_walk.hpp"

namespace entrepot::scenario {
namespace {

using Kind = Value::Kind;

std::string text_at(const Value& value, const char* key) {
  const Value* text = value.find(key);
  return text != nullptr && text->kind == Kind::scalar ? text->text : "";
}

/// The texts of a list, or a single one.
std::vector<std::string> texts_at(const Value& value, const char* key) {
  const Value* given = value.find(key);
  std::vector<std::string> texts;
  if (given == nullptr) return texts;
  if (given->kind == Kind::scalar) texts.push_back(given->text);
  for (const auto& item : given->items) texts.push_back(item.text);
  return texts;
}

/// In one line: `{2023-01-01: 5, 2024-01-01: 7}`.
std::string in_a_line(const Value& value) {
  std::vector<std::string> parts;
  for (const auto& item : value.items) parts.push_back(in_a_line(item));
  for (const auto& entry : value.entries) parts.push_back(entry.key + ": " + in_a_line(entry.value));
  if (value.kind == Kind::sequence) return fmt::format("[{}]", fmt::join(parts, ", "));
  return value.kind == Kind::map ? fmt::format("{{{}}}", fmt::join(parts, ", ")) : value.text;
}

/// What an entry says about all its figures.
struct EntryEvidence {
  std::string source;
  std::string grade;
  std::string note;
  std::vector<std::string> evidence;
  std::string range;  ///< of figures that cite nothing
};

EntryEvidence evidence_of(const Value& entry) {
  const auto factors = texts_at(entry, "range_factor");
  return {text_at(entry, "source"), text_at(entry, "grade"), text_at(entry, "note"), texts_at(entry, "evidence"),
          factors.size() == 2 ? fmt::format("x{} to x{}", factors[0], factors[1]) : ""};
}

/// A value's own source and rows come before those of its entry.
Figure figure_of(const std::string& path, const Value& given, const EntryEvidence& entry) {
  const Value* annotated = given.kind == Kind::map ? given.find("value") : nullptr;
  Figure figure{.path = path,
                .value = in_a_line(annotated == nullptr ? given : *annotated),
                .where = place_of(given.mark),
                .source = entry.source,
                .grade = entry.grade,
                .note = entry.note,
                .evidence = entry.evidence};
  if (entry.evidence.empty()) figure.range = entry.range;
  if (annotated == nullptr) return figure;
  const auto own = evidence_of(given);
  if (!own.source.empty() || !own.evidence.empty()) {
    figure.source = own.source;
    figure.grade = own.grade;
    figure.note = own.note;
    figure.evidence = own.evidence;
  }
  const auto ends = texts_at(given, "range");
  if (ends.size() == 2) figure.range = fmt::format("{} to {}", ends[0], ends[1]);
  return figure;
}

bool is_figure(ParameterType type) {
  return type == ParameterType::number || type == ParameterType::integer || type == ParameterType::distribution ||
         type == ParameterType::series || type == ParameterType::date;
}

/// Whether the path is in a section that describes the run, not the world.
bool is_of_the_run(const std::string& path) {
  constexpr std::array<std::string_view, 3> sections{"calendar", "run", "model"};
  return std::find(sections.begin(), sections.end(), path.substr(0, path.find('.'))) != sections.end();
}

/// Whether the key is the path or its end; `*` matches any name.
bool names_value(const std::string& key, const std::string& path) {
  const auto k = segments(key);
  const auto p = segments(path);
  if (k.size() > p.size()) return false;
  return std::equal(k.begin(), k.end(), p.end() - static_cast<std::ptrdiff_t>(k.size()),
                    [](const auto& wanted, const auto& part) { return is_any_name(wanted) || wanted == part; });
}

/// Figures below a node whose path matches the key.
void find_key(const Value& node, const std::string& path, const std::string& key, const EntryEvidence& entry,
              std::vector<Figure>& into) {
  if (node.kind != Kind::map) return;
  for (const auto& each : node.entries) {
    const std::string inner = path.empty() ? each.key : path + "." + each.key;
    if (names_value(key, inner)) {
      into.push_back(figure_of(inner, each.value, entry));
      continue;
    }
    const auto own = evidence_of(each.value);
    find_key(each.value, inner, key, own.source.empty() && own.evidence.empty() ? entry : own, into);
  }
}

}  // namespace

std::vector<Figure> figures_of_key(const std::string& key, const LoadedScenario& loaded) {
  std::vector<Figure> figures;
  find_key(*loaded.tree, "", key, {}, figures);
  return figures;
}

std::vector<Figure> all_figures(const LoadedScenario& loaded, std::span<const InstrumentSchema> instruments) {
  std::vector<Figure> figures;
  walk_values(*loaded.tree, instruments, [&](const SetValue& value) {
    if (!is_figure(value.description.type) || is_of_the_run(value.path)) return;
    const auto entry = value.entry == nullptr ? EntryEvidence{} : evidence_of(*value.entry);
    figures.push_back(figure_of(value.path, value.given, entry));
  });
  return figures;
}

}  // namespace entrepot::scenario
