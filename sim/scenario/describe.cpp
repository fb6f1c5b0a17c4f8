// What the tables say, for editors and for the documentation: the JSON Schema, the reference page.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "describe_rows.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

using Json = nlohmann::ordered_json;

// ---- JSON Schema ---------------------------------------------------------------------------------------------------

Json object(const AnyTable& table, const std::vector<std::string>& evidence);

/// What may be written for a number: a plain one, or text with a unit.
Json number_schema(const Description& d, const char* type) {
  Json plain{{"type", type}};
  if (d.min != -unbounded) plain["minimum"] = d.min;
  if (d.max != unbounded) plain["maximum"] = d.max;
  return Json{{"anyOf", Json::array({plain, Json{{"type", "string"}, {"pattern", "^[-+0-9.eE]+ *\\S+$"}}})}};
}

Json distribution_schema(const Description& d) {
  const auto numbers = [](std::initializer_list<const char*> names) {
    Json map{{"type", "object"}, {"additionalProperties", false}};
    for (const char* name : names) {
      map["properties"][name] = {{"type", "number"}};
      map["required"].push_back(name);
    }
    return map;
  };
  Json kinds{{"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}, {"additionalProperties", false}};
  kinds["properties"]["uniform"] = {
      {"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
  kinds["properties"]["normal"] = numbers({"mean", "sd"});
  kinds["properties"]["lognormal"] = numbers({"median", "sigma"});
  kinds["properties"]["beta"] = numbers({"mean", "concentration"});
  kinds["properties"]["exponential"] = numbers({"mean"});
  Json schema = number_schema(d, "number");
  schema["anyOf"].push_back(kinds);
  return schema;
}

Json plain_schema(const Description& d) {
  Json text{{"type", "string"}};
  if (!d.choices.empty()) text["enum"] = d.choices;
  const Json weights{{"type", "object"}, {"additionalProperties", {{"type", "number"}, {"minimum", 0}}}};
  switch (d.type) {
    case ParameterType::number:
      return number_schema(d, "number");
    case ParameterType::integer:
      return number_schema(d, "integer");
    case ParameterType::boolean:
      return {{"type", "boolean"}};
    case ParameterType::texts:
      return {{"anyOf", Json::array({text, Json{{"type", "array"}, {"items", text}}})}};
    case ParameterType::date:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case ParameterType::shares:
      return {{"anyOf", Json::array({text, weights})}};
    case ParameterType::distribution:
      return distribution_schema(d);
    case ParameterType::series: {
      Json schema = number_schema(d, "number");
      schema["anyOf"].push_back({{"type", "object"}, {"additionalProperties", number_schema(d, "number")}});
      return schema;
    }
    default:
      return text;
  }
}

/// A leaf may be written with its evidence.
Json leaf_schema(const Description& d) {
  const Json plain = plain_schema(d);
  Json annotated{{"type", "object"}, {"required", {"value"}}, {"additionalProperties", false}};
  annotated["properties"] = {{"value", plain},
                             {"source", {{"type", "string"}}},
                             {"grade", {{"enum", {"A", "B", "C"}}}},
                             {"note", {{"type", "string"}}}};
  return {{"anyOf", Json::array({plain, annotated, Json{{"type", "null"}}})}};
}

/// Entries by name; null removes what a file below gives.
Json map_schema(const Json& entry) { return {{"type", {"object", "null"}}, {"additionalProperties", entry}}; }

Json row_schema(const AnyTable::AnyRow& row) {
  const auto& d = row.description;
  Json schema;
  if (d.type == ParameterType::map) {
    schema = map_schema(object(*row.inner, {"source", "grade", "note"}));
  } else if (d.type == ParameterType::record) {
    schema = object(*row.inner, {});
  } else {
    schema = leaf_schema(d);
  }
  schema["description"] = d.meaning + (d.unit.empty() ? "" : " Unit: " + d.unit + ".");
  if (d.fallback && d.type != ParameterType::record)
    schema["description"] = schema["description"].get<std::string>() + " Default: " + *d.fallback + ".";
  return schema;
}

// No key is required here: a file may leave out what the file it extends gives. `validate` knows.
Json object(const AnyTable& table, const std::vector<std::string>& evidence) {
  Json schema{{"type", {"object", "null"}}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const auto& row : table.rows()) schema["properties"][row.description.key] = row_schema(row);
  for (const auto& key : evidence) schema["properties"][key] = {{"type", {"string", "null"}}};
  return schema;
}

/// A rule: the keys of every rule, and those of its instrument. Two instruments may have a key of one name.
Json rule_schema(std::span<const InstrumentSchema> instruments) {
  Json schema = object(*rule_table(), {"note"});
  Json common = Json::array();
  for (const auto& [key, value] : schema["properties"].items()) common.push_back(key);
  Json kinds = Json::array();
  Json by_kind = Json::array();
  for (const auto& instrument : instruments) {
    kinds.push_back(instrument.name);
    Json own{{"properties", Json::object()}, {"propertyNames", {{"enum", common}}}};
    for (const auto& row : instrument.table->rows()) {
      own["properties"][row.description.key] = row_schema(row);
      own["propertyNames"]["enum"].push_back(row.description.key);
      schema["properties"][row.description.key] = true;
    }
    const Json is_kind{{"properties", {{"instrument", {{"const", instrument.name}}}}}, {"required", {"instrument"}}};
    by_kind.push_back({{"if", is_kind}, {"then", own}});
  }
  schema["properties"]["instrument"] = {{"enum", kinds}, {"description", "Kind of rule."}};
  if (!by_kind.empty()) schema["allOf"] = by_kind;
  return schema;
}

/// Text that keeps to one cell of a Markdown table.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|') safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

}  // namespace

std::string schema_json(std::span<const InstrumentSchema> instruments) {
  Json schema = object(*scenario_table(), {});
  schema["properties"]["extends"] = {
      {"description", "Scenario file or files to start from."},
      {"anyOf", Json::array({Json{{"type", "string"}}, Json{{"type", "array"}, {"items", {{"type", "string"}}}}})}};
  schema["properties"]["rules"] = {{"type", {"object", "null"}},
                                   {"description", "Dated rules."},
                                   {"additionalProperties", rule_schema(instruments)}};
  Json root{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "entrepot scenario"}};
  root.update(schema);
  return root.dump(2) + "\n";
}

std::vector<ParameterInfo> all_parameters(std::span<const InstrumentSchema> instruments) {
  std::vector<ParameterInfo> all;
  walk_all(instruments, [&](const std::string& path, const Description& d) { all.push_back({path, d}); });
  return all;
}

std::string reference_markdown(std::span<const InstrumentSchema> instruments) {
  std::string text =
      "# Parameters\n\nWritten by `entrepot docs parameters` from the tables that read scenarios. `*` stands for a "
      "name of your choice.\n\n"
      "| key | meaning | type | unit | range | default | source of the default |\n|---|---|---|---|---|---|---|\n";
  walk_all(instruments, [&](const std::string& path, const Description& d) {
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", path, cell(d.meaning), cell(type_of(d)),
                        cell(d.unit), range_of(d),
                        d.type == ParameterType::record ? "" : "`" + cell(default_of(d)) + "`", cell(d.source));
  });
  text += "\n## Instruments\n\n| instrument | what it does | also found as |\n|---|---|---|\n";
  for (const auto& instrument : instruments)
    text += fmt::format("| `{}` | {} | {} |\n", instrument.name, cell(instrument.meaning), cell(instrument.also));
  return text;
}

}  // namespace entrepot::scenario
