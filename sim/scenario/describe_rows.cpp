#include "describe_rows.hpp"

#include <fmt/format.h>

#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

const char* name_of(ParameterType type) {
  switch (type) {
    case ParameterType::number:
      return "number";
    case ParameterType::integer:
      return "integer";
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::text:
      return "text";
    case ParameterType::texts:
      return "list of strings";
    case ParameterType::dated_texts:
      return "map of dates to lists of strings";
    case ParameterType::date:
      return "date";
    case ParameterType::choice:
      return "one of";
    case ParameterType::shares:
      return "name, or map of names to weights";
    case ParameterType::distribution:
      return "number or distribution";
    case ParameterType::series:
      return "number, or map of dates to numbers";
    case ParameterType::record:
      return "record";
    case ParameterType::map:
      return "map of names to records";
    case ParameterType::rules:
      return "map of names to rules";
  }
  return "?";
}

void walk(const AnyTable& table, const std::string& prefix, const Visit& visit) {
  for (const auto& row : table.rows()) {
    const std::string path = prefix + row.description.key;
    visit(path, row.description);
    if (row.inner) walk(*row.inner, path + (row.description.type == ParameterType::map ? ".*." : "."), visit);
  }
}

}  // namespace

void walk_all(std::span<const InstrumentSchema> instruments, const Visit& visit) {
  walk(*scenario_table(), "", visit);
  walk(*rule_table(), "rules.*.", visit);
  for (const auto& instrument : instruments) walk(*instrument.table, "rules.*(" + instrument.name + ").", visit);
}

std::string range_of(const Description& d) {
  if (d.min == -unbounded && d.max == unbounded) return "";
  if (d.max == unbounded) return fmt::format("at least {}", d.min);
  if (d.min == -unbounded) return fmt::format("at most {}", d.max);
  return fmt::format("{} to {}", d.min, d.max);
}

std::string type_of(const Description& d) {
  std::string text = name_of(d.type);
  auto choices = d.choices;
  std::erase(choices, "");  // an empty text stands for an omitted key
  if (!choices.empty())
    text += (d.type == ParameterType::choice ? " " : ", one of ") + fmt::format("{}", fmt::join(choices, ", "));
  if (!d.refers_to.empty()) text += " (among " + d.refers_to + ")";
  return text;
}

std::string default_of(const Description& d) {
  if (d.fallback) return *d.fallback;
  return d.optional ? "none, optional" : "none, required";
}

}  // namespace entrepot::scenario
