// The commands for headline results: keep those of a run, and find which changed between two releases. Python looks up
// reasons and writes the table.

#include "headlines.hpp"

#include <fmt/format.h>

#include "commands.hpp"
#include "entrepot/io/pending_file.hpp"
#include "exec_python.hpp"
#include "json_commands.hpp"
#include "log.hpp"

namespace entrepot::cli {
namespace {

using experiment::Headlines;
using nlohmann::ordered_json;

ordered_json json_of(const Headlines& of) {
  ordered_json json{{"name", of.name},         {"title", of.title},
                    {"scenario", of.scenario}, {"version", of.version},
                    {"commit", of.commit},     {"content_hash", of.content_hash},
                    {"seed", of.seed},         {"replicates", of.replicates},
                    {"outputs", of.outputs},   {"headlines", ordered_json::array()}};
  for (const auto& headline : of.headlines) json["headlines"].push_back(headline.measure);
  return json;
}

ordered_json json_of(const experiment::HeadlineChange& change) {
  return {{"measure", change.measure},
          {"unit", change.unit},
          {"before", change.before},
          {"after", change.after},
          {"change", change_text(change.change)},
          {"n", change.n},
          {"difference", {{"mean", change.difference}, {"low", change.low}, {"high", change.high}}}};
}

ordered_json diff_json(const Headlines& before, const Headlines& after, const DiffOptions& options) {
  const auto found = diff_headlines(before, after, options.margin, options.confidence);
  ordered_json json{{"before", json_of(before)},
                    {"after", json_of(after)},
                    {"paired", found.paired},
                    {"replicates", {found.replicates_before, found.replicates_after}},
                    {"level", found.level},
                    {"margin", found.margin},
                    {"notes", found.notes},
                    {"keys", ordered_json::array()},
                    {"changes", ordered_json::array()}};
  for (const auto& key : found.keys) json["keys"].push_back({{"key", key.key}, {"before", key.a}, {"after", key.b}});
  for (const auto& change : found.changes) json["changes"].push_back(json_of(change));
  return json;
}

/// With the parts of program and scenario, if there is a run between the two.
ordered_json diff_json(const DiffOptions& options) {
  const auto before = open_headlines(options.before);
  const auto after = open_headlines(options.after);
  auto json = diff_json(before, after, options);
  if (options.between.empty()) return json;
  const auto between = open_headlines(options.between);
  json["of_program"] = diff_json(before, between, options);
  json["of_scenario"] = diff_json(between, after, options);
  return json;
}

}  // namespace

void headlines(const HeadlinesOptions& options) {
  const auto text = headlines_text(open_headlines(options.file), options.values);
  if (options.output.empty()) {
    print("{}", text);
    return;
  }
  io::write_atomically(options.output, text);
  print("{}\n", options.output);
}

void diff(const DiffOptions& options) {
  const auto found = diff_json(options);
  if (options.json) {
    print("{}\n", found.dump(1, ' ', false, ordered_json::error_handler_t::replace));
    return;
  }
  PythonRequest request{.verb = "diff"};
  request.options = {{"output", path_json(options.output)}, {"changelog", path_json(options.changelog)}};
  request.options.update(spreadsheet_json(options.spreadsheet));
  request.data = found;
  exec_python(request);
}

}  // namespace entrepot::cli
