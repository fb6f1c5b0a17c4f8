#include "reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "yaml_tree.hpp"

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
  return value.kind == Kind::scalar ? fmt::format("'{}'", value.text.substr(0, 60)) : name_of(value.kind);
}

struct Conversion {
  const char* from;
  const char* to;
  double factor;
};

// Units that may be written for a parameter of another unit.
constexpr Conversion conversions[] = {
    {"%", "ratio", 0.01},           {"days", "weeks", 1.0 / 7},     {"week", "weeks", 1},
    {"months", "weeks", 52.0 / 12}, {"years", "weeks", 52},         {"year", "years", 1},
    {"kUSD", "USD", 1e3},           {"MUSD", "USD", 1e6},           {"BUSD", "USD", 1e9},
    {"MUSD/year", "USD/year", 1e6}, {"BUSD/year", "USD/year", 1e9}, {"GW", "MW", 1e3},
    {"TB/s", "GB/s", 1e3},
};

double factor_of(const std::string& unit, const std::string& wanted) {
  if (unit == wanted) return 1;
  for (const auto& c : conversions) {
    if (unit == c.from && wanted == c.to) return c.factor;
  }
  return 0;
}

std::string expected_number(const Description& d) {
  const std::string text = d.type == ParameterType::integer ? "a whole number" : "a number";
  return d.unit.empty() ? text : text + " in " + d.unit;
}

/// A finite number with its unit, if any, converted to the parameter's.
bool parse_number(Reading& reading, const Value& value, const std::string& path, const Description& d, double& into) {
  const auto fail = [&](const std::string& what) {
    reading.error(value, path, fmt::format("expected {}, found {}", expected_number(d), what));
    return false;
  };
  if (value.kind != Kind::scalar) return fail(found(value));
  if (value.quoted) return fail("quoted text");
  const char* begin = value.text.data();
  const char* end = begin + value.text.size();
  if (begin != end && *begin == '+') ++begin;
  double number = 0;
  const auto [rest, code] = std::from_chars(begin, end, number);
  if (code != std::errc{} || !std::isfinite(number)) return fail(found(value));

  std::string unit(rest, end);
  unit.erase(0, std::min(unit.size(), unit.find_first_not_of(' ')));
  const double factor = unit.empty() ? 1 : factor_of(unit, d.unit);
  if (factor == 0) {
    const auto wanted = d.unit.empty() ? std::string("no unit") : "unit " + d.unit;
    reading.error(value, path, fmt::format("wrong unit '{}', expected {}", unit, wanted));
    return false;
  }
  into = number * factor;
  return true;
}

void check_range(Reading& reading, const Value& value, const std::string& path, const Description& d, double number) {
  if (number >= d.min && number <= d.max) return;
  const std::string range = d.max == unbounded    ? fmt::format("at least {:g}", d.min)
                            : d.min == -unbounded ? fmt::format("at most {:g}", d.max)
                                                  : fmt::format("between {:g} and {:g}", d.min, d.max);
  reading.error(value, path,
                fmt::format("{:g} is out of range, expected {}{}{}", number, range, d.unit.empty() ? "" : " ", d.unit));
}

void check_name(Reading& reading, const Value& value, const std::string& path, const Description& d,
                const std::string& name) {
  if (!d.refers_to.empty()) reading.references.push_back({name, d.refers_to, path, value.mark});
  if (d.choices.empty() || std::find(d.choices.begin(), d.choices.end(), name) != d.choices.end()) return;
  reading.error(value, path,
                fmt::format("'{}' is none of: {}{}", name, fmt::join(d.choices, ", "), did_you_mean(name, d.choices)));
}

const Description& weight() {
  static const Description description = describe("weight", ParameterType::number, {.min = 0});
  return description;
}

/// The numbers of `{mean: 3, sd: 1}`, in the order of the names; nothing if any is wrong.
std::vector<double> named_numbers(Reading& reading, const Value& value, const std::string& path, const Description& d,
                                  const std::vector<std::string>& names) {
  std::vector<double> numbers;
  if (value.kind != Kind::map) {
    reading.error(value, path,
                  fmt::format("expected a map with {}, found {}", fmt::join(names, " and "), found(value)));
    return {};
  }
  report_unknown_keys(reading, value, path, names, {});
  for (const auto& name : names) {
    const Value* given = value.find(name);
    if (given == nullptr) {
      reading.error(value, path, fmt::format("'{}' is missing", name));
      return {};
    }
    const bool in_unit = name == "mean" || name == "median" || name == "sd";
    double number = 0;
    if (!parse_number(reading, *given, path + "." + name, in_unit ? d : weight(), number)) return {};
    const bool must_be_positive = name == "median" || name == "concentration";
    if (number < 0 || (must_be_positive && number == 0)) {
      if (name != "mean") reading.error(*given, path + "." + name, fmt::format("{:g} is out of range", number));
    }
    numbers.push_back(number);
  }
  return numbers;
}

void read_uniform(Reading& reading, const Value& value, const std::string& path, const Description& d,
                  Distribution& into) {
  if (value.kind != Kind::sequence || value.items.size() != 2) {
    reading.error(value, path, fmt::format("expected [lowest, highest], found {}", found(value)));
    return;
  }
  if (!parse_number(reading, value.items[0], path, d, into.a) ||
      !parse_number(reading, value.items[1], path, d, into.b))
    return;
  check_range(reading, value.items[0], path, d, into.a);
  check_range(reading, value.items[1], path, d, into.b);
  if (into.b < into.a) reading.error(value, path, "the highest value is below the lowest");
}

struct Family {
  const char* name;
  Distribution::Kind kind;
  std::vector<std::string> numbers;
};

const std::vector<Family>& families() {
  static const std::vector<Family> all{{"uniform", Distribution::Kind::uniform, {}},
                                       {"normal", Distribution::Kind::normal, {"mean", "sd"}},
                                       {"lognormal", Distribution::Kind::lognormal, {"median", "sigma"}},
                                       {"beta", Distribution::Kind::beta, {"mean", "concentration"}},
                                       {"exponential", Distribution::Kind::exponential, {"mean"}}};
  return all;
}

void keep_evidence(Reading& reading, const Value& annotated, const Value& value, const std::string& path) {
  const auto text = [&](const char* key) {
    const Value* given = annotated.find(key);
    return given != nullptr && given->kind == Kind::scalar ? given->text : std::string();
  };
  const auto grade = text("grade");
  if (!grade.empty() && grade != "A" && grade != "B" && grade != "C") {
    reading.error(*annotated.find("grade"), path + ".grade", fmt::format("'{}' is none of: A, B, C", grade));
  }
  const auto& mark = annotated.mark;
  const std::string shown = value.kind == Kind::scalar ? value.text : write_yaml(value).substr(0, 200);
  reading.facts.push_back(
      {path, shown, text("source"), grade, text("note"), fmt::format("{}:{}:{}", mark.file, mark.line, mark.column)});
}

}  // namespace

const Value* value_or_default(Reading& reading, const Value* value, const std::string& path, const Description& d) {
  if (value == nullptr || value->kind == Kind::null) {
    if (d.fallback) {
      Diagnostics own;
      reading.defaults.push_back(parse_yaml(*d.fallback, "default of " + path, own));
      return &reading.defaults.back();
    }
    if (!d.optional) reading.diagnostics.error(reading.missing_at, path, "required key is missing: " + d.meaning);
    return nullptr;
  }
  const bool leaf = d.type != ParameterType::record && d.type != ParameterType::map && d.type != ParameterType::rules;
  const Value* inner = leaf && value->kind == Kind::map ? value->find("value") : nullptr;
  if (inner == nullptr) return value;
  report_unknown_keys(reading, *value, path, {"value", "source", "grade", "note"}, {});
  keep_evidence(reading, *value, *inner, path);
  return inner;
}

void keep_entry_evidence(Reading& reading, const Value& entry, const std::string& path) {
  if (entry.find("source") == nullptr && entry.find("grade") == nullptr) return;
  Value whole;
  whole.kind = Kind::scalar;
  whole.text = "(all figures of the entry)";
  keep_evidence(reading, entry, whole, path);
}

std::vector<std::pair<std::string, const Value*>> entries_of(Reading& reading, const Value& value,
                                                             const std::string& path) {
  std::vector<std::pair<std::string, const Value*>> all;
  if (value.kind != Kind::map) {
    if (value.kind != Kind::null) reading.error(value, path, fmt::format("expected a map, found {}", found(value)));
    return all;
  }
  for (const auto& entry : value.entries) all.emplace_back(entry.key, &entry.value);
  return all;
}

void missing_keys_stand_at(Reading& reading, const Value& value) {
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
  if (number != std::floor(number) || std::abs(number) > 9e15) {
    reading.error(value, path, fmt::format("expected a whole number, found '{}'", value.text));
    return;
  }
  check_range(reading, value, path, d, number);
  into = static_cast<std::int64_t>(number);
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description&, bool& into) {
  if (value.kind == Kind::scalar && !value.quoted && (value.text == "true" || value.text == "false")) {
    into = value.text == "true";
    return;
  }
  reading.error(value, path, fmt::format("expected true or false, found {}", found(value)));
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
  const auto add = [&](const Value& item) {
    std::string text;
    read_value(reading, item, path, d, text);
    into.push_back(text);
  };
  if (value.kind == Kind::sequence) {
    for (const auto& item : value.items) add(item);
  } else {
    add(value);
  }
}

void read_value(Reading& reading, const Value& value, const std::string& path, const Description&, Date& into) {
  const auto date = value.kind == Kind::scalar ? Date::parse(value.text) : std::nullopt;
  if (!date) {
    reading.error(value, path, fmt::format("expected a date as YYYY-MM-DD, found {}", found(value)));
  } else if (date->year() < 1990 || date->year() > 2100) {
    reading.error(value, path, fmt::format("{} is outside the years 1990 to 2100", date->iso()));
  } else {
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
  if (total <= 0) reading.error(value, path, "the weights sum to nothing");
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
  const auto numbers = named_numbers(reading, inner, path, d, family->numbers);
  if (numbers.empty()) return;
  into.a = numbers[0];
  if (numbers.size() > 1) into.b = numbers[1];
  if (into.kind == Distribution::Kind::beta && (into.a <= 0 || into.a >= 1)) {
    reading.error(inner, path, "the mean of a beta must be between 0 and 1");
  }
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
  for (const auto& entry : value.entries) {
    const auto date = Date::parse(entry.key);
    if (!date) {
      reading.diagnostics.error(entry.mark, path, fmt::format("expected a date as YYYY-MM-DD, found '{}'", entry.key));
      continue;
    }
    double number = 0;
    read_value(reading, entry.value, path + "." + entry.key, d, number);
    points.push_back({*date, number});
  }
  std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  into = Series(std::move(points));
}

}  // namespace entrepot::scenario
