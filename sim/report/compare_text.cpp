#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "entrepot/experiment/few_units.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using experiment::effect_of;
using experiment::PairedEffect;
using experiment::SideBySide;
using io::grouped;
using nlohmann::ordered_json;
using statistics::Interval;

constexpr double million = 1e6;
constexpr double show_decimal_below = 100;

std::string name_of(const experiment::Measure& measure) {
  std::string name = measure.text;
  if (measure.output == "revenue" && measure.labels.size() == 2) name = "revenue of " + measure.labels[0];
  for (char& c : name) c = c == '_' ? ' ' : c;
  const auto unit = unit_shown(measure.unit);
  return name.find(unit) == std::string::npos ? name + ", " + unit : name;
}

std::string heading(const SideBySide& found) {
  std::string text = fmt::format("Reference {}: {}\n", found.runs[0].label, found.runs[0].title);
  text +=
      fmt::format("{} replicates ({}), {}; {:g}% intervals\n", found.replicates.size(), found.ending,
                  found.paired ? "paired by common random numbers" : "unpaired: independent samples, Welch's intervals",
                  found.confidence * percent);
  for (const auto& warning : found.warnings) text += io::wrapped("Warning: " + warning, page_width);
  return text;
}

/// Outputs without a value in some replicates.
std::string gaps_text(const SideBySide& found, std::size_t run) {
  std::string text;
  for (std::size_t m = 0; m < found.measures.size(); ++m) {
    const auto effect = effect_of(found, run, m);
    if (!found.paired || effect.pairs == found.replicates.size()) continue;
    text += io::wrapped(
        fmt::format("{}: {} of {} replicates have no value in one or both scenarios and are left out.",
                    name_of(found.measures[m]), found.replicates.size() - effect.pairs, found.replicates.size()),
        page_width, 2);
  }
  return text;
}

std::string table(const SideBySide& found, std::size_t run) {
  std::string text = fmt::format("\n{}: {}\n\n", found.runs[run].label, found.runs[run].title);
  io::TextTable lines({"", "reference", "difference", "lower in", "variance"});
  for (std::size_t m = 0; m < found.measures.size(); ++m) {
    const auto effect = effect_of(found, run, m);
    const auto& measure = found.measures[m];
    const auto& unit = measure.unit;
    const bool differs = found.paired && effect.pairs > 0 && !effect.exactly_zero;
    lines.add({name_of(measure), in_unit(effect.reference.mean, unit),
               effect.exactly_zero ? "none" : in_unit(mean_of(effect.difference), unit),
               differs ? fmt::format("{:.0f}% ({:.0f} to {:.0f})", effect.lower.value * percent,
                                     effect.lower.low * percent, effect.lower.high * percent)
                       : "-",
               std::isnan(effect.variance_ratio) || !differs ? "-" : fmt::format("{:.2f}", effect.variance_ratio)});
  }
  return text + lines.text() + gaps_text(found, run);
}

std::string few_pairs_warning(const SideBySide& found) {
  return experiment::few_units_warning(found.replicates.size(), "replicates", experiment::Estimate::student);
}

ordered_json as_json(const statistics::Statistics& s) {
  return {{"mean", s.mean}, {"low", s.low}, {"high", s.high}, {"sd", s.sd}};
}

ordered_json as_json(const experiment::Measure& measure, const PairedEffect& effect, std::size_t replicates) {
  return {{"output", measure.text},
          {"unit", measure.unit},
          {"pairs", effect.pairs},
          {"without_value", replicates - std::min(replicates, effect.pairs)},
          {"reference", as_json(effect.reference)},
          {"scenario", as_json(effect.other)},
          {"difference", as_json(effect.difference)},
          {"variance_ratio", effect.variance_ratio},
          {"share_lower", interval_json(effect.lower)},
          {"exactly_zero", effect.exactly_zero}};
}

ordered_json as_json(const SideBySide::Run& run) {
  return {{"label", run.label}, {"file", run.name}, {"title", run.title}};
}

}  // namespace

std::string unit_shown(const std::string& unit) {
  if (unit == "1") return "%";
  return unit == "USD" ? "USD m" : unit;
}

std::string in_unit(double value, const std::string& unit) {
  // An output of another model, which may have any magnitude.
  if (unit.empty()) return std::isnan(value) ? "-" : fmt::format("{:.5g}", value);
  if (unit == "1") return grouped(value * percent, 2);
  if (unit == "USD") value /= million;
  return grouped(value, std::fabs(value) < show_decimal_below ? 1 : 0);
}

std::string in_unit(const Interval& i, const std::string& unit) {
  if (std::isnan(i.low)) return in_unit(i.value, unit);
  return fmt::format("{} ({} to {})", in_unit(i.value, unit), in_unit(i.low, unit), in_unit(i.high, unit));
}

std::string compare_text(const SideBySide& found) {
  std::string text = heading(found);
  for (std::size_t run = 1; run < found.runs.size(); ++run) text += table(found, run);
  if (const auto warning = few_pairs_warning(found); !warning.empty())
    text += "\n" + io::wrapped("Warning: " + warning, page_width);
  text += "\n";
  text += io::wrapped(
      "Differences are scenario minus reference, replicate by replicate. Lower in: share of replicates in which the "
      "scenario is below the reference; ties count half. Variance: of the paired difference relative to independent "
      "runs; 0.25 means that unpaired runs would need four times as many replicates. Intervals cover sampling noise "
      "only, not uncertainty about parameters or the model.",
      page_width);
  return text;
}

ordered_json compare_json(const SideBySide& found) {
  ordered_json json{{"confidence", found.confidence},     {"paired", found.paired}, {"planned", found.planned},
                    {"replicates", found.replicates},     {"ending", found.ending}, {"warnings", found.warnings},
                    {"reference", as_json(found.runs[0])}};
  if (const auto warning = few_pairs_warning(found); !warning.empty()) json["warnings"].push_back(warning);
  json["scenarios"] = ordered_json::array();
  for (std::size_t run = 1; run < found.runs.size(); ++run) {
    auto scenario = as_json(found.runs[run]);
    scenario["effects"] = ordered_json::array();
    for (std::size_t m = 0; m < found.measures.size(); ++m) {
      auto effect = as_json(found.measures[m], effect_of(found, run, m), found.replicates.size());
      effect["level"] = as_json(experiment::reference_level(found, m));
      scenario["effects"].push_back(std::move(effect));
    }
    json["scenarios"].push_back(std::move(scenario));
  }
  return json;
}

}  // namespace entrepot::report
