#include "entrepot/scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <string_view>

#include "entrepot/scenario/yaml_tree.hpp"
#include "unit_conversion.hpp"

namespace entrepot::scenario {
namespace {

using Kind = Value::Kind;

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      return "a plain value";
    case Kind::sequence:
      return "a list";
    case Kind::map:
      return "a map";
  }
  return "?";
}

std::string found(const Value& value) {
  if (value.kind == Kind::scalar) return fmt::format("{}'{}'", value.quoted ? "quoted text " : "", value.text);
  return value.kind == Kind::map && value.entries.empty() ? "an empty map" : name_of(value.kind);
}

std::string wrong_unit(const std::string& unit, const std::string& wanted) {
  if (wanted.empty()) return fmt::format("wrong unit '{}'; expected a number without a unit", unit);
  const auto units = units_of(wanted);
  return fmt::format("wrong unit '{}'; expected {}{}", unit, fmt::join(units, ", "), did_you_mean(unit, units));
}

/// Whether the text after a number can be a unit.
bool looks_like_unit(const std::string& text) {
  const char c = text.front();
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '%';
}

std::string expected_number(const Description& d) {
  const std::string text = d.type == ParameterType::integer ? "an integer" : "a number";
  if (d.unit == "ratio") return "a ratio";
  return d.unit.empty() ? text : text + " in " + d.unit;
}

/// Parses a date of the years 1990 to 2100; reports any other text.
std::optional<Date> parse_date(Reading& reading, const Mark& mark, const std::string& path, const std::string& text) {
  const auto digits = [&](std::size_t from, std::size_t count) {
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                       text.begin() + static_cast<std::ptrdiff_t>(from + count),
                       [](char c) { return '0' <= c && c <= '9'; });
  };
  const bool shaped =
      text.size() == 10 && digits(0, 4) && text[4] == '-' && digits(5, 2) && text[7] == '-' && digits(8, 2);
  if (!shaped) {
    reading.diagnostics.error(mark, path, fmt::format("expected a date as YYYY-MM-DD, found '{}'", text));
    return std::nullopt;
  }
  const std::string year = text.substr(0, 4);
  if (year < "1990" || year > "2100") {
    reading.diagnostics.error(mark, path, fmt::format("{} is outside the years 1990 to 2100", text));
    return std::nullopt;
  }
  const auto date = Date::parse(text);
  if (!date) reading.diagnostics.error(mark, path, fmt::format("{} is not a calendar date", text));
  return date;
}

/// Parses a finite number and converts its unit, if any, to the parameter's. A quantity with a unit may be quoted, as
/// in JSON; a plain number may not.
bool parse_number(Reading& reading, const Value& value, const std::string& path, const Description& d, double& into) {
  const auto fail = [&](const std::string& what) {
    reading.error(value, path, fmt::format("expected {}, found {}", expected_number(d), what));
    return false;
  };
  if (value.kind != Kind::scalar) return fail(found(value));
  const char* begin = value.text.data();
  const char* end = begin + value.text.size();
  const bool plus = begin != end && *begin == '+';
  if (plus) ++begin;
  if (plus && begin != end && *begin == '-') return fail(found(value));
  double number = 0;
  const auto [rest, code] = std::from_chars(begin, end, number);
  if (code != std::errc{} || !std::isfinite(number)) return fail(found(value));

  std::string unit(rest, end);
  unit.erase(0, std::min(unit.size(), unit.find_first_not_of(' ')));
  if (!unit.empty() && !looks_like_unit(unit)) return fail(found(value));
  if (unit.empty() && value.quoted) return fail(found(value) + "; remove the quotes");
  const auto in_unit = converted(number, {begin, rest}, unit, d.unit);
  if (!in_unit) {
    reading.error(value, path, wrong_unit(unit, d.unit));
    return false;
  }
  if (!std::isfinite(*in_unit)) return fail(found(value));
  into = *in_unit;
  return true;
}

bool check_range(Reading& reading, const Value& value, const std::string& path, const Description& d, double number) {
  if (number >= d.min && number <= d.max) return true;
  const std::string range = d.max == unbounded    ? fmt::format("at least {}", d.min)
                            : d.min == -unbounded ? fmt::format("at most {}", d.max)
                                                  : fmt::format("between {} and {}", d.min, d.max);
  const std::string unit = d.unit.empty() || d.unit == "ratio" ? "" : " " + d.unit;
  reading.error(value, path, fmt::format("{} is out of range; expected {}{}", number, range, unit));
  return false;
}

void check_name(Reading& reading, const Value& value, const std::string& path, const Description& d,
                const std::string& name) {
  // An empty name is valid where it is the default (see the meaning of the key); elsewhere it is an error.
  const bool empty_is_default = name.empty() && d.fallback;
  if (!d.refers_to.empty() && !empty_is_default) reading.references.push_back({name, d.refers_to, path, value.mark});
  if (d.choices.empty() || std::find(d.choices.begin(), d.choices.end(), name) != d.choices.end()) return;
  std::vector<std::string> names;
  std::copy_if(d.choices.begin(), d.choices.end(), std::back_inserter(names), [](const auto& c) { return !c.empty(); });
  reading.error(value, path,
                fmt::format("'{}' is not one of: {}{}", name, fmt::join(names, ", "), did_you_mean(name, names)));
}

// Integers up to here are exact in a double.
constexpr double largest_whole = 9007199254740992.0;  // 2^53

const Description& weight() {
  static const Description description = describe("weight", ParameterType::number, {.min = 0});
  return description;
}

/// A parameter of a distribution.
struct Part {
  const char* name;
  bool in_unit;   ///< whether it has the scenario parameter's unit, or none
  bool in_range;  ///< must be in the scenario parameter's range
  bool positive;  ///< must be above 0; otherwise at least 0, unless in_range
  double most = unbounded;
};

/// Reports a value that the distribution does not allow.
void check_part(Reading& reading, const Value& value, const std::string& path, const Description& d, const Part& part,
                double number) {
  if (part.in_range && !check_range(reading, value, path, d, number)) return;
  if (part.positive && number <= 0) {
    reading.error(value, path, fmt::format("{} is out of range; expected more than 0", number));
  } else if (!part.in_range && (number < 0 || number > part.most)) {
    const std::string range = part.most == unbounded ? "at least 0" : fmt::format("between 0 and {}", part.most);
    reading.error(value, path, fmt::format("{} is out of range; expected {}", number, range));
  }
}

/// The numbers of `{mean: 3, sd: 1}`, in the order of the parts; empty if any cannot be read.
std::vector<double> named_numbers(Reading& reading, const Value& value, const std::string& path, const Description& d,
                                  const std::vector<Part>& parts) {
  std::vector<std::string> names;
  for (const auto& part : parts) names.emplace_back(part.name);
  if (value.kind != Kind::map) {
    reading.error(value, path,
                  fmt::format("expected a map with {}, found {}", fmt::join(names, " and "), found(value)));
    return {};
  }
  report_unknown_keys(reading, value, path, names, {});
  std::vector<double> numbers;
  for (const auto& part : parts) {
    const Value* given = value.find(part.name);
    if (given == nullptr) {
      reading.error(value, path, fmt::format("'{}' is missing", part.name));
      continue;
    }
    const std::string inner = path + "." + part.name;
    double number = 0;
    if (!parse_number(reading, *given, inner, part.in_unit ? d : weight(), number)) continue;
    check_part(reading, *given, inner, d, part, number);
    numbers.push_back(number);
  }
  return numbers.size() == parts.size() ? numbers : std::vector<double>{};
}

void read_uniform(Reading& reading, const Value& value, const std::string& path, const Description& d,
                  Distribution& into) {
  if (value.kind != Kind::sequence || value.items.size() != 2) {
    reading.error(value, path, fmt::format("expected [lowest, highest], found {}", found(value)));
    return;
  }
  const bool read_a = parse_number(reading, value.items[0], path, d, into.a);
  const bool read_b = parse_number(reading, value.items[1], path, d, into.b);
  if (read_a) check_range(reading, value.items[0], path, d, into.a);
  if (read_b) check_range(reading, value.items[1], path, d, into.b);
  if (read_a && read_b && into.b < into.a) reading.error(value, path, "the upper bound is below the lower bound");
}

struct Family {
  const char* name;
  Distribution::Kind kind;
  std::vector<Part> parts;
};

const std::vector<Family>& families() {
  using K = Distribution::Kind;
  // A spread of e^20 exceeds any quantity here, and is far below the range of a double.
  static const std::vector<Family> all{
      {"uniform", K::uniform, {}},
      {"normal", K::normal, {{"mean", true, true, false}, {"sd", true, false, false}}},
      {"lognormal", K::lognormal, {{"median", true, true, true}, {"sigma", false, false, false, 20}}},
      {"beta", K::beta, {{"mean", true, true, true}, {"concentration", false, false, true}}},
      {"exponential", K::exponential, {{"mean", true, true, true}}}};
  return all;
}

/// The text of an evidence key; empty if it is missing.
std::string evidence_text(Reading& reading, const Value& annotated, const std::string& path, const char* key) {
  const Value* given = annotated.find(key);
  if (given == nullptr || given->kind == Kind::null) return "";
  if (given->kind == Kind::scalar) return given->text;
  reading.error(*given, path + "." + key, fmt::format("expected text, found {}", found(*given)));
  return "";
}

bool is_number(ParameterType type) {
  return type == ParameterType::number || type == ParameterType::integer || type == ParameterType::distribution ||
         type == ParameterType::series;
}

/// A number, or a date as its days; nullopt, and reported, for any other value.
std::optional<double> parse_figure(Reading& reading, const Value& value, const std::string& path,
                                   const Description& d) {
  if (d.type == ParameterType::date) {
    Date date;
    const std::size_t errors = reading.diagnostics.errors();
    read_value(reading, value, path, d, date);
    return reading.diagnostics.errors() == errors ? std::optional<double>(date.days) : std::nullopt;
  }
  double number = 0;
  return parse_number(reading, value, path, d, number) ? std::optional(number) : std::nullopt;
}

/// The `range: [low, high]` of a value.
std::optional<Interval> own_range(Reading& reading, const Value& annotated, const std::string& path,
                                  const Description& d) {
  const Value* given = annotated.find("range");
  if (given == nullptr || given->kind == Kind::null) return std::nullopt;
  const std::string inner = path + ".range";
  if (!is_number(d.type) && d.type != ParameterType::date) {
    reading.error(*given, inner, "only numbers and dates have a range");
    return std::nullopt;
  }
  if (given->kind != Kind::sequence || given->items.size() != 2) {
    reading.error(*given, inner, fmt::format("expected [lowest, highest], found {}", found(*given)));
    return std::nullopt;
  }
  const auto low = parse_figure(reading, given->items[0], inner, d);
  const auto high = parse_figure(reading, given->items[1], inner, d);
  if (!low || !high) return std::nullopt;
  if (is_number(d.type)) {
    check_range(reading, given->items[0], inner, d, *low);
    check_range(reading, given->items[1], inner, d, *high);
  }
  if (*high < *low) reading.error(*given, inner, "the upper bound is below the lower bound");
  return Interval{*low, *high};
}

/// The value as one number or date; nullopt for any other value. Its errors are reported where it is read.
std::optional<double> single_figure(const Value& value, const std::string& path, const Description& d) {
  if (value.kind != Kind::scalar || !(is_number(d.type) || d.type == ParameterType::date)) return std::nullopt;
  Diagnostics ignored;
  Reading reading(ignored);
  return parse_figure(reading, value, path, d);
}

/// Records the rows that a value cites, and its range.
void keep_citations(Reading& reading, const Value& annotated, const Value& value, const std::string& path,
                    const Description& d) {
  CitedValue cited{.path = path, .unit = d.type == ParameterType::date ? "date" : d.unit};
  cited.evidence = cited_ids(reading, annotated, path);
  cited.range = own_range(reading, annotated, path, d);
  if (cited.evidence.empty() && !cited.range) return;
  if (cited.range) {
    const auto& ends = annotated.find("range")->items;
    cited.range_text = fmt::format("{} to {}", ends[0].text, ends[1].text);
  }
  cited.number = single_figure(value, path, d);
  cited.where = place_of(annotated.mark);
  reading.cited_values.push_back(std::move(cited));
}

void keep_evidence(Reading& reading, const Value& annotated, const std::string& shown, const std::string& path) {
  const auto& mark = annotated.mark;
  const auto where = place_of(mark);
  const auto text = [&](const char* key) { return evidence_text(reading, annotated, path, key); };
  reading.facts.push_back({path, shown, text("source"), text("grade"), text("note"), where});
}

void check_grade(Reading& reading, const Value& annotated, const std::string& path) {
  const Value* grade = annotated.find("grade");
  if (grade == nullptr || grade->kind != Kind::scalar) return;
  if (grade->text == "A" || grade->text == "B" || grade->text == "C") return;
  reading.error(*grade, path + ".grade", fmt::format("'{}' is not one of: A, B, C", grade->text));
}

/// At most 200 bytes, cut between characters.
std::string excerpt(const std::string& text) {
  std::size_t cut = std::min<std::size_t>(text.size(), 200);
  while (cut > 0 && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut);
}

/// The default value of a key; keys missing in it are reported where the key itself is missing.
const Value* default_of(Reading& reading, const std::string& text, const std::string& path) {
  auto parsed = reading.parsed_defaults.find(text);
  if (parsed == reading.parsed_defaults.end()) {
    parsed = reading.parsed_defaults.emplace(text, parse_yaml(text, "default of " + path, reading.diagnostics)).first;
  }
  reading.defaults.push_back(parsed->second);
  reading.defaults.back().mark = reading.missing_at;
  return &reading.defaults.back();
}

}  // namespace

std::vector<std::string> cited_ids(Reading& reading, const Value& annotated, const std::string& path) {
  const Value* given = annotated.find("evidence");
  if (given == nullptr || given->kind == Kind::null) return {};
  std::vector<std::string> ids;
  const auto add = [&](const Value& item) {
    if (item.kind != Kind::scalar) {
      reading.error(item, path + ".evidence",
                    fmt::format("expected the id of a row of evidence, found {}", found(item)));
    } else if (std::find(ids.begin(), ids.end(), item.text) != ids.end()) {
      reading.error(item, path + ".evidence", fmt::format("'{}' is in the list twice", item.text));
    } else {
      ids.push_back(item.text);
      reading.citations.push_back({item.text, path + ".evidence", item.mark});
    }
  };
  if (given->kind == Kind::sequence) {
    for (const auto& item : given->items) add(item);
  } else {
    add(*given);
  }
  return ids;
}

const Value* value_or_default(Reading& reading, const Value* value, const std::string& path, const Description& d) {
  if (value == nullptr || value->kind == Kind::null) {
    if (d.fallback) return default_of(reading, *d.fallback, path);
    const bool reported = value != nullptr && value->left_empty;
    if (!d.optional && !reported)
      reading.diagnostics.error(reading.missing_at, path, "required key is missing: " + d.meaning);
    return nullptr;
  }
  const bool leaf = d.type != ParameterType::record && d.type != ParameterType::map && d.type != ParameterType::rules;
  const Value* inner = leaf && value->kind == Kind::map ? value->find("value") : nullptr;
  if (inner == nullptr) return value;
  report_unknown_keys(reading, *value, path, {"value", "source", "grade", "note", "evidence", "range"}, {});
  check_grade(reading, *value, path);
  keep_evidence(reading, *value, inner->kind == Kind::scalar ? inner->text : excerpt(write_yaml(*inner)), path);
  keep_citations(reading, *value, *inner, path, d);
  return inner;
}

const std::set<std::string>& entry_evidence_keys() {
  static const std::set<std::string> keys{"source", "grade", "note", "evidence", "range_factor"};
  return keys;
}

void check_range_factor(Reading& reading, const Value& entry, const std::string& path) {
  const Value* given = entry.find("range_factor");
  if (given == nullptr) return;
  const std::string inner = path + ".range_factor";
  const Description factor = describe("range_factor", ParameterType::number, {.min = 0});
  double low = 0;
  double high = 0;
  if (given->kind != Kind::sequence || given->items.size() != 2) {
    reading.error(*given, inner,
                  fmt::format("expected [low, high], multiples of each figure, found {}", found(*given)));
  } else if (parse_number(reading, given->items[0], inner, factor, low) &&
             parse_number(reading, given->items[1], inner, factor, high) && !(0 <= low && low <= 1 && 1 <= high)) {
    reading.error(*given, inner, fmt::format("expected low <= 1 <= high, found [{}, {}]", low, high));
  }
}

void keep_entry_evidence(Reading& reading, const Value& entry, const std::string& path) {
  check_range_factor(reading, entry, path);
  check_grade(reading, entry, path);
  keep_evidence_of_rule(reading, entry, path);
}

void keep_evidence_of_rule(Reading& reading, const Value& entry, const std::string& path) {
  if (entry.find("source") == nullptr && entry.find("grade") == nullptr && entry.find("evidence") == nullptr) return;
  keep_evidence(reading, entry, "(all figures of the entry)", path);
  if (auto ids = cited_ids(reading, entry, path); !ids.empty())
    reading.cited_values.push_back({.path = path, .evidence = std::move(ids), .where = place_of(entry.mark)});
}

bool is_record(Reading& reading, const Value& value, const std::string& path) {
  if (value.kind == Kind::map || value.kind == Kind::null) return true;
  reading.error(value, path, fmt::format("expected a map, found {}", found(value)));
  return false;
}

std::vector<std::pair<std::string, const Value*>> entries_of(Reading& reading, const Value& value,
                                                             const std::string& path) {
  std::vector<std::pair<std::string, const Value*>> all;
  if (!is_record(reading, value, path)) return all;
  for (const auto& entry : value.entries) {
    if (entry.value.left_empty) continue;  // reported when it was parsed
    if (entry.value.kind == Kind::null) {
      reading.diagnostics.error(entry.mark, path + "." + entry.key, "no such entry to remove; {} uses all defaults");
    } else {
      all.emplace_back(entry.key, &entry.value);
    }
  }
  return all;
}

void report_missing_keys_at(Reading& reading, const Value& value) {
  if (!value.mark.file.empty()) reading.missing_at = value.mark;
}

const Value* value_of(const Value& value, const std::string& key) { return value.find(key); }

void report_unknown_keys(Reading& reading, const Value& value, const std::string& path,
                         const std::vector<std::string>& known, const std::set<std::string>& others) {
  std::vector<std::string> all = known;
  all.insert(all.end(), others.begin(), others.end());
  for (const auto& entry : value.entries) {
    if (std::find(all.begin(), all.end(), entry.key) != all.end()) continue;
    const auto where = path.empty() ? entry.key : path + "." + entry.key;
    reading.diagnostics.error(entry.mark, where,
                              fmt::format("unknown key '{}'{}", entry.key, did_you_mean(entry.key, all)));
  }
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d, double& into) {
  if (parse_number(reading, value, path, d, into)) check_range(reading, value, path, d, into);
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d,
                std::int64_t& into) {
  double number = 0;
  if (!parse_number(reading, value, path, d, number)) return;
  if (!check_range(reading, value, path, d, number)) return;
  if (number != std::floor(number) || std::abs(number) > largest_whole) {
    reading.error(value, path, fmt::format("expected {}, found '{}'", expected_number(d), value.text));
    return;
  }
  into = static_cast<std::int64_t>(number);
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description&, bool& into) {
  if (value.kind == Kind::scalar && !value.quoted && (value.text == "true" || value.text == "false")) {
    into = value.text == "true";
    return;
  }
  const bool quoted = value.quoted && (value.text == "true" || value.text == "false");
  reading.error(value, path,
                fmt::format("expected true or false, found {}{}", found(value), quoted ? "; remove the quotes" : ""));
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d,
                std::string& into) {
  if (value.kind != Kind::scalar) {
    reading.error(value, path, fmt::format("expected text, found {}", found(value)));
    return;
  }
  into = value.text;
  check_name(reading, value, path, d, into);
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d,
                std::vector<std::string>& into) {
  std::set<std::string> seen;
  const auto add = [&](const Value& item) {
    std::string text;
    read_value(reading, item, path, d, text);
    if (item.kind == Kind::scalar && !seen.insert(text).second)
      reading.error(item, path, fmt::format("'{}' is in the list twice", text));
    into.push_back(text);
  };
  if (value.kind == Kind::sequence) {
    for (const auto& item : value.items) add(item);
  } else {
    add(value);
  }
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d, DatedTexts& into) {
  if (value.kind != Kind::map || value.entries.empty()) {
    reading.error(value, path, fmt::format("expected a map of dates to lists of strings, found {}", found(value)));
    return;
  }
  for (const auto& entry : value.entries) {
    const auto date = parse_date(reading, entry.mark, path, entry.key);
    std::vector<std::string> texts;
    read_value(reading, entry.value, path + "." + entry.key, d, texts);
    if (date) into[*date] = std::move(texts);
  }
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description&, Date& into) {
  if (value.kind != Kind::scalar) {
    reading.error(value, path, fmt::format("expected a date as YYYY-MM-DD, found {}", found(value)));
  } else if (const auto date = parse_date(reading, value.mark, path, value.text)) {
    into = *date;
  }
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d, Shares& into) {
  if (value.kind == Kind::scalar) {
    check_name(reading, value, path, d, value.text);
    into[value.text] = 1;
    return;
  }
  if (value.kind != Kind::map || value.entries.empty()) {
    reading.error(value, path, fmt::format("expected a name or a map of names to weights, found {}", found(value)));
    return;
  }
  double total = 0;
  for (const auto& entry : value.entries) {
    Value name;
    name.mark = entry.mark;
    check_name(reading, name, path, d, entry.key);
    double share = 0;
    read_value(reading, entry.value, path + "." + entry.key, weight(), share);
    into[entry.key] = share;
    total += share;
  }
  if (total <= 0) reading.error(value, path, "the weights sum to 0; expected a positive sum");
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d,
                Distribution& into) {
  into.min = d.min;
  into.max = d.max;
  if (value.kind == Kind::scalar) {
    read_value(reading, value, path, d, into.a);
    return;
  }
  std::vector<std::string> names;
  for (const auto& family : families()) names.emplace_back(family.name);
  if (value.kind != Kind::map || value.entries.size() != 1) {
    reading.error(value, path,
                  fmt::format("expected {} or one distribution ({}), found {}", expected_number(d),
                              fmt::join(names, ", "), found(value)));
    return;
  }
  const auto& [name, mark, inner] = value.entries.front();
  const auto family =
      std::find_if(families().begin(), families().end(), [&, n = name](const Family& f) { return f.name == n; });
  if (family == families().end()) {
    reading.diagnostics.error(mark, path, fmt::format("unknown distribution '{}'{}", name, did_you_mean(name, names)));
    return;
  }
  into.kind = family->kind;
  if (into.kind == Distribution::Kind::uniform) {
    read_uniform(reading, inner, path, d, into);
    return;
  }
  const auto numbers = named_numbers(reading, inner, path, d, family->parts);
  if (numbers.empty()) return;
  into.a = numbers[0];
  if (numbers.size() > 1) into.b = numbers[1];
  if (into.kind == Distribution::Kind::beta && into.a >= 1)
    reading.error(inner, path, "the mean of a beta must be below 1");
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description& d, Series& into) {
  if (value.kind == Kind::scalar) {
    double constant = 0;
    read_value(reading, value, path, d, constant);
    into = Series(constant);
    return;
  }
  if (value.kind != Kind::map || value.entries.empty()) {
    reading.error(value, path,
                  fmt::format("expected {} or a map of dates to numbers, found {}", expected_number(d), found(value)));
    return;
  }
  std::vector<Series::Point> points;
  const Value::Entry* before = nullptr;  // ISO dates are in the order of their text
  for (const auto& entry : value.entries) {
    const auto date = parse_date(reading, entry.mark, path, entry.key);
    // A layer may add a date anywhere; within a file, a date out of order is a slip.
    if (date && before != nullptr && before->mark.file == entry.mark.file && entry.key < before->key)
      reading.error(entry.value, path + "." + entry.key,
                    fmt::format("{} comes after {}; expected dates in order", entry.key, before->key));
    before = &entry;
    double number = 0;
    read_value(reading, entry.value, path + "." + entry.key, d, number);
    if (date) points.push_back({*date, number});
  }
  std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  into = Series(std::move(points));
}

}  // namespace entrepot::scenario
