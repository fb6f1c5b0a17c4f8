// What the tables of parameters say, for the documentation.

#include <fmt/format.h>

#include "describe_rows.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

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
