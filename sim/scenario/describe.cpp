// The parameter reference, generated from the parameter tables.

#include <fmt/format.h>

#include "describe_rows.hpp"
#include "entrepot/core/markdown.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

using markdown::cell;

/// The parameters under one key of a scenario.
struct Section {
  std::string title;
  std::string meaning;
  std::string rows;
};

Section section_of(const std::string& path, const Description& d) {
  if (path.find('(') != std::string::npos)
    return {"Parameters of instruments", "Parameters of a rule that depend on its instrument, in brackets.", ""};
  if (path.starts_with("rules."))
    return {"rules", "Dated rules. Parameters that every rule may have, whatever its instrument.", ""};
  const auto dot = path.find('.');
  if (dot != std::string::npos) return {path.substr(0, dot), "", ""};
  const bool group = d.type == ParameterType::record || d.type == ParameterType::map;
  return group ? Section{path, d.meaning, ""} : Section{"Title and question", "Texts that describe the scenario.", ""};
}

std::vector<Section> sections_of(std::span<const InstrumentSchema> instruments) {
  std::vector<Section> sections;
  walk_all(instruments, [&](const std::string& path, const Description& d) {
    if (Section section = section_of(path, d); sections.empty() || sections.back().title != section.title)
      sections.push_back(std::move(section));
    sections.back().rows += fmt::format(
        "| `{}` | {} | {} | {} | {} | {} | {} |\n", path, cell(d.meaning), cell(type_of(d)), cell(d.unit), range_of(d),
        d.type == ParameterType::record ? "" : "`" + cell(default_of(d)) + "`", cell(d.source));
  });
  return sections;
}

}  // namespace

std::vector<ParameterInfo> all_parameters(std::span<const InstrumentSchema> instruments) {
  std::vector<ParameterInfo> all;
  walk_all(instruments, [&](const std::string& path, const Description& d) { all.push_back({path, d}); });
  return all;
}

std::string reference_markdown(std::span<const InstrumentSchema> instruments) {
  const auto sections = sections_of(instruments);
  std::string text =
      "# Parameters\n\nLook up a parameter of a scenario: its meaning, type, unit, range, default and source. In a "
      "key, "
      "`*` is a\nname of your choice. `entrepot explain KEY` prints the same.\n\n"
      "| Section | Holds |\n|---|---|\n";
  for (const auto& section : sections)
    text += fmt::format("| [{}](#{}) | {} |\n", section.title, markdown::anchor(section.title), cell(section.meaning));
  text +=
      "| [Instruments](#instruments) | The instruments of rules, with search terms. |\n\n"
      "`entrepot docs parameters` generates this page from the tables that read scenarios.\n";
  for (const auto& section : sections)
    text += fmt::format(
        "\n## {}\n\n{}\n\n| key | meaning | type | unit | range | default | source of the default |\n"
        "|---|---|---|---|---|---|---|\n{}",
        section.title, section.meaning, section.rows);
  text += "\n## Instruments\n\n| instrument | effect | search terms |\n|---|---|---|\n";
  for (const auto& instrument : instruments)
    text += fmt::format("| `{}` | {} | {} |\n", instrument.name, cell(instrument.meaning), cell(instrument.also));
  return text;
}

}  // namespace entrepot::scenario
