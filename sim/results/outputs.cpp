#include <fmt/format.h>

#include "entrepot/results/custody.hpp"
#include "entrepot/results/output.hpp"
#include "output_tables.hpp"

namespace entrepot::results {

const std::vector<Output>& outputs() {
  static const std::vector<Output> table = [] {
    auto all = raw_outputs();
    for (auto& output : derived_outputs()) all.push_back(std::move(output));
    return all;
  }();
  return table;
}

std::string outputs_markdown() {
  std::string page = "# Outputs\n\n";
  page += "Look up an output of a run: its dimensions, unit and meaning. Group `/outputs` of a result file holds\n";
  page += "every dataset below, with `replicate` as its first dimension. Group `/summary` holds the statistics\n";
  page += "mean, low, high, sd, p05 and p95 over replicates of the marked ones.\n\n";
  page += "| Dataset | Dimensions | Unit | Type | Summary | Meaning |\n|---|---|---|---|---|---|\n";
  for (const auto& [info, summarised, take] : outputs()) {
    page += fmt::format("| `{}` | {} | {} | {} | {} | {}. {} |\n", info.name, fmt::join(info.dimensions, ", "),
                        info.unit, info.type == NumberType::integer ? "integer" : "real",
                        summarised == Summarised::yes ? "yes" : "", info.long_name, info.description);
  }
  page += "\n## Dimensions\n\n| Dimension | Name | Meaning |\n|---|---|---|\n";
  for (const auto& axis : axis_infos())
    page += fmt::format("| `{}` | {} | {} |\n", axis.name, axis.long_name, axis.description);
  return page + custody_markdown();
}

}  // namespace entrepot::results
