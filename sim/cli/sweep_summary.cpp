// The summary of a sweep: what varied, and what came of it on average.

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "sweep_view.hpp"

namespace entrepot::cli {
namespace {

using io::TextTable;

constexpr std::size_t page_width = 100;

double mean_of_known(const decision::Values& values) {
  double sum = 0;
  std::size_t known = 0;
  for (const double value : values.of) {
    if (std::isnan(value)) continue;
    sum += value;
    ++known;
  }
  return known == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(known);
}

std::string factors_text(const std::string& title, const std::vector<sweep::FactorInfo>& factors) {
  if (factors.empty()) return "";
  TextTable table({title, "values", "grade"}, 2);
  for (const auto& factor : factors)
    table.add({factor.name, (factor.scales ? "times " : "") + factor.form, factor.grade.empty() ? "-" : factor.grade});
  return "\n" + table.text();
}

}  // namespace

std::string sweep_summary_text(const SweepView& sweep) {
  const auto& result = sweep.result();
  std::string text = sweep.heading();
  text += factors_text("Lever", result.levers());
  text += factors_text("Parameter", result.parameters());
  std::vector<std::string> header{"Mean over all runs"};
  for (const auto& measure : result.measures())
    header.push_back(measure.name + ", " + report::unit_shown(measure.unit));
  TextTable table(header);
  for (const auto& slice : sweep.slices()) {
    std::vector<std::string> row{slice.name.empty() ? "all" : slice.name};
    for (std::size_t m = 0; m < result.measures().size(); ++m)
      row.push_back(report::in_unit(mean_of_known(sweep.values(m, {slice})), result.measures()[m].unit));
    table.add(row);
  }
  text += "\n" + table.text() + "\n";
  return text + io::wrapped(
                    "entrepot analyse: which parameters matter; decide, discover, threshold: what follows "
                    "for a choice.",
                    page_width);
}

}  // namespace entrepot::cli
