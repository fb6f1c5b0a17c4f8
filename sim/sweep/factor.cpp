#include "entrepot/sweep/factor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "entrepot/core/elementary.hpp"
#include "entrepot/scenario/csv_table.hpp"
#include "entrepot/scenario/key_differences.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "entrepot/sweep/overlap.hpp"

namespace entrepot::sweep {
namespace {

using scenario::Reading;
using scenario::Value;
using Kind = Value::Kind;

constexpr std::int64_t max_levels = 10000;
constexpr double rounding_of_squares = 1e-9;  // 0.6 and 0.8 use up the whole variance

/// The value as one line of YAML.
std::string in_one_line(const Value& value) {
  if (value.kind == Kind::null) return "~";
  if (value.kind == Kind::scalar) return value.text;
  std::vector<std::string> parts;
  for (const auto& item : value.items) parts.push_back(in_one_line(item));
  for (const auto& entry : value.entries) parts.push_back(entry.key + ": " + in_one_line(entry.value));
  const bool list = value.kind == Kind::sequence;
  return fmt::format("{}{}{}", list ? "[" : "{", fmt::join(parts, ", "), list ? "]" : "}");
}

bool is_number(const Value& value) {
  return value.kind == Kind::scalar && !value.quoted && scenario::is_csv_number(value);
}

/// Adds a key to the form as written, for the tables of results.
void append_to_form(Factor& factor, const std::string& text) {
  factor.form += (factor.form.empty() ? "" : ", ") + text;
}

/// Reads the numbers of a form and reports errors at their position. NaN for a number that cannot be read.
class Numbers {
 public:
  Numbers(Reading& reading, std::string path) : reading_(reading), path_(std::move(path)) {}

  double number(const Value& value, const scenario::Row& row = {}) const {
    double into = std::nan("");
    scenario::read_value(reading_, value, path_, scenario::describe("", scenario::ParameterType::number, row), into);
    return into;
  }
  double date(const Value& value) const {
    Date into;
    scenario::read_value(reading_, value, path_, scenario::describe("", scenario::ParameterType::date, {}), into);
    return into == Date{} ? std::nan("") : into.days;
  }
  /// Reads a list of `count` numbers in ascending order.
  std::vector<double> list(const Value& value, std::size_t count, const char* expected, bool dates = false) const {
    if (value.kind != Kind::sequence || value.items.size() != count) {
      reading_.error(value, path_, fmt::format("expected {}", expected));
      return {};
    }
    std::vector<double> numbers;
    for (const auto& item : value.items) numbers.push_back(dates ? date(item) : number(item));
    for (const double n : numbers) {
      if (std::isnan(n)) return {};
    }
    if (std::all_of(numbers.begin(), numbers.end(), [&](double n) { return n == numbers.front(); })) {
      reading_.error(
          value, path_,
          fmt::format("the bounds are equal, so nothing varies; fix the value with 'set', or write {} that differ",
                      expected));
      return {};
    }
    if (!std::is_sorted(numbers.begin(), numbers.end())) {
      reading_.error(value, path_, fmt::format("expected {}, lowest first", expected));
      return {};
    }
    return numbers;
  }
  /// Reads the numbers of a map; NaN for missing optional ones.
  std::vector<double> named(const Value& value, const std::vector<std::string>& required,
                            const std::vector<std::string>& optional) const {
    if (value.kind != Kind::map) {
      reading_.error(value, path_, fmt::format("expected a map with {}", fmt::join(required, " and ")));
      return {};
    }
    auto known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    scenario::report_unknown_keys(reading_, value, path_, known, {});
    std::vector<double> numbers;
    bool whole = true;
    for (const auto& key : known) {
      const Value* given = value.find(key);
      const bool needed = std::find(required.begin(), required.end(), key) != required.end();
      if (given == nullptr && needed) reading_.error(value, path_, fmt::format("'{}' is missing", key));
      numbers.push_back(given == nullptr ? std::nan("") : number(*given));
      whole = whole && !((given != nullptr || needed) && std::isnan(numbers.back()));
    }
    return whole ? numbers : std::vector<double>{};
  }
  void refuse(const Value& value, const std::string& why) const { reading_.error(value, path_, why); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] Reading& reading() const { return reading_; }

 private:
  Reading& reading_;
  std::string path_;
};

/// A notation of a factor and its reader.
struct FormRow {
  const char* key;
  void (*read)(const Numbers&, const Value&, Factor&);
};

/// Sets the factor's marginal. Its constructor checks the values (a standard deviation of 0, a mode out of range) and
/// its exceptions are reported.
template <class Make>
void make(const Numbers& numbers, const Value& value, Factor& factor, const Make& marginal) {
  try {
    factor.marginal = marginal();
  } catch (const std::exception& wrong) {
    numbers.refuse(value, wrong.what());
  }
}

void read_uniform(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.list(value, 2, "[lowest, highest]");
  if (!n.empty()) make(numbers, value, factor, [&] { return design::Marginal::uniform(n[0], n[1]); });
}

void read_loguniform(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.list(value, 2, "[lowest, highest]");
  if (!n.empty()) make(numbers, value, factor, [&] { return design::Marginal::loguniform(n[0], n[1]); });
}

void read_triangular(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.list(value, 3, "[lowest, most likely, highest]");
  if (!n.empty()) make(numbers, value, factor, [&] { return design::Marginal::triangular(n[0], n[1], n[2]); });
}

/// The distribution truncated to [low, high] if either is given.
design::Marginal cut(const design::Marginal& marginal, double low, double high) {
  if (std::isnan(low) && std::isnan(high)) return marginal;
  return marginal.cut(std::isnan(low) ? -HUGE_VAL : low, std::isnan(high) ? HUGE_VAL : high);
}

void read_normal(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.named(value, {"mean", "sd"}, {"low", "high"});
  if (!n.empty()) make(numbers, value, factor, [&] { return cut(design::Marginal::normal(n[0], n[1]), n[2], n[3]); });
}

void read_lognormal(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.named(value, {"median", "sigma"}, {"low", "high"});
  if (!n.empty())
    make(numbers, value, factor, [&] { return cut(design::Marginal::lognormal(n[0], n[1]), n[2], n[3]); });
}

void read_exponential(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.named(value, {"mean"}, {"low", "high"});
  if (!n.empty()) make(numbers, value, factor, [&] { return cut(design::Marginal::exponential(n[0]), n[1], n[2]); });
}

void read_beta(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.named(value, {"mean", "concentration"}, {"low", "high"});
  if (n.empty()) return;
  make(numbers, value, factor, [&] {
    return design::Marginal::beta(n[0], n[1], std::isnan(n[2]) ? 0.0 : n[2], std::isnan(n[3]) ? 1.0 : n[3]);
  });
}

void read_integer(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.list(value, 2, "[lowest, highest] integer");
  factor.kind = FactorKind::integer;
  if (!n.empty()) make(numbers, value, factor, [&] { return design::Marginal::integers(n[0], n[1]); });
}

void read_dates(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto n = numbers.list(value, 2, "[first, last] date", true);
  factor.kind = FactorKind::date;
  if (!n.empty()) make(numbers, value, factor, [&] { return design::Marginal::integers(n[0], n[1]); });
}

bool is_date(const Value& value) { return value.kind == Kind::scalar && Date::parse(value.text).has_value(); }

/// Reports a repeated value, in the same or another notation: `1` and `1.0`, `a` and `"a"`.
void refuse_twice(const Numbers& numbers, const Value& item, const Value& earlier) {
  const std::string text = in_one_line(item);
  const std::string first = in_one_line(earlier);
  numbers.refuse(item, fmt::format("'{}' is in the list twice; the first{} is at {}", text,
                                   text == first ? "" : fmt::format(", '{}',", first), place_of(earlier.mark)));
}

void read_values(const Numbers& numbers, const Value& value, Factor& factor) {
  if (value.kind != Kind::sequence || value.items.size() < 2) {
    numbers.refuse(value, "expected a list of at least two values; fix a single value with 'set'");
    return;
  }
  const bool dates = std::all_of(value.items.begin(), value.items.end(), is_date);
  if (dates) factor.kind = FactorKind::date;
  for (const auto& item : value.items) {
    const double level = dates ? numbers.date(item) : numbers.number(item);
    const auto same = std::find(factor.levels.begin(), factor.levels.end(), level);
    if (same != factor.levels.end())
      refuse_twice(numbers, item, value.items[static_cast<std::size_t>(same - factor.levels.begin())]);
    factor.levels.push_back(level);
  }
}

/// `all`: every allowed name of the factor's parameter, such as each form of a submodel.
void read_all_categories(const Numbers& numbers, const Value& value, Factor& factor) {
  const auto parameters = scenario::all_parameters({});
  const auto known = std::find_if(parameters.begin(), parameters.end(), [&](const scenario::ParameterInfo& parameter) {
    return parameter.path == factor.paths.front() && parameter.description.choices.size() > 1;
  });
  if (known == parameters.end()) {
    numbers.refuse(value, fmt::format("'{}' has no list of allowed names; list the categories", factor.paths.front()));
    return;
  }
  factor.kind = FactorKind::category;
  for (const auto& name : known->description.choices) {
    Value category = value;
    category.text = name;
    factor.levels.push_back(static_cast<double>(factor.categories.size()));
    factor.categories.push_back(category);
  }
}

void read_categories(const Numbers& numbers, const Value& value, Factor& factor) {
  if (value.kind == Kind::scalar && value.text == "all") {
    read_all_categories(numbers, value, factor);
    return;
  }
  if (value.kind != Kind::sequence || value.items.size() < 2) {
    numbers.refuse(value, "expected a list of at least two categories; fix a single one with 'set'");
    return;
  }
  factor.kind = FactorKind::category;
  for (const auto& item : value.items) {
    const auto same = std::find_if(factor.categories.begin(), factor.categories.end(), [&](const Value& earlier) {
      return in_one_line(earlier) == in_one_line(item) || scenario::are_equivalent(earlier, item);
    });
    if (same != factor.categories.end()) refuse_twice(numbers, item, *same);
    factor.levels.push_back(static_cast<double>(factor.categories.size()));
    factor.categories.push_back(item);
  }
}

const std::vector<FormRow>& forms() {
  static const std::vector<FormRow> all{
      {"uniform", read_uniform}, {"loguniform", read_loguniform}, {"triangular", read_triangular},
      {"normal", read_normal},   {"lognormal", read_lognormal},   {"exponential", read_exponential},
      {"beta", read_beta},       {"integer", read_integer},       {"dates", read_dates},
      {"values", read_values},   {"categories", read_categories}};
  return all;
}

std::vector<std::string> form_keys() {
  std::vector<std::string> keys;
  for (const auto& form : forms()) keys.emplace_back(form.key);
  return keys;
}

/// `steps`: levels at equal distances of the distribution's range (in the logarithm, for loguniform).
void read_steps(const Numbers& numbers, const Value& value, const std::string& form, Factor& factor) {
  const double steps = numbers.number(value, {.min = 2, .max = static_cast<double>(max_levels)});
  const bool bounded = form == "uniform" || form == "loguniform" || form == "integer" || form == "dates";
  if (!bounded) {
    numbers.refuse(value, "'steps' requires uniform, loguniform, integer or dates");
    return;
  }
  if (std::isnan(steps) || !factor.marginal) return;
  const auto count = static_cast<std::size_t>(steps);
  const auto [low, high] = factor.marginal->range();
  for (std::size_t i = 0; i < count; ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(count - 1);
    const double level = i + 1 == count         ? high
                         : form == "loguniform" ? low * core::pow(high / low, at)
                                                : low + at * (high - low);
    factor.levels.push_back(factor.kind == FactorKind::number ? level : std::round(level));
  }
  factor.levels.erase(std::unique(factor.levels.begin(), factor.levels.end()), factor.levels.end());
  if (factor.levels.size() < count)
    numbers.refuse(value, fmt::format("{} steps, but the range has only {} {}", count, factor.levels.size(),
                                      factor.kind == FactorKind::date ? "days" : "integers"));
  factor.marginal.reset();
}

std::vector<std::string> read_paths(const Numbers& numbers, const std::string& name, const Value& entry) {
  const Value* paths = entry.find("paths");
  const Value* path = entry.find("path");
  if (paths != nullptr && path != nullptr) numbers.refuse(*path, "expected either 'path' or 'paths', not both");
  const Value* given = paths != nullptr ? paths : path;
  if (given == nullptr) return {name};
  std::vector<std::string> all;
  scenario::read_value(numbers.reading(), *given, numbers.path(),
                       scenario::describe("", scenario::ParameterType::texts, {}), all);
  return all;
}

std::string text_at(const Numbers& numbers, const Value& entry, const char* key) {
  std::string text;
  if (const Value* given = entry.find(key); given != nullptr) {
    scenario::read_value(numbers.reading(), *given, numbers.path() + "." + key,
                         scenario::describe("", scenario::ParameterType::text, {}), text);
  }
  return text;
}

/// `from`: the date after which the points of a path are scaled.
void read_from(const Numbers& numbers, const Value& entry, Factor& factor) {
  const Value* given = entry.find("from");
  if (given == nullptr) return;
  const Numbers own(numbers.reading(), numbers.path() + ".from");
  const double days = own.date(*given);
  if (std::isnan(days)) return;
  if (!factor.scales)
    own.refuse(*given, "'from' limits a factor to later points of a path; add 'scales: true', or remove it");
  factor.from = scenario::ScaleStart{Date{static_cast<std::int32_t>(days)}, given->mark};
  append_to_form(factor, "from: " + given->text);
}

/// `loadings`: correlations with common factors.
void read_loadings(const Numbers& numbers, const Value& entry, Factor& factor) {
  const Value* given = entry.find("loadings");
  const Numbers own(numbers.reading(), numbers.path() + ".loadings");
  if (given == nullptr || is_refused_null(numbers.reading(), given, own.path())) return;
  if (given->kind != Kind::map) {
    own.refuse(*given, "expected a map from common factors to loadings between -1 and 1");
    return;
  }
  double variance = 0;
  for (const auto& [name, mark, value] : given->entries) {
    const double loading = own.number(value, {.min = -1, .max = 1});
    variance += loading * loading;
    factor.loadings.push_back({name, loading, mark});
  }
  if (variance > 1 + rounding_of_squares)
    own.refuse(*given, fmt::format("the squares of the loadings sum to {:.4g}; expected at most 1", variance));
  append_to_form(factor, "loadings: " + in_one_line(*given));
}

/// `[1, 2, 4]` for `{values: [1, 2, 4]}`, `[a, b]` for `{categories: [a, b]}`.
void read_bare_list(const Numbers& numbers, const Value& list, Factor& factor) {
  const auto is_level = [](const Value& item) { return is_number(item) || is_date(item); };
  if (std::all_of(list.items.begin(), list.items.end(), is_level)) {
    read_values(numbers, list, factor);
  } else {
    read_categories(numbers, list, factor);
  }
}

void read_form(const Numbers& numbers, const Value& entry, Form wanted, Factor& factor) {
  std::vector<std::string> given;
  for (const auto& form : forms()) {
    const Value* value = entry.find(form.key);
    if (value == nullptr) continue;
    given.emplace_back(form.key);
    if (given.size() > 1) continue;
    factor.form = fmt::format("{}: {}", form.key, in_one_line(*value));
    form.read(numbers, *value, factor);
  }
  if (given.size() > 1) {
    numbers.refuse(entry, fmt::format("expected one form, found {}", fmt::join(given, " and ")));
  } else if (given.empty() && wanted != Form::none) {
    numbers.refuse(entry, fmt::format("expected one of {}", fmt::join(form_keys(), ", ")));
  }
  if (given.size() != 1) return;
  if (const Value* steps = entry.find("steps"); steps != nullptr) {
    append_to_form(factor, "steps: " + in_one_line(*steps));
    read_steps(numbers, *steps, given.front(), factor);
  }
  if (wanted == Form::levels && factor.marginal) {
    numbers.refuse(entry, "expected levels: values, categories, or a range with steps");
  }
}

std::optional<double> listed(const Factor& factor, const std::string& text) {
  for (std::size_t c = 0; c < factor.categories.size(); ++c) {
    if (in_one_line(factor.categories[c]) == text) return static_cast<double>(c);
  }
  return std::nullopt;
}

double read_category(const Numbers& numbers, Factor& factor, const Value& value) {
  const std::string text = in_one_line(value);
  if (const auto known = listed(factor, text)) return *known;
  if (!factor.form.empty()) {
    std::vector<std::string> names;
    for (const auto& category : factor.categories) names.push_back(in_one_line(category));
    numbers.refuse(value, fmt::format("'{}' is not among the declared {} ({}){}", text, factor.form,
                                      place_of(factor.mark), scenario::did_you_mean(text, names)));
    return 0;
  }
  factor.categories.push_back(value);
  factor.levels.push_back(static_cast<double>(factor.levels.size()));
  return factor.levels.back();
}

/// Whether two numbers are equal except for rounding in the text.
bool near(double a, double b, double scale) { return std::abs(a - b) <= 1e-9 * scale; }

/// Whether a value is among the declared values of a factor; always true if it declares none.
bool is_declared(const Factor& factor, double number) {
  if (factor.kind == FactorKind::integer && number != std::floor(number)) return false;
  if (factor.marginal) {
    const auto [low, high] = factor.marginal->range();
    return (number >= low || near(number, low, std::abs(low))) &&
           (number <= high || near(number, high, std::abs(high)));
  }
  return factor.levels.empty() || std::any_of(factor.levels.begin(), factor.levels.end(),
                                              [&](double level) { return near(number, level, std::abs(level)); });
}

void check_declared(const Numbers& numbers, const Factor& factor, const Value& value, double number) {
  if (is_declared(factor, number)) return;
  numbers.refuse(value,
                 fmt::format("{} is not among the declared {} ({})", value.text, factor.form, place_of(factor.mark)));
}

}  // namespace

double Factor::value_at(double u) const {
  if (marginal) return marginal->quantile(u);
  const auto n = static_cast<double>(levels.size());
  return levels[static_cast<std::size_t>(std::min(std::floor(u * n), n - 1))];
}

std::string Factor::text(double value) const {
  switch (kind) {
    case FactorKind::number:
      return fmt::format("{}", value);
    case FactorKind::integer:
      return fmt::format("{:.0f}", value);
    case FactorKind::category:
      return in_one_line(categories[static_cast<std::size_t>(value)]);
    case FactorKind::date:
      return Date{static_cast<std::int32_t>(value)}.iso();
  }
  return "";
}

std::vector<scenario::Change> Factor::changes(double value, const scenario::Mark& written_at) const {
  Value given;
  if (kind == FactorKind::category) {
    given = categories[static_cast<std::size_t>(value)];
  } else {
    given.kind = Kind::scalar;
    given.text = text(value);
  }
  given.mark = written_at.line > 0 ? written_at : mark;
  std::vector<scenario::Change> all;
  for (const auto& path : paths) all.push_back({path, given, scales, from});
  return all;
}

Factor read_factor(Reading& reading, const std::string& name, const Value& entry, const std::string& path, Form form) {
  Factor factor{.name = name, .paths = {name}, .group = name, .mark = entry.mark};
  const Numbers numbers(reading, path);
  if (is_refused_null(reading, &entry, path)) return factor;
  if (entry.kind == Kind::sequence) {
    factor.form = in_one_line(entry);
    read_bare_list(numbers, entry, factor);
  } else if (entry.kind != Kind::map) {
    numbers.refuse(entry, "expected a map with a distribution, or a list of values");
  } else {
    auto known = form_keys();
    known.insert(known.end(), {"path", "paths", "group", "scales", "from", "loadings", "steps", "source", "grade",
                               "evidence", "note"});
    scenario::report_unknown_keys(reading, entry, path, known, {});
    factor.paths = read_paths(numbers, name, entry);
    if (const auto group = text_at(numbers, entry, "group"); !group.empty()) factor.group = group;
    if (const Value* scales = entry.find("scales"); scales != nullptr) {
      scenario::read_value(reading, *scales, path + ".scales",
                           scenario::describe("", scenario::ParameterType::boolean, {}), factor.scales);
    }
    factor.source = text_at(numbers, entry, "source");
    factor.grade = text_at(numbers, entry, "grade");
    const auto evidence = scenario::cited_ids(reading, entry, path);
    if (!evidence.empty())
      factor.source += fmt::format("{}evidence: {}", factor.source.empty() ? "" : "; ", fmt::join(evidence, ", "));
    read_form(numbers, entry, form, factor);
    read_from(numbers, entry, factor);
    read_loadings(numbers, entry, factor);
  }
  if (factor.scales && (factor.kind == FactorKind::category || factor.kind == FactorKind::date))
    numbers.refuse(entry, "only numbers can scale a value");
  return factor;
}

double read_level(Reading& reading, Factor& factor, const Value& value, const std::string& path) {
  const Numbers numbers(reading, path);
  if (factor.kind == FactorKind::category) return read_category(numbers, factor, value);
  const double number = factor.kind == FactorKind::date ? numbers.date(value) : numbers.number(value);
  if (!std::isnan(number)) check_declared(numbers, factor, value, number);
  return number;
}

bool is_refused_null(Reading& reading, const Value* value, const std::string& path) {
  if (value == nullptr || value->kind != Kind::null) return false;
  reading.error(
      *value, path,
      "~ removes a value of an extended file, and this file extends none; delete the key, or write {} for none");
  return true;
}

}  // namespace entrepot::sweep
