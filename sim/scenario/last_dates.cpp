#include "entrepot/scenario/last_dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "scenario_walk.hpp"
#include "value_paths.hpp"

namespace entrepot::scenario {
namespace {

constexpr int days_per_week = 7;
// Half a year without news is usual; parts of one generation are sold for about two years.
constexpr int most_weeks_held = 26;
constexpr int most_weeks_without_product = 104;

/// Whether more whole weeks than `weeks` lie between the dates.
bool ends_before(Date last, Date end, int weeks) { return (end - last) / days_per_week > weeks; }

/// Whether the text is a number that is zero, with or without a unit.
bool is_zero(const std::string& text) {
  double number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number == 0;
}

/// The last date of a path with several; nullopt for any other value, and for a path that has come to an end at zero.
std::optional<Date> last_date_of(const SetValue& value) {
  const Value& path = value.plain();
  if (value.description.type != ParameterType::series || path.entries.size() < 2) return std::nullopt;
  const auto last = std::max_element(path.entries.begin(), path.entries.end(),
                                     [](const auto& a, const auto& b) { return a.key < b.key; });
  return is_zero(last->value.text) ? std::nullopt : Date::parse(last->key);
}

Mark mark_of(const Value& root, const std::string& path) {
  const Value* value = find_path(root, path);
  return value == nullptr ? root.mark : value->mark;
}

Date last_date_of(const Rule& rule) {
  return std::max({rule.effective, rule.ends.value_or(Date{}), rule.withdrawn.value_or(Date{})});
}

/// The last of named dates; nullopt unless several of them differ and lie in the run: a world without news has no last.
template <class Entries, class DateOf>
std::optional<std::pair<std::string, Date>> last_of_several(const Entries& entries, Date start, const DateOf& date_of) {
  std::set<Date> dates;
  std::optional<std::pair<std::string, Date>> last;
  for (const auto& [name, entry] : entries) {
    const Date date = date_of(entry);
    if (date > start) dates.insert(date);
    if (!last || date > last->second) last = {name, date};
  }
  return dates.size() > 1 ? last : std::nullopt;
}

std::optional<HeldFigure> newest_product(const Value& root, const Scenario& scenario) {
  const auto newest = last_of_several(scenario.products, scenario.calendar.start,
                                      [](const Product& product) { return product.release; });
  if (!newest) return std::nullopt;
  const std::string path = "products." + newest->first + ".release";
  return HeldFigure{path, newest->second, mark_of(root, path)};
}

/// The last day on which a place changes its country groups: rules decide otherwise from then on.
std::optional<Date> last_change_of_groups(const Scenario& scenario) {
  std::optional<Date> last;
  for (const auto& [code, place] : scenario.jurisdictions) {
    if (!place.groups_from.empty()) last = std::max(last.value_or(Date{}), place.groups_from.rbegin()->first);
  }
  return last;
}

std::optional<HeldFigure> last_rule(const Value& root, const Scenario& scenario) {
  const auto last =
      last_of_several(scenario.rules, scenario.calendar.start, [](const Rule& rule) { return last_date_of(rule); });
  if (!last) return std::nullopt;
  if (const auto groups = last_change_of_groups(scenario); groups && *groups > last->second) return std::nullopt;
  const std::string path = "rules." + last->first;
  return HeldFigure{path, last->second, mark_of(root, path)};
}

/// `lines 5, demand 2`
std::string paths_by_section(const std::vector<HeldFigure>& paths) {
  std::vector<std::pair<std::string, int>> sections;
  for (const auto& path : paths) {
    if (sections.empty() || sections.back().first != path.section()) sections.emplace_back(path.section(), 0);
    ++sections.back().second;
  }
  std::vector<std::string> parts;
  for (const auto& [section, number] : sections) parts.push_back(fmt::format("{} {}", section, number));
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool is_path(const HeldFigure& figure) {
  return !figure.path.ends_with(".release") && !(figure.section() == "rules" && figure.path.rfind('.') == 5);
}

}  // namespace

std::vector<HeldFigure> held_figures(const Value& root, const Scenario& scenario,
                                     std::span<const InstrumentSchema> instruments) {
  const Date end = scenario.calendar.end;
  std::vector<HeldFigure> held;
  walk_values(root, instruments, [&](const SetValue& value) {
    const auto last = last_date_of(value);
    if (last && ends_before(*last, end, most_weeks_held)) held.push_back({value.path, *last, value.given.mark});
  });
  const auto product = newest_product(root, scenario);
  if (product && ends_before(product->last, end, most_weeks_without_product)) held.push_back(*product);
  const auto rule = last_rule(root, scenario);
  if (rule && ends_before(rule->last, end, most_weeks_held)) held.push_back(*rule);
  return held;
}

std::string held_text(const std::vector<HeldFigure>& figures, Date end) {
  if (figures.empty()) return "";
  std::vector<HeldFigure> paths;
  std::vector<std::string> parts;
  std::copy_if(figures.begin(), figures.end(), std::back_inserter(paths), is_path);
  if (!paths.empty()) {
    const auto first =
        std::min_element(paths.begin(), paths.end(), [](const auto& a, const auto& b) { return a.last < b.last; });
    parts.push_back(fmt::format("{} path{} ({}), the first on {}", paths.size(), paths.size() == 1 ? "" : "s",
                                paths_by_section(paths), first->last.iso()));
  }
  for (const auto& figure : figures) {
    if (is_path(figure)) continue;
    const bool product = figure.section() == "products";
    parts.push_back(fmt::format("the {} on {}", product ? "newest product" : "last rule", figure.last.iso()));
  }
  return fmt::format("figures end before the run does ({}): {}; later values are the last ones held, not an outlook",
                     end.iso(), fmt::join(parts, "; "));
}

}  // namespace entrepot::scenario
