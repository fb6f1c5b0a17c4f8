#include "entrepot/report/sweep_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/experiment/few_units.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using io::grouped;
using io::TextTable;
using nlohmann::ordered_json;

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
  return "\n" + table.text(page_width);
}

}  // namespace

std::string sweep_summary_text(const SweepView& sweep) {
  const auto& result = sweep.result();
  std::string text = sweep.heading();
  text += factors_text("Lever", result.levers());
  text += factors_text("Parameter", result.parameters());
  std::vector<std::string> header{"Mean over all runs"};
  for (const auto& measure : result.measures()) header.push_back(measure.name + ", " + unit_shown(measure.unit));
  TextTable table(header);
  for (const auto& slice : sweep.slices()) {
    std::vector<std::string> row{slice.name.empty() ? "all" : slice.name};
    for (std::size_t m = 0; m < result.measures().size(); ++m)
      row.push_back(in_unit(mean_of_known(sweep.values(m, {slice})), result.measures()[m].unit));
    table.add(row);
  }
  text += "\n" + table.text(page_width) + "\n";
  return text +
         io::wrapped(
             "Next: entrepot analyse ranks the parameters by influence; decide, discover and threshold support a "
             "choice of policy.",
             page_width);
}

ordered_json parameters_json(const sweep::SweepResult& result, bool with_values) {
  auto list = ordered_json::array();
  const auto& parameters = result.parameters();
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    const auto& parameter = parameters[p];
    ordered_json json{{"name", parameter.name},     {"paths", parameter.paths}, {"group", parameter.group},
                      {"kind", parameter.kind},     {"form", parameter.form},   {"scales", parameter.scales},
                      {"source", parameter.source}, {"grade", parameter.grade}};
    for (std::size_t row = 0; row < result.rows() && with_values; ++row) {
      const double value = result.parameter_values()[row * parameters.size() + p];
      const bool number = parameter.kind == "number" || parameter.kind == "integer";
      json["values"].push_back(number ? ordered_json(value) : ordered_json(parameter.text(value)));
    }
    list.push_back(std::move(json));
  }
  return list;
}

ordered_json labels_json(const SweepView& sweep, const SweepSlice& slice) {
  const auto& result = sweep.result();
  ordered_json labels{{"policy", result.policies()[slice.policy]}};
  for (std::size_t l = 0; l < result.levers().size(); ++l)
    labels["levers"][result.levers()[l].name] = result.levers()[l].text(sweep.level(slice, l));
  return labels;
}

std::string intervals_text(const SweepView& sweep) {
  return fmt::format("{:g}% intervals. They cover {}. ", sweep.result().confidence() * percent,
                     sweep.rows_are_a_sample() ? "sampling noise and the draw of the design's rows"
                                               : "sampling noise only, for the given rows of the design");
}

std::vector<std::string> interval_warnings(const SweepView& sweep) {
  std::vector<std::string> warnings;
  const auto add = [&](std::size_t units, const char* what) {
    auto text = experiment::few_units_warning(units, what, experiment::Estimate::mean);
    if (!text.empty()) warnings.push_back(std::move(text));
  };
  add(sweep.result().replicates(), "replicates");
  if (sweep.rows_are_a_sample()) add(sweep.result().rows(), "rows");
  return warnings;
}

ValueCount count_values(std::span<const double> values) {
  const auto known = std::count_if(values.begin(), values.end(), [](double value) { return !std::isnan(value); });
  return {values.size(), static_cast<std::size_t>(known)};
}

std::string without_value_text(const ValueCount& count, const std::string& output) {
  if (count.without() == 0) return "";
  return fmt::format("{} of {} runs have no value of {} and are left out",
                     grouped(static_cast<double>(count.without())), grouped(static_cast<double>(count.runs)), output);
}

ordered_json count_json(const ValueCount& count) {
  return {{"runs", count.runs}, {"values", count.values}, {"without_value", count.without()}};
}

}  // namespace entrepot::report
