// The JSON Schema of scenario files, for editors, generated from the parameter tables.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

using Json = nlohmann::ordered_json;

/// Keys of the evidence of a value or of a named entry. A value may also have a `range`.
const std::vector<std::string> evidence_keys{"source", "grade", "note", "evidence", "range_factor"};

/// Writes the schema. Shared shapes are written once, under `$defs`, and referenced.
class SchemaWriter {
 public:
  explicit SchemaWriter(std::span<const InstrumentSchema> instruments) : instruments_(instruments) {}

  Json write();

 private:
  /// A reference to a shape, which is defined at its first use.
  template <class Shape>
  Json shared(const std::string& name, const Shape& shape) {
    if (!defs_.contains(name)) {
      Json made = shape();
      defs_[name] = std::move(made);
    }
    return reference(name);
  }
  static Json reference(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

  Json number(const Description& d);
  Json shape(const Description& d);
  Json plain(const Description& d);
  Json leaf(const Description& d);
  Json evidence(const std::string& key);
  Json described(const AnyTable::AnyRow& row);
  Json record(const AnyTable& table);
  Json entry(const AnyTable& table);
  Json rule();
  Json rule_of(const InstrumentSchema& instrument);

  std::span<const InstrumentSchema> instruments_;
  Json defs_ = Json::object();
};

/// `share`, `integer_from_1`, `number_0_to_520`: numbers of one type and range have one name.
std::string number_name(const Description& d) {
  std::string type = d.type == ParameterType::integer ? "integer" : "number";
  if (d.min == -unbounded && d.max == unbounded) return type;
  if (d.max == unbounded) return fmt::format("{}_from_{}", type, d.min);
  if (d.min == -unbounded) return fmt::format("{}_to_{}", type, d.max);
  if (d.min == 0 && d.max == 1 && type == "number") return "share";
  return fmt::format("{}_{}_to_{}", type, d.min, d.max);
}

/// The name of the shape of a parameter's values; empty for a shape that is not shared.
std::string shape_name(const Description& d) {
  switch (d.type) {
    case ParameterType::number:
    case ParameterType::integer:
      return number_name(d);
    case ParameterType::distribution:
      return number_name(d) + "_or_distribution";
    case ParameterType::series:
      return number_name(d) + "_or_series";
    case ParameterType::boolean:
      return "boolean";
    case ParameterType::date:
      return "date";
    case ParameterType::shares:
      return "weights";
    case ParameterType::texts:
      return d.choices.empty() ? "text_list" : "";
    case ParameterType::dated_texts:
      return d.choices.empty() ? "dated_text_lists" : "";
    default:
      return d.choices.empty() ? "text" : "";
  }
}

/// A plain number, or text with a unit. The range applies to plain numbers only, because the schema cannot convert
/// units.
Json SchemaWriter::number(const Description& d) {
  const char* type = d.type == ParameterType::integer ? "integer" : "number";
  Json shape = shared(type, [&] { return Json{{"type", {type, "string"}}, {"pattern", "^[-+0-9.eE]+ *\\S+$"}}; });
  if (d.min != -unbounded) shape["minimum"] = d.min;
  if (d.max != unbounded) shape["maximum"] = d.max;
  return shape.size() == 1 ? shape : shared(number_name(d), [&] { return shape; });
}

Json distribution() {
  const auto parameters = [](std::initializer_list<const char*> names) {
    Json map{{"type", "object"}, {"additionalProperties", false}};
    for (const char* name : names) {
      map["properties"][name] = {{"type", "number"}};
      map["required"].push_back(name);
    }
    return map;
  };
  Json shape{{"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}, {"additionalProperties", false}};
  shape["properties"]["uniform"] = {
      {"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
  shape["properties"]["normal"] = parameters({"mean", "sd"});
  shape["properties"]["lognormal"] = parameters({"median", "sigma"});
  shape["properties"]["beta"] = parameters({"mean", "concentration"});
  shape["properties"]["exponential"] = parameters({"mean"});
  return shape;
}

Json map_of(const Json& entry) { return {{"type", "object"}, {"additionalProperties", entry}}; }

Json text(const Description& d) {
  Json shape{{"type", "string"}};
  if (!d.choices.empty()) shape["enum"] = d.choices;
  return shape;
}

/// A path that continues that of a lower layer.
Json continued(const Json& points) {
  return {{"type", "object"},
          {"properties", {{"then", points}}},
          {"required", Json::array({"then"})},
          {"additionalProperties", false}};
}

Json SchemaWriter::shape(const Description& d) {
  switch (d.type) {
    case ParameterType::distribution:
      return {{"anyOf", Json::array({number(d), shared("distribution", distribution)})}};
    case ParameterType::series:
      return {{"anyOf", Json::array({number(d), map_of(number(d)), continued(map_of(number(d)))})}};
    case ParameterType::boolean:
      return {{"type", "boolean"}};
    case ParameterType::date:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case ParameterType::texts:
      return {{"anyOf", Json::array({text(d), Json{{"type", "array"}, {"items", text(d)}}})}};
    case ParameterType::dated_texts:
      return map_of({{"anyOf", Json::array({text(d), Json{{"type", "array"}, {"items", text(d)}}})}});
    case ParameterType::shares:
      return {{"anyOf", Json::array({text(d), map_of({{"type", "number"}, {"minimum", 0}})})}};
    default:
      return text(d);
  }
}

/// A value without evidence.
Json SchemaWriter::plain(const Description& d) {
  if (d.type == ParameterType::number || d.type == ParameterType::integer) return number(d);
  const std::string name = shape_name(d);
  return name.empty() ? shape(d) : shared(name, [&] { return shape(d); });
}

/// A value in a file: plain, a map with its evidence, or null for the default.
Json SchemaWriter::leaf(const Description& d) {
  const Json value = plain(d);
  const Json annotation = shared("annotation", [&] {
    Json shape{{"type", "object"}, {"required", {"value"}}, {"additionalProperties", false}};
    shape["properties"]["value"] = true;  // restricted by each annotated shape
    for (const auto& key : evidence_keys) shape["properties"][key] = evidence(key);
    shape["properties"]["range"] = evidence("range");
    return shape;
  });
  const auto annotated = [&] {
    return Json{{"anyOf", Json::array({value, annotation, Json{{"type", "null"}}})},
                {"properties", {{"value", value}}}};
  };
  const std::string name = shape_name(d);
  return name.empty() ? annotated() : shared("annotated_" + name, annotated);
}

Json SchemaWriter::evidence(const std::string& key) {
  return shared(key, [&]() -> Json {
    if (key == "grade")
      return {{"enum", {"A", "B", "C", nullptr}},
              {"description",
               "Grade of the source. A: official filings, rules and testimony; B: named research or "
               "press; C: rough."}};
    if (key == "evidence")
      return {{"type", {"string", "array", "null"}},
              {"items", {{"type", "string"}}},
              {"description", "Ids of the rows of evidence that the value rests on."}};
    if (key == "range_factor")
      return {{"type", {"array", "null"}},
              {"items", {{"type", "number"}}},
              {"minItems", 2},
              {"maxItems", 2},
              {"description",
               "Plausible lowest and highest multiple of the figures of the entry that cite no evidence and have no "
               "range of their own."}};
    if (key == "range")
      return {{"type", {"array", "null"}},
              {"items", {{"type", {"number", "string"}}}},
              {"minItems", 2},
              {"maxItems", 2},
              {"description", "Lowest and highest plausible value, in the unit of the value."}};
    const bool source = key == "source";
    return {{"type", {"string", "null"}}, {"description", source ? "Source of the value." : "Remark on the value."}};
  });
}

/// The schema of a row with the description that editors show for the key.
Json SchemaWriter::described(const AnyTable::AnyRow& row) {
  const auto& d = row.description;
  Json shape;
  if (d.type == ParameterType::map) {
    shape = {{"type", {"object", "null"}}, {"additionalProperties", entry(*row.inner)}};
  } else {
    shape = d.type == ParameterType::record ? record(*row.inner) : leaf(d);
  }
  std::string text = d.meaning;
  if (!d.unit.empty()) text += " Unit: " + d.unit + ".";
  if (d.fallback && d.type != ParameterType::record) text += " Default: " + *d.fallback + ".";
  shape["description"] = text;
  return shape;
}

// No key is required: an extended file may provide it. `validate` checks the merged scenario.
Json SchemaWriter::record(const AnyTable& table) {
  Json shape{{"type", {"object", "null"}}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const auto& row : table.rows()) shape["properties"][row.description.key] = described(row);
  return shape;
}

/// A named entry of a map; null removes the entry of an extended file.
Json SchemaWriter::entry(const AnyTable& table) {
  Json shape = record(table);
  for (const auto& key : evidence_keys) shape["properties"][key] = evidence(key);
  return shape;
}

/// A rule: the keys of every rule, and those of its instrument. Instruments may share key names.
Json SchemaWriter::rule() {
  Json shape = record(*rule_table());
  shape["properties"]["note"] = evidence("note");
  shape["properties"]["evidence"] = evidence("evidence");
  shape["properties"]["range_factor"] = evidence("range_factor");
  shape["properties"]["instrument"] = {{"enum", Json::array()}, {"description", "Instrument of the rule."}};
  shared("rule_key", [&] {
    Json keys = Json::array();
    for (const auto& [key, value] : shape["properties"].items()) keys.push_back(key);
    return Json{{"enum", keys}};
  });
  for (const auto& instrument : instruments_) {
    shape["properties"]["instrument"]["enum"].push_back(instrument.name);
    for (const auto& row : instrument.table->rows()) shape["properties"][row.description.key] = true;
    const Json is_kind{{"properties", {{"instrument", {{"const", instrument.name}}}}}, {"required", {"instrument"}}};
    shape["allOf"].push_back({{"if", is_kind}, {"then", rule_of(instrument)}});
  }
  return shape;
}

Json SchemaWriter::rule_of(const InstrumentSchema& instrument) {
  Json properties = Json::object();
  Json own = Json::array();
  for (const auto& row : instrument.table->rows()) {
    properties[row.description.key] = described(row);
    own.push_back(row.description.key);
  }
  if (own.empty()) return {{"propertyNames", reference("rule_key")}};
  return {{"properties", properties},
          {"propertyNames", {{"anyOf", Json::array({reference("rule_key"), Json{{"enum", own}}})}}}};
}

Json SchemaWriter::write() {
  Json root{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "entrepot scenario"}};
  Json scenario = record(*scenario_table());
  scenario["properties"]["extends"] = plain(describe("extends", ParameterType::texts, {}));
  scenario["properties"]["extends"]["description"] = "Scenario file or files to start from.";
  scenario["properties"]["rules"] = {
      {"type", {"object", "null"}}, {"description", "Dated rules."}, {"additionalProperties", rule()}};
  root.update(scenario);
  root["$defs"] = defs_;
  return root;
}

/// JSON text in which an object or array that fits on a line is written on one.
std::string folded(const Json& json, std::size_t indent = 0) {
  constexpr std::size_t width = 120;
  std::string line = json.dump();
  if (indent + line.size() <= width || !json.is_structured()) return line;
  const std::string margin(indent, ' ');
  std::string text;
  for (const auto& [key, value] : json.items()) {
    text += (text.empty() ? "\n  " : ",\n  ") + margin;
    if (json.is_object()) text += Json(key).dump() + ": ";
    text += folded(value, indent + 2);
  }
  return fmt::format("{}{}\n{}{}", json.is_object() ? "{" : "[", text, margin, json.is_object() ? "}" : "]");
}

/// A key of a row of evidence. Figures are numbers, dates or texts.
Json evidence_key(const Description& d) {
  Json shape{{"type", {"string", "number"}}};
  if (d.type == ParameterType::boolean) shape = {{"type", "boolean"}};
  if (d.type == ParameterType::date) shape = {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
  if (!d.choices.empty()) shape = {{"enum", d.choices}};
  shape["description"] = d.meaning;
  return shape;
}

}  // namespace

std::string evidence_schema_json() {
  Json row{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const auto& key : table_of<EvidenceRow>()->rows()) {
    const auto& d = key.description;
    row["properties"][d.key] = evidence_key(d);
    if (!d.optional && !d.fallback) row["required"].push_back(d.key);
  }
  const Json root{
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "entrepot evidence"},
      {"type", "object"},
      {"required", {"evidence"}},
      {"additionalProperties", false},
      {"properties",
       {{"evidence",
         {{"type", "object"}, {"description", "Rows of the register by id."}, {"additionalProperties", row}}}}}};
  return folded(root) + "\n";
}

std::string schema_json(std::span<const InstrumentSchema> instruments) {
  return folded(SchemaWriter(instruments).write()) + "\n";
}

}  // namespace entrepot::scenario
