#include "entrepot/report/odd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "entrepot/core/markdown.hpp"
#include "entrepot/core/purposes.hpp"
#include "entrepot/model/phases.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/world/state_variables.hpp"
#include "entrepot/report/alternatives.hpp"
#include "entrepot/report/phases.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/scenario/load.hpp"
#include "submodels.hpp"

namespace entrepot::report {
namespace {

using scenario::ParameterInfo;
using scenario::ParameterType;

std::string code(std::string_view text) { return fmt::format("`{}`", text); }

/// The heading of a table in English: "Attributes of channel partners", "Buyers table", "First sale record".
std::string heading_of(std::string_view name) {
  std::string_view kind = name.starts_with("attributes of ") ? "" : " table";
  for (const std::string_view article : {"an ", "a "}) {
    if (!name.starts_with(article)) continue;
    name.remove_prefix(article.size());
    kind = " record";
  }
  std::string heading = fmt::format("{}{}", name, kind);
  std::replace(heading.begin(), heading.end(), '_', ' ');
  heading.front() = static_cast<char>(heading.front() - 'a' + 'A');
  return heading;
}

/// What the tables hold, with links to them.
std::string contents_text() {
  std::string text = "| table | holds | variables |\n|---|---|---|\n";
  const auto add = [&](const std::vector<world::StateTable>& tables) {
    for (const auto& table : tables) {
      const std::string heading = heading_of(table.name);
      text += fmt::format("| [{}](#{}) | {} | {} |\n", heading, markdown::anchor(heading), table.meaning,
                          table.variables.size());
    }
  };
  add(world::attribute_tables());
  add(world::state_tables());
  return text;
}

std::string tables_text(const std::vector<world::StateTable>& tables) {
  std::string text;
  for (const auto& table : tables) {
    text += fmt::format("{}### {}\n\n{}\n\n| variable | one for each | unit | meaning |\n|---|---|---|---|\n",
                        text.empty() ? "" : "\n", heading_of(table.name), table.meaning);
    for (const auto& variable : table.variables)
      text += fmt::format("| `{}` | {} | {} | {} |\n", variable.name, variable.over, variable.unit, variable.meaning);
  }
  return text;
}

bool is_group(const ParameterInfo& parameter) {
  const auto type = parameter.description.type;
  return type == ParameterType::record || type == ParameterType::map || type == ParameterType::rules;
}

/// The submodel of a parameter: the one with the longest prefix of its path.
std::size_t submodel_of(const std::string& path) {
  const auto& all = submodels();
  std::size_t owner = all.size();
  std::size_t longest = 0;
  for (std::size_t s = 0; s < all.size(); ++s) {
    for (const auto key : all[s].parameter_keys) {
      if (!path.starts_with(key) || key.size() <= longest) continue;
      owner = s;
      longest = key.size();
    }
  }
  if (owner == all.size()) throw std::logic_error("sim/report/submodels.cpp has no submodel for '" + path + "'");
  return owner;
}

std::string submodels_text() {
  const auto& all = submodels();
  std::vector<std::vector<std::string>> parameters(all.size());
  const auto instruments = policy::instrument_schemas();
  for (const auto& parameter : scenario::all_parameters(instruments)) {
    // Parameters of instruments are listed with their instrument.
    if (!is_group(parameter) && parameter.path.find('(') == std::string::npos)
      parameters[submodel_of(parameter.path)].push_back(code(parameter.path));
  }
  std::string text = "| submodel | code | phases | parameters |\n|---|---|---|---|\n";
  for (std::size_t s = 0; s < all.size(); ++s)
    text += fmt::format("| {} | `{}` | {} | {} |\n", all[s].name, all[s].header, fmt::join(all[s].phases, ", "),
                        fmt::join(parameters[s], ", "));
  return text;
}

std::string instruments_text() {
  const auto instruments = policy::instrument_schemas();
  std::string text = "| instrument | effect | parameters |\n|---|---|---|\n";
  for (const auto& instrument : instruments) {
    std::vector<std::string> keys;
    for (const auto& row : instrument.table->rows()) keys.push_back(code(row.description.key));
    text += fmt::format("| `{}` | {} | {} |\n", instrument.name, instrument.meaning, fmt::join(keys, ", "));
  }
  return text;
}

std::string outputs_text() {
  std::string text = "| output | for each | unit | meaning |\n|---|---|---|---|\n";
  for (const auto& output : results::outputs())
    text += fmt::format("| `{}` | {} | {} | {} |\n", output.info.name, fmt::join(output.info.dimensions, ", "),
                        output.info.unit, output.info.long_name);
  return text;
}

std::string purposes_text() {
  std::string text = "| number | purpose | drawn for each | decision |\n|---|---|---|---|\n";
  for (const auto& info : purposes())
    text += fmt::format("| {} | `{}` | {} | {} |\n", static_cast<int>(info.purpose), info.name, info.keyed_by,
                        info.meaning);
  return text;
}

}  // namespace

std::vector<OddPart> odd_parts() {
  return {{"tables", contents_text()},
          {"attributes", tables_text(world::attribute_tables())},
          {"state", tables_text(world::state_tables())},
          {"phases", phases_markdown()},
          {"purposes", purposes_text()},
          {"outputs", outputs_text()},
          {"submodels", submodels_text()},
          {"instruments", instruments_text()},
          {"alternatives", alternatives_markdown()}};
}

std::string odd_markdown() {
  std::string text;
  for (const auto& part : odd_parts())
    text += fmt::format("<!-- generated: {} -->\n{}<!-- end -->\n", part.name, part.text);
  return text;
}

}  // namespace entrepot::report
