#include "analysis_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"

namespace entrepot::cli {
namespace {

using io::grouped;
using io::TextTable;
using nlohmann::ordered_json;

constexpr std::size_t page_width = 100;
constexpr double percent = 100;
constexpr double much = 0.5;  // share of noise that is worth a warning

/// Rows by falling key; what has none stands last.
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
  if (!measure.unit.empty()) text += ", " + report::unit_shown(measure.unit);
  if (!input.against.empty()) text += ", less that under " + input.against;
  if (!output.name.empty()) text += " (" + output.name + ")";
  return text;
}

/// What the replicates' chance has to do with it.
std::string noise_text(double noise_share, double noise_in_means, std::size_t replicates) {
  if (std::isnan(noise_share))
    return "One replicate: what is chance cannot be told from what is not; the indices are of that replicate's "
           "chance. ";
  std::string text = fmt::format("Replicate noise is {} of the variance of a single run", percent_text(noise_share));
  if (replicates > 1) text += fmt::format(" and {} of that of the rows' means", percent_text(noise_in_means));
  return text + ". ";
}

std::string sobol_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& sobol = *output.sobol;
  std::string said = noise_text(sobol.noise_share, sobol.noise_in_means, input.replicates);
  if (!std::isnan(sobol.noise_share)) said += "It is taken out of the indices. ";
  if (sobol.noise_in_means > much) said += "That is much: read intervals, not estimates, or run more replicates. ";
  if (sobol.blocks_used < sobol.blocks)
    said +=
        fmt::format("From {} of {} blocks: the others have a run without a value. ", sobol.blocks_used, sobol.blocks);
  std::string text = io::wrapped(said, page_width, 2) + "\n";
  TextTable table({"Sobol' index", "by itself", "with interactions"});
  for (const auto g : by_weight(input.groups.names.size(), [&](std::size_t row) { return sobol.total[row].value; }))
    table.add({input.groups.names[g], share_text(sobol.first[g]), share_text(sobol.total[g])});
  text += table.text();
  const double sum = std::accumulate(sobol.first.begin(), sobol.first.end(), 0.0,
                                     [](double so_far, const auto& index) { return so_far + index.value; });
  text += fmt::format("  Sum by themselves: {:.2f}\n", sum);
  return text;
}

/// Pairs whose interaction can be told from none.
std::string pairs_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& second = output.sobol->second;
  const std::size_t groups = input.groups.names.size();
  TextTable table({"Pair", "beyond both"});
  for (std::size_t i = 0; i < groups; ++i) {
    for (std::size_t j = i + 1; j < groups; ++j) {
      const auto& index = second[i * groups + j];
      if (index.low > 0) table.add({input.groups.names[i] + " and " + input.groups.names[j], share_text(index)});
    }
  }
  if (table.empty()) return "\n  No pair does more together than each by itself that could be told from nothing.\n";
  return "\n" + table.text();
}

std::string morris_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& effects = *output.morris;
  const auto& unit = input.measures[output.measure].unit;
  std::string text;
  TextTable table({"Effect over the range", "size (mu*)", "mean (mu)", "spread (sigma)", "mu* of noise"});
  for (const auto g : by_weight(effects.size(), [&](std::size_t row) { return effects[row].mu_star.value; })) {
    const auto& effect = effects[g];
    table.add({input.groups.names[g], report::in_unit(effect.mu_star, unit),
               std::isnan(effect.mu.value) ? "-" : report::in_unit(effect.mu, unit),
               std::isnan(effect.sigma.value) ? "-" : report::in_unit(effect.sigma, unit),
               std::isnan(effect.noise_mu_star) ? "-" : report::in_unit(effect.noise_mu_star, unit)});
  }
  text += table.text();
  const auto [least, most] = std::minmax_element(effects.begin(), effects.end(),
                                                 [](const auto& a, const auto& b) { return a.effects < b.effects; });
  if (least->effects < most->effects || output.rows_without_value > 0)
    text += fmt::format("  From {} to {} effects a parameter: the others have a run without a value.\n", least->effects,
                        most->effects);
  return text;
}

std::string pawn_text(const AnalysisInput& input, const OutputAnalysis& output) {
  const auto& pawn = *output.pawn;
  const auto& parameters = input.parameters;
  TextTable table({"Shift of the distribution (PAWN)", "median", "largest", "by luck", ""});
  for (const auto p : by_weight(parameters.size(), [&](std::size_t row) { return pawn.of_dimension[row].max.value; })) {
    const auto& index = pawn.of_dimension[p];
    const bool told = index.max.value > index.null_max && index.median.value > index.null_median;
    table.add({parameters[p].name, share_text(index.median), share_text(index.max),
               fmt::format("{:.2f} | {:.2f}", index.null_median, index.null_max), told ? "above" : ""});
  }
  return table.text();
}

/// How many runs have no value, and what became of them.
std::string gaps_text(const AnalysisInput& input, const OutputAnalysis& output) {
  if (output.values == output.runs) return "";
  const auto number = [](std::size_t count) { return grouped(static_cast<double>(count)); };
  std::string text = fmt::format("{} of {} runs have no value and are left out", number(output.runs - output.values),
                                 number(output.runs));
  if (output.rows_without_value > 0)
    text += fmt::format("; {} of {} rows have none at all", number(output.rows_without_value), number(input.rows()));
  return io::wrapped(text + ". All figures are of the rest.", page_width, 2);
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
  text += fmt::format("  mean {}; means of rows from {} to {}\n", report::in_unit(output.mean, unit),
                      report::in_unit(output.lowest_row, unit), report::in_unit(output.highest_row, unit));
  text += gaps_text(input, output);
  if (!output.varies) return text + "  It does not vary.\n";
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
  std::string said = fmt::format(
      "{:g}% intervals. Everything is about the ranges of the {}: what is given a narrow range matters little. ",
      input.confidence * percent, input.heading_json.contains("table") ? "design" : "sweep");
  if (input.design == "sobol")
    said +=
        "Sobol': share of the variance of the expected output that would go if the parameter were known (by itself), "
        "or would be left if all others were (with interactions); an estimate may fall below 0 or above 1. ";
  if (input.design == "morris")
    said += "Morris: change of the output over the parameter's whole range, at the pace of one step. ";
  said +=
      "PAWN: distance (0 to 1) between the distribution of all rows and that of the rows in a slice of the "
      "parameter, median and largest over slices; by luck: what a parameter without influence reaches in one of twenty "
      "cases; above: "
      "both are more than that.";
  return "\n" + io::wrapped(said, page_width);
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
  const std::size_t groups = input.groups.names.size();
  if (output.sobol) {
    auto& sobol = json["sobol"];
    sobol = {{"blocks", output.sobol->blocks},
             {"blocks_used", output.sobol->blocks_used},
             {"variance", output.sobol->variance}};
    for (std::size_t g = 0; g < groups; ++g) {
      sobol["groups"].push_back({{"group", input.groups.names[g]},
                                 {"first", interval_json(output.sobol->first[g])},
                                 {"total", interval_json(output.sobol->total[g])}});
    }
    for (std::size_t i = 0; i < groups && input.second_order; ++i) {
      for (std::size_t j = i + 1; j < groups; ++j) {
        sobol["pairs"].push_back({{"groups", {input.groups.names[i], input.groups.names[j]}},
                                  {"second", interval_json(output.sobol->second[i * groups + j])}});
      }
    }
  }
  for (std::size_t g = 0; g < groups && output.morris; ++g) {
    const auto& effect = (*output.morris)[g];
    json["morris"].push_back({{"group", input.groups.names[g]},
                              {"mu", interval_json(effect.mu)},
                              {"mu_star", interval_json(effect.mu_star)},
                              {"sigma", interval_json(effect.sigma)},
                              {"noise_share", effect.noise_share},
                              {"noise_mu_star", effect.noise_mu_star},
                              {"effects", effect.effects},
                              {"only_step", effect.only_step}});
  }
  for (std::size_t p = 0; p < input.parameters.size(); ++p) {
    const auto& index = output.pawn->of_dimension[p];
    json["pawn"].push_back({{"parameter", input.parameters[p].name},
                            {"median", interval_json(index.median)},
                            {"max", interval_json(index.max)},
                            {"null_median", index.null_median},
                            {"null_max", index.null_max},
                            {"slices", index.slices}});
  }
  for (std::size_t p = 0; p < input.parameters.size(); ++p) {
    const auto& ends = output.ends[p];
    json["ends"].push_back({{"parameter", input.parameters[p].name},
                            {"low", ends.low},
                            {"low_at", ends.low_at},
                            {"high", ends.high},
                            {"high_at", ends.high_at}});
  }
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

}  // namespace entrepot::cli
