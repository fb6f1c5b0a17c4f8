#include "entrepot/report/discovery_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "entrepot/analysis/decision/prim.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/few_units.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/sweep_text.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using decision::Cases;
using decision::Discovery;
using io::TextTable;
using nlohmann::ordered_json;

Error bad_input(const std::string& problem) { return Error(problem, ExitCode::bad_input); }

struct SliceDiscovery {
  SweepSlice slice;
  ValueCount count;
  std::size_t met = 0;           ///< runs that meet the condition
  std::size_t rows_known = 0;    ///< with a value in any replicate
  std::size_t groups_known = 0;  ///< blocks with such a row; blocks are resampled
  double lowest = 0;             ///< of all runs
  double highest = 0;
  std::vector<Discovery> boxes = {};
};

/// Rows as cases: parameters, and the share of runs in which the condition is met.
Cases cases_of(const SweepView& sweep, const decision::Values& values, const NamedCondition& condition) {
  const auto& result = sweep.result();
  Cases cases;
  for (const auto& parameter : result.parameters()) cases.inputs.push_back({parameter.name, parameter.categorical()});
  const auto table = result.parameter_values();
  cases.values.assign(table.begin(), table.end());
  const std::size_t block = sweep.rows_of_block();
  for (std::size_t row = 0; row < result.rows(); ++row) {
    double met = 0;
    double known = 0;
    for (std::size_t r = 0; r < values.replicates; ++r) {
      const double value = values.at(row, r);
      if (std::isnan(value)) continue;
      ++known;
      if (condition.condition.holds(value)) ++met;
    }
    cases.met.push_back(known > 0 ? met / known : std::numeric_limits<double>::quiet_NaN());
    cases.group.push_back(static_cast<std::uint32_t>(row / block));
  }
  return cases;
}

/// The counts of a slice, without its boxes.
SliceDiscovery count_cases(const SweepSlice& slice, const decision::Values& values, const Cases& cases,
                           const NamedCondition& condition) {
  SliceDiscovery found{.slice = slice, .count = count_values(values.of)};
  found.lowest = std::numeric_limits<double>::infinity();
  found.highest = -found.lowest;
  for (const double value : values.of) {
    if (std::isnan(value)) continue;
    found.met += condition.condition.holds(value) ? 1 : 0;
    found.lowest = std::min(found.lowest, value);
    found.highest = std::max(found.highest, value);
  }
  std::set<std::uint32_t> groups;
  for (std::size_t row = 0; row < cases.met.size(); ++row) {
    if (std::isnan(cases.met[row])) continue;
    ++found.rows_known;
    groups.insert(cases.group[row]);
  }
  found.groups_known = groups.size();
  return found;
}

SliceDiscovery discovery_of(const SweepView& sweep, const SweepSlice& slice, const NamedCondition& condition,
                            std::size_t boxes, const decision::PrimOptions& how) {
  const auto values = sweep.values(condition.measure, {slice});
  const auto cases = cases_of(sweep, values, condition);
  auto found = count_cases(slice, values, cases, condition);
  if (found.count.values == 0) {
    throw bad_input(fmt::format("{}{}: none of {} runs has a value", sweep.result().measures()[condition.measure].name,
                                slice.name.empty() ? "" : " (" + slice.name + ")", found.count.runs));
  }
  if (found.met == 0 || found.met == found.count.values) {
    const auto& measure = sweep.result().measures()[condition.measure];
    throw bad_input(fmt::format(
        "{}{}: {} of {} runs with a value meets the condition ({} of {} have no value); expected a condition "
        "that only some runs meet; values are from {} to {} {}",
        condition.text, slice.name.empty() ? "" : " (" + slice.name + ")", found.met == 0 ? "none" : "every one",
        found.count.values, found.count.without(), found.count.runs, in_unit(found.lowest, measure.unit),
        in_unit(found.highest, measure.unit), unit_shown(measure.unit)));
  }
  found.boxes = decision::discover_several(cases, boxes, how);
  return found;
}

std::string few_cases_warning(const SliceDiscovery& found) {
  return experiment::few_units_warning(found.groups_known, "rows or blocks of rows", experiment::Estimate::box);
}

/// Runs without a value, and a warning of too few rows.
std::string counts_text(const SweepView& sweep, const NamedCondition& condition, const SliceDiscovery& found) {
  const auto& measure = sweep.result().measures()[condition.measure];
  std::string text = without_value_text(found.count, measure.name);
  if (!text.empty()) {
    text += fmt::format(
        "; shares are of the other {} runs, in {} of {} rows. ", io::grouped(static_cast<double>(found.count.values)),
        io::grouped(static_cast<double>(found.rows_known)), io::grouped(static_cast<double>(sweep.result().rows())));
  }
  if (const auto warning = few_cases_warning(found); !warning.empty()) text += "Warning: " + warning;
  return text.empty() ? "" : io::wrapped(text, page_width, 2);
}

/// "at least 1,200", "not bayesian".
std::string range_text(const sweep::FactorInfo& parameter, const decision::Range& range) {
  if (parameter.categorical()) {
    std::vector<std::string> dropped;
    for (const double category : range.dropped) dropped.push_back(parameter.text(category));
    return fmt::format("not {}", fmt::join(dropped, ", "));
  }
  if (std::isinf(range.low)) return "at most " + parameter.text(range.high);
  if (std::isinf(range.high)) return "at least " + parameter.text(range.low);
  return parameter.text(range.low) + " to " + parameter.text(range.high);
}

std::string box_text(const SweepView& sweep, const Discovery& found) {
  if (found.restrictions.empty()) return "  No box stands out.\n";
  std::string text =
      io::wrapped(fmt::format("Box: {} of its runs meet the condition (density); it holds {} of all runs that do "
                              "(coverage) and {} of the rows ({}).",
                              percent_text(found.quality.density), percent_text(found.quality.coverage),
                              percent_text(found.quality.mass), found.quality.support),
                  page_width, 2) +
      "\n";
  TextTable table({"Parameter", "range", "density without", "by chance", "in resamples"}, 2);
  for (const auto& restriction : found.restrictions) {
    const auto& parameter = sweep.result().parameters()[restriction.input];
    table.add({parameter.name, range_text(parameter, restriction.range), percent_text(restriction.without.density),
               fmt::format("{:.3f}", restriction.quasi_p), percent_text(restriction.frequency)});
  }
  text += table.text();
  text += fmt::format("  On rows outside the resamples: density {}, coverage {}\n", percent_text(found.density_outside),
                      percent_text(found.coverage_outside));
  return text;
}

std::string text_of(const SweepView& sweep, const NamedCondition& condition, const std::vector<SliceDiscovery>& all) {
  std::string text = sweep.heading();
  for (const auto& one : all) {
    text += fmt::format("\n{}{}: met in {} of all runs\n", condition.text,
                        one.slice.name.empty() ? "" : " (" + one.slice.name + ")",
                        percent_text(one.boxes.front().base_rate));
    text += counts_text(sweep, condition, one);
    for (std::size_t box = 0; box < one.boxes.size(); ++box) {
      if (one.boxes.size() > 1) text += fmt::format("\nBox {}, in the rows outside the boxes before it\n", box + 1);
      text += box_text(sweep, one.boxes[box]);
    }
  }
  return text + "\n" +
         io::wrapped(
             "Density without: density of the box without this limit. By chance: probability that a limit without "
             "effect would raise the density as much. In resamples: share of boxes from resampled rows that limit the "
             "parameter too. A box fits the rows that it was found on better than others: rely on the last line.",
             page_width);
}

ordered_json quality_json(const decision::Quality& quality) {
  return {{"coverage", quality.coverage},
          {"density", quality.density},
          {"mass", quality.mass},
          {"support", quality.support}};
}

ordered_json box_json(const SweepView& sweep, const Discovery& found) {
  ordered_json json{{"cases", found.cases},
                    {"base_rate", found.base_rate},
                    {"quality", quality_json(found.quality)},
                    {"density_outside", interval_json(found.density_outside)},
                    {"coverage_outside", interval_json(found.coverage_outside)},
                    {"limits", ordered_json::array()},
                    {"trajectory", ordered_json::array()}};
  for (const auto& restriction : found.restrictions) {
    const auto& parameter = sweep.result().parameters()[restriction.input];
    ordered_json limit{{"parameter", parameter.name}, {"text", range_text(parameter, restriction.range)}};
    if (!std::isinf(restriction.range.low)) limit["low"] = restriction.range.low;
    if (!std::isinf(restriction.range.high)) limit["high"] = restriction.range.high;
    limit["without"] = quality_json(restriction.without);
    limit["quasi_p"] = restriction.quasi_p;
    limit["frequency"] = restriction.frequency;
    json["limits"].push_back(std::move(limit));
  }
  for (const auto& quality : found.trajectory) json["trajectory"].push_back(quality_json(quality));
  return json;
}

ordered_json json_of(const SweepView& sweep, const NamedCondition& condition, const std::vector<SliceDiscovery>& all) {
  auto json = sweep.heading_json();
  json["where"] = condition.text;
  for (const auto& one : all) {
    ordered_json slice{{"option", one.slice.name}};
    slice.update(count_json(one.count));
    slice["met"] = one.met;
    slice["rows_known"] = one.rows_known;
    slice["warnings"] = ordered_json::array();
    if (auto warning = few_cases_warning(one); !warning.empty()) slice["warnings"].push_back(std::move(warning));
    slice["boxes"] = ordered_json::array();
    for (const auto& box : one.boxes) slice["boxes"].push_back(box_json(sweep, box));
    json["found"].push_back(std::move(slice));
  }
  return json;
}

std::vector<SliceDiscovery> find_boxes(const SweepView& sweep, const NamedCondition& condition,
                                       const DiscoveryRequest& request) {
  if (sweep.result().parameters().empty())
    throw bad_input("the sweep varies no parameters; expected a sweep with a design over parameter ranges");
  decision::PrimOptions how{.confidence = sweep.result().confidence()};
  if (request.coverage > 0) how.least_coverage = request.coverage;
  std::vector<SliceDiscovery> all;
  for (const auto& slice : sweep.slices())
    all.push_back(discovery_of(sweep, slice, condition, static_cast<std::size_t>(request.boxes), how));
  return all;
}

}  // namespace

std::string discovery_text(const SweepView& sweep, const DiscoveryRequest& request) {
  const auto condition = sweep.condition(request.where);
  return text_of(sweep, condition, find_boxes(sweep, condition, request));
}

ordered_json discovery_json(const SweepView& sweep, const DiscoveryRequest& request) {
  const auto condition = sweep.condition(request.where);
  return json_of(sweep, condition, find_boxes(sweep, condition, request));
}

}  // namespace entrepot::report
