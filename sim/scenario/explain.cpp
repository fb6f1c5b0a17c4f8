// `explain`: describes a key or instrument, or searches both for a word.

#include <fmt/format.h>

#include <algorithm>

#include "describe_rows.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"
#include "key_paths.hpp"
#include "search.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::size_t max_matches = 20;

std::string explanation(const std::string& path, const Description& d) {
  std::string text = fmt::format("{}\n  {}\n  type:    {}\n", path, d.meaning, type_of(d));
  if (!d.unit.empty()) text += fmt::format("  unit:    {}\n", d.unit);
  if (const auto range = range_of(d); !range.empty()) text += fmt::format("  range:   {}\n", range);
  text += fmt::format("  default: {}\n", default_of(d));
  if (!d.source.empty()) text += fmt::format("  source:  {}\n", d.source);
  return text;
}

/// The path with `*` replaced by the key's names, if both have equal numbers of parts; used to compare a misspelt key.
std::string with_names_of(const std::string& path, const std::string& key) {
  auto p = segments(path);
  const auto k = segments(key);
  if (p.size() != k.size()) return path;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (is_any_name(p[i])) p[i] = k[i];
  }
  return fmt::format("{}", fmt::join(p, "."));
}

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += "  " + line + "\n";
  return text;
}

std::string explanation(const InstrumentSchema& instrument) {
  std::size_t width = 0;
  for (const auto& row : instrument.table->rows()) width = std::max(width, row.description.key.size());
  std::string text = fmt::format("{} (instrument of a rule)\n  {}\n", instrument.name, instrument.meaning);
  if (!instrument.reach.empty()) text += fmt::format("  scope:   {}\n", instrument.reach);
  const char* label = "keys:";
  for (const auto& row : instrument.table->rows()) {
    const bool required = !row.description.optional && !row.description.fallback;
    text += fmt::format("  {:<8} {:<{}}  {}{}\n", label, row.description.key, width, row.description.meaning,
                        required ? " Required." : "");
    label = "";
  }
  if (!instrument.also.empty()) text += fmt::format("  also:    {}\n", instrument.also);
  return text;
}

/// The text of the instrument with that name, or of all instruments for `rules`; empty for any other key.
std::string instruments_called(const std::string& key, std::span<const InstrumentSchema> instruments) {
  if (key == "instruments" || key == "rules" || key == "instrument") {
    std::vector<const InstrumentSchema*> all;
    for (const auto& instrument : instruments) all.push_back(&instrument);
    std::vector<std::string> keys;
    for (const auto& row : rule_table()->rows()) keys.push_back(row.description.key);
    return fmt::format("A rule has the keys of its instrument and these: {}\n\nInstruments:\n{}", fmt::join(keys, ", "),
                       listed(one_line_each(all)));
  }
  for (const auto& instrument : instruments) {
    if (instrument.name == key) return explanation(instrument);
  }
  return "";
}

/// Instruments and parameters that match the words of a query, best match first; empty if there is none.
std::string matches_of(const std::string& query, std::span<const InstrumentSchema> instruments) {
  std::vector<std::pair<int, std::string>> found;
  for (const auto& instrument : instruments) {
    if (const auto distance = search_distance(query, {instrument.name, instrument.also, instrument.meaning}))
      found.emplace_back(*distance, fmt::format("{} (instrument)\n      {}", instrument.name, instrument.meaning));
  }
  walk_all(instruments, [&](const std::string& path, const Description& d) {
    if (const auto distance = search_distance(query, {d.key, fmt::format("{}", fmt::join(d.choices, " ")), d.meaning}))
      found.emplace_back(*distance, fmt::format("{}\n      {}", path, d.meaning));
  });
  if (found.empty()) return "";
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> lines;
  for (const auto& [distance, line] : found) lines.push_back(line);
  const std::size_t more = lines.size() > max_matches ? lines.size() - max_matches : 0;
  lines.resize(lines.size() - more);
  if (more > 0) lines.push_back(fmt::format("... and {} more", more));
  return fmt::format("No key or instrument is named '{}'. Related:\n{}", query, listed(lines));
}

}  // namespace

std::string explain(const std::string& key, std::span<const InstrumentSchema> instruments) {
  std::string text;
  std::vector<std::string> paths;
  walk_all(instruments, [&](const std::string& path, const Description& d) {
    paths.push_back(with_names_of(path, key));
    paths.push_back(d.key);
    if (matches(path, key)) text += (text.empty() ? "" : "\n") + explanation(path, d);
  });
  if (const auto called = instruments_called(key, instruments); !called.empty())
    text += (text.empty() ? "" : "\n") + called;
  if (text.empty()) text = matches_of(key, instruments);
  if (text.empty()) throw ScenarioError(fmt::format("no key or instrument '{}'{}", key, did_you_mean(key, paths)));
  return text;
}

}  // namespace entrepot::scenario
