#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "entrepot/core/error.hpp"
#include "entrepot/io/hash.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/scenario/file_text.hpp"
#include "headlines.hpp"

namespace entrepot::cli {
namespace {

using experiment::Headline;
using experiment::Headlines;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr int format = 3;
constexpr const char* format_key = "entrepot_headlines";
constexpr const char* format_key_before_3 = "entrepot_answers";
constexpr std::size_t most_bytes = std::size_t{256} << 20U;

// ---- writing -------------------------------------------------------------------------------------------------------

/// Nine digits: the file is for reading, and hashes say whether values are the same.
ordered_json rounded(double number) {
  return std::isfinite(number) ? ordered_json(std::stod(fmt::format("{:.9g}", number))) : ordered_json();
}

ordered_json json_of(const Headline& headline, bool values) {
  ordered_json fields{{"unit", headline.unit},        {"mean", rounded(headline.mean)},
                      {"low", rounded(headline.low)}, {"high", rounded(headline.high)},
                      {"defined", headline.defined},  {"hash", headline.hash}};
  if (values) fields["values"] = headline.values;  // NaN becomes null
  return fields;
}

/// `{"a.b.c": "1"}` as `{"a.b": {"c": "1"}}`: a line for each record of the scenario.
ordered_json by_record(const scenario::KeyValues& keys) {
  ordered_json records = ordered_json::object();
  for (const auto& [key, value] : keys) {
    const std::size_t dot = key.rfind('.');
    const bool top = dot == std::string::npos;
    records[top ? "" : key.substr(0, dot)][top ? key : key.substr(dot + 1)] = value;
  }
  return records;
}

/// Of all but itself, however it is laid out.
std::string checksum_of(json all) {
  all.erase("checksum");
  return io::hash_of_text(all.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::string line(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string block(const ordered_json& entries) {
  std::vector<std::string> lines;
  for (const auto& [key, value] : entries.items()) lines.push_back(fmt::format("  {}: {}", line(key), line(value)));
  return fmt::format("{{\n{}\n }}", fmt::join(lines, ",\n"));
}

ordered_json json_of(const Headlines& of, bool values) {
  ordered_json all{{format_key, format},    {"title", of.title},           {"scenario", of.scenario},
                   {"version", of.version}, {"commit", of.commit},         {"content_hash", of.content_hash},
                   {"seed", of.seed},       {"start", of.start.iso()},     {"end", of.end.iso()},
                   {"weeks", of.weeks},     {"confidence", of.confidence}, {"replicates", of.replicates}};
  all["headlines"] = ordered_json::object();
  for (const auto& headline : of.headlines) all["headlines"][headline.measure] = json_of(headline, values);
  all["outputs"] = of.outputs;
  all["keys"] = by_record(of.keys);
  return all;
}

// ---- reading -------------------------------------------------------------------------------------------------------

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw Error(fmt::format("{}: {}", file, why), ExitCode::bad_input);
}

double number_or_nan(const json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }

Headline headline_from(const std::string& measure, const json& fields, const Headlines& of) {
  const auto unit = fields.at("unit").get<std::string>();
  if (fields.contains("values")) {
    std::vector<double> values;
    for (const auto& value : fields["values"]) values.push_back(number_or_nan(value));
    if (values.size() != of.replicates.size()) throw std::invalid_argument("values and replicates differ in number");
    return experiment::headline_of(measure, unit, of.replicates, std::move(values), of.confidence);
  }
  return {.measure = measure,
          .unit = unit,
          .mean = number_or_nan(fields.at("mean")),
          .low = number_or_nan(fields.at("low")),
          .high = number_or_nan(fields.at("high")),
          .defined = fields.at("defined").get<std::size_t>(),
          .hash = fields.at("hash").get<std::string>()};
}

/// Format 1 has all keys in one map, later ones a map for each record.
scenario::KeyValues keys_from(const json& keys) {
  scenario::KeyValues found;
  for (const auto& [record, values] : keys.items()) {
    if (values.is_string()) {
      found[record] = values.get<std::string>();
      continue;
    }
    for (const auto& [last, value] : values.items())
      found[record.empty() ? last : record + "." + last] = value.get<std::string>();
  }
  return found;
}

Date date_from(const json& value) {
  const auto date = Date::parse(value.get<std::string>());
  if (!date) throw std::invalid_argument("not a date");
  return *date;
}

Headlines headlines_from(const std::string& file, const ordered_json& all) {
  Headlines found{.name = std::filesystem::path(file).filename().string(),
                  .title = all.at("title"),
                  .scenario = all.at("scenario"),
                  .version = all.at("version"),
                  .commit = all.at("commit"),
                  .content_hash = all.at("content_hash"),
                  .seed = all.at("seed"),
                  .start = date_from(all.at("start")),
                  .end = date_from(all.at("end")),
                  .weeks = all.at("weeks"),
                  .confidence = all.at("confidence"),
                  .keys = keys_from(all.at("keys")),
                  .outputs = all.at("outputs"),
                  .replicates = all.at("replicates"),
                  .headlines = {}};
  for (const auto& [measure, fields] : all.at(all.contains("headlines") ? "headlines" : "answers").items())
    found.headlines.push_back(headline_from(measure, fields, found));
  return found;
}

int format_of(const ordered_json& all) {
  for (const char* key : {format_key, format_key_before_3}) {
    if (all.is_object() && all.contains(key) && all[key].is_number_integer()) return all[key].get<int>();
  }
  return 0;
}

Headlines read_file(const std::string& file) {
  const auto read = scenario::read_file(file, most_bytes);
  if (!read.error.empty()) refuse(file, read.problem);
  const auto all = ordered_json::parse(read.text, nullptr, false);
  if (all.is_discarded()) refuse(file, "not JSON; expected headline results");
  const int found = format_of(all);
  if (found < 1 || found > format)
    refuse(file, fmt::format("not headline results of format 1 to {}; 'entrepot headlines' writes them", format));
  if (found >= 3 && all.value("checksum", "") != checksum_of(all))
    refuse(file, "is damaged: its checksum does not match its content");
  try {
    return headlines_from(file, all);
  } catch (const std::exception& error) {
    refuse(file, fmt::format("damaged: {}", error.what()));
  }
}

}  // namespace

std::string headlines_text(const Headlines& of, bool values) {
  if (values && !of.has_values()) refuse(of.name, "holds no values of replicates");
  const auto all = json_of(of, values);
  std::string text = "{\n";
  for (const auto& [key, value] : all.items())
    text += fmt::format(" {}: {},\n", line(key), key == "headlines" || key == "keys" ? block(value) : line(value));
  return text + fmt::format(" \"checksum\": {}\n}}\n", line(checksum_of(all)));
}

Headlines open_headlines(const std::string& file) {
  return results::has_hdf5_signature(file) ? experiment::read_headlines(file) : read_file(file);
}

}  // namespace entrepot::cli
