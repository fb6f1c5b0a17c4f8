#include "entrepot/report/phases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entrepot/model/phases.hpp"

namespace entrepot::report {

std::string phases_markdown() {
  std::string text = "| | phase | meaning | draws | changes | code |\n|---|---|---|---|---|---|\n";
  int number = 0;
  for (const auto& phase : model::week_phases())
    text +=
        fmt::format("| {} | {} | {} | {} | {} | `sim/model/phases/{}.cpp` |\n", ++number, phase.name, phase.meaning,
                    phase.draws.empty() ? "none" : names_of(phase.draws), fmt::join(phase.writes, ", "), phase.name);
  return text;
}

}  // namespace entrepot::report
