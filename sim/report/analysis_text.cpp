#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/report/sweep_text.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using io::grouped;
using io::TextTable;
using nlohmann::ordered_json;

constexpr double large_noise_share = 0.5;  // from which the text warns of it

/// Rows in descending order of key; NaN last.
template <class Key>
std::vector<std::size_t> by_weight(std::size_t rows, const Key& key) {
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return !std::isnan(key(a)) && (std::isnan(key(b)) || key(a) > key(b));
  });
  return order;
}

std::string title_of(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& measure = input.measures[output.measure];
  std::string text = measure.name;
  if (!measure.unit.empty()) text += ", " + unit_shown(measure.unit);
  if (!input.baseline.empty()) text += ", minus that under " + input.baseline;
  if (!output.name.empty()) text += " (" + output.name + ")";
  return text;
}

/// The share of sampling noise in the variance.
std::string noise_text(double noise_share, double noise_in_means, std::size_t replicates) {
  if (std::isnan(noise_share))
    return "One replicate: sampling noise cannot be separated, so the indices include that of this replicate. ";
  std::string text = fmt::format("Sampling noise is {} of the variance of a single run", percent_text(noise_share));
  if (replicates > 1) text += fmt::format(" and {} of the variance of the rows' means", percent_text(noise_in_means));
  return text + ". ";
}

std::string sobol_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& sobol = *output.sobol;
  std::string notes = noise_text(sobol.noise_share, sobol.noise_in_means, input.replicates);
  if (!std::isnan(sobol.noise_share)) notes += "The indices exclude it. ";
  if (sobol.noise_in_means > large_noise_share)
    notes += "This share is large: use the intervals, not the estimates, or run more replicates. ";
  if (sobol.blocks_used < sobol.blocks)
    notes += fmt::format("Estimated from {} of {} blocks; the others have runs without a value. ", sobol.blocks_used,
                         sobol.blocks);
  std::string text = io::wrapped(notes, page_width, 2) + "\n";
  TextTable table({"Sobol' index", "first order", "total"});
  for (const auto g : by_weight(input.groups.names.size(), [&](std::size_t row) { return sobol.total[row].value; }))
    table.add({input.groups.names[g], share_text(sobol.first[g]), share_text(sobol.total[g])});
  text += table.text();
  const double sum = std::accumulate(sobol.first.begin(), sobol.first.end(), 0.0,
                                     [](double so_far, const auto& index) { return so_far + index.value; });
  text += fmt::format("  Sum of first-order indices: {:.2f}\n", sum);
  return text;
}

/// Pairs whose interaction is distinguishable from zero.
std::string pairs_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& second = output.sobol->second;
  const std::size_t groups = input.groups.names.size();
  TextTable table({"Pair", "second order"});
  for (std::size_t i = 0; i < groups; ++i) {
    for (std::size_t j = i + 1; j < groups; ++j) {
      const auto& index = second[i * groups + j];
      if (index.low > 0) table.add({input.groups.names[i] + " and " + input.groups.names[j], share_text(index)});
    }
  }
  if (table.empty()) return "\n  No interaction of a pair is distinguishable from zero.\n";
  return "\n" + table.text();
}

std::string morris_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& effects = *output.morris;
  const auto& unit = input.measures[output.measure].unit;
  std::string text;
  TextTable table({"Effect over the range", "size (mu*)", "mean (mu)", "spread (sigma)", "mu* of noise"});
  for (const auto g : by_weight(effects.size(), [&](std::size_t row) { return effects[row].mu_star.value; })) {
    const auto& effect = effects[g];
    table.add({input.groups.names[g], in_unit(effect.mu_star, unit),
               std::isnan(effect.mu.value) ? "-" : in_unit(effect.mu, unit),
               std::isnan(effect.sigma.value) ? "-" : in_unit(effect.sigma, unit),
               std::isnan(effect.noise_mu_star) ? "-" : in_unit(effect.noise_mu_star, unit)});
  }
  text += table.text();
  const auto [least, most] = std::minmax_element(effects.begin(), effects.end(),
                                                 [](const auto& a, const auto& b) { return a.effects < b.effects; });
  if (least->effects < most->effects || output.rows_without_value > 0)
    text += fmt::format("  From {} to {} effects per parameter; the others have runs without a value.\n",
                        least->effects, most->effects);
  return text;
}

std::string pawn_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& pawn = *output.pawn;
  const auto& parameters = input.parameters;
  TextTable table({"Shift of the distribution (PAWN)", "median", "maximum", "by chance", ""});
  for (const auto p : by_weight(parameters.size(), [&](std::size_t row) { return pawn.of_dimension[row].max.value; })) {
    const auto& index = pawn.of_dimension[p];
    const bool significant = index.max.value > index.null_max && index.median.value > index.null_median;
    table.add({parameters[p].name, share_text(index.median), share_text(index.max),
               fmt::format("{:.2f} | {:.2f}", index.null_median, index.null_max), significant ? "above" : ""});
  }
  return table.text();
}

/// The runs that have no value.
std::string gaps_text(const AnalysisInput& input, const OutputAnalysis& output) {
  if (output.values == output.runs) return "";
  const auto number = [](std::size_t count) { return grouped(static_cast<double>(count)); };
  std::string text = fmt::format("{} of {} runs have no value and are left out", number(output.runs - output.values),
                                 number(output.runs));
  if (output.rows_without_value > 0)
    text += fmt::format("; {} of {} rows have no value in any replicate", number(output.rows_without_value),
                        number(input.rows()));
  return io::wrapped(text + ". All figures are for the remaining runs.", page_width, 2);
}

std::string warnings_text(const OutputAnalysis& output) {
  std::string text;
  for (const auto& warning : output.warnings) text += io::wrapped("Warning: " + warning, page_width, 2);
  return text;
}

std::string output_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& unit = input.measures[output.measure].unit;
  std::string text = "\n" + title_of(input, output) + "\n";
  if (output.values == 0) return text + fmt::format("  None of {} runs has a value.\n", output.runs);
  text += fmt::format("  mean {}; row means from {} to {}\n", in_unit(output.mean, unit),
                      in_unit(output.lowest_row, unit), in_unit(output.highest_row, unit));
  text += gaps_text(input, output);
  if (!output.varies) return text + "  Does not vary.\n";
  text += warnings_text(output);
  if (output.sobol) {
    text += sobol_text(input, output);
    if (input.second_order) text += pairs_text(input, output);
  } else {
    const double of_run = output.pawn->noise_share;
    const double of_means = output.pawn->noise_in_means;
    text += io::wrapped(noise_text(of_run, of_means, input.replicates), page_width, 2) + "\n";
  }
  if (output.morris) text += morris_text(input, output) + "\n";
  if (output.sobol) text += "\n";
  return text + pawn_text(input, output);
}

std::string legend(const AnalysisInput& input) {
  std::string notes = fmt::format(
      "{:g}% intervals. All results depend on the ranges of the {}: a parameter with a narrow range has little "
      "influence. ",
      input.confidence * percent, input.heading_json.contains("table") ? "design" : "sweep");
  if (input.design == "sobol")
    notes +=
        "Sobol': share of the variance of the expected output that would vanish if the parameter were known (first "
        "order), or remain if all other parameters were known (total, with interactions); estimates may fall below 0 "
        "or above 1. ";
  if (input.design == "morris")
    notes += "Morris: change of the output over the parameter's whole range, extrapolated from one step. ";
  notes +=
      "PAWN: distance (0 to 1) between the distribution of all rows and that of the rows in a slice of the parameter, "
      "median and maximum over slices; by chance: the values that a parameter without influence exceeds in 5% of "
      "cases; above: both exceed them.";
  return "\n" + io::wrapped(notes, page_width);
}

ordered_json sobol_json(const AnalysisInput& input, const sensitivity::SobolIndices& found) {
  const std::size_t groups = input.groups.names.size();
  ordered_json sobol{{"blocks", found.blocks}, {"blocks_used", found.blocks_used}, {"variance", found.variance}};
  for (std::size_t g = 0; g < groups; ++g) {
    sobol["groups"].push_back({{"group", input.groups.names[g]},
                               {"first", interval_json(found.first[g])},
                               {"total", interval_json(found.total[g])}});
  }
  for (std::size_t i = 0; i < groups && input.second_order; ++i) {
    for (std::size_t j = i + 1; j < groups; ++j) {
      sobol["pairs"].push_back({{"groups", {input.groups.names[i], input.groups.names[j]}},
                                {"second", interval_json(found.second[i * groups + j])}});
    }
  }
  return sobol;
}

ordered_json morris_json(const std::string& group, const sensitivity::MorrisEffects& effect) {
  return {{"group", group},
          {"mu", interval_json(effect.mu)},
          {"mu_star", interval_json(effect.mu_star)},
          {"sigma", interval_json(effect.sigma)},
          {"noise_share", effect.noise_share},
          {"noise_mu_star", effect.noise_mu_star},
          {"effects", effect.effects},
          {"only_step", effect.only_step}};
}

ordered_json pawn_json(const std::string& parameter, const sensitivity::PawnIndex& index) {
  return {{"parameter", parameter},          {"median", interval_json(index.median)},
          {"max", interval_json(index.max)}, {"null_median", index.null_median},
          {"null_max", index.null_max},      {"slices", index.slices}};
}

ordered_json ends_json(const std::string& parameter, const ParameterEnds& ends) {
  return {{"parameter", parameter},
          {"low", ends.low},
          {"low_at", ends.low_at},
          {"high", ends.high},
          {"high_at", ends.high_at}};
}

ordered_json output_json(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& measure = input.measures[output.measure];
  ordered_json json{{"output", measure.name}, {"unit", measure.unit}, {"title", measure.title}};
  json.update(output.labels);
  json["runs"] = output.runs;
  json["values"] = output.values;
  json["without_value"] = output.runs - output.values;
  json["rows_without_value"] = output.rows_without_value;
  json["warnings"] = output.warnings;
  if (output.values == 0) return json;
  json["varies"] = output.varies;
  json["mean"] = output.mean.value;
  json["lowest_row"] = output.lowest_row;
  json["highest_row"] = output.highest_row;
  json["noise_share"] = output.sobol ? output.sobol->noise_share : output.pawn->noise_share;
  json["noise_in_means"] = output.sobol ? output.sobol->noise_in_means : output.pawn->noise_in_means;
  if (output.sobol) json["sobol"] = sobol_json(input, *output.sobol);
  for (std::size_t g = 0; output.morris && g < input.groups.names.size(); ++g)
    json["morris"].push_back(morris_json(input.groups.names[g], (*output.morris)[g]));
  for (std::size_t p = 0; p < input.parameters.size(); ++p)
    json["pawn"].push_back(pawn_json(input.parameters[p].name, output.pawn->of_dimension[p]));
  for (std::size_t p = 0; p < input.parameters.size(); ++p)
    json["ends"].push_back(ends_json(input.parameters[p].name, output.ends[p]));
  return json;
}

}  // namespace

std::string analysis_text(const AnalysisInput& input, const std::vector<OutputAnalysis>& outputs) {
  std::string text = input.heading;
  for (const auto& output : outputs) text += output_text(input, output);
  return text + legend(input);
}

ordered_json analysis_json(const AnalysisInput& input, const std::vector<OutputAnalysis>& outputs) {
  auto json = input.heading_json;
  json["outputs"] = ordered_json::array();
  for (const auto& output : outputs) json["outputs"].push_back(output_json(input, output));
  return json;
}

}  // namespace entrepot::report
