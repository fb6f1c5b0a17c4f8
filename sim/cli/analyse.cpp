// The command that says which parameters outputs depend on.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>
#include <span>

#include "analysis_report.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/few_units.hpp"
#include "entrepot/io/text_table.hpp"
#include "json_commands.hpp"
#include "log.hpp"

namespace entrepot::cli {
namespace {

using experiment::Estimate;
using experiment::few_units_warning;

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Of PAWN; ten is what its authors use with some hundreds of rows.
constexpr std::size_t least_rows_of_slice = 10;
constexpr std::size_t least_slices = 2;
constexpr std::size_t most_slices = 10;
// Rows that differ by no more than this share of their size differ by rounding.
constexpr double rounding = 1e-14;
constexpr double much_noise = 0.5;  // of the variance of single runs: replicates then decide how wide intervals are

class Analyst {
 public:
  explicit Analyst(const AnalysisInput& input) : input_(input) { bootstrap_.confidence = input.confidence; }

  [[nodiscard]] OutputAnalysis of_output(const AnalysedSeries& series) const {
    const auto values = series.values();
    const sensitivity::Runs runs{values, input_.replicates};
    OutputAnalysis found{
        .measure = series.measure, .name = series.name, .labels = series.labels, .runs = values.size()};
    const auto means = row_means(runs, found);
    if (found.values == 0) return found;
    describe(values, means, found);
    found.ends = ends(means);
    if (input_.design == "sobol")
      found.sobol = sensitivity::sobol_indices(runs, input_.groups.names.size(), input_.second_order, bootstrap_);
    if (input_.design == "morris") {
      found.morris =
          sensitivity::morris_effects(runs, input_.unit_values, input_.groups.of_parameter, bootstrap_, categorical());
    }
    found.pawn =
        sensitivity::pawn_indices(runs, input_.parameter_values, categorical(),
                                  {.slices = slices(), .block_rows = input_.block_rows, .bootstrap = bootstrap_});
    if (found.varies) warn(found);
    return found;
  }

 private:
  /// Mean over the replicates that have a value, [row]; NaN where none has.
  static std::vector<double> row_means(const sensitivity::Runs& runs, OutputAnalysis& found) {
    std::vector<double> means;
    for (std::size_t row = 0; row < runs.rows(); ++row) {
      double sum = 0;
      std::size_t known = 0;
      for (const double value : runs.of(row)) {
        if (std::isnan(value)) continue;
        sum += value;
        ++known;
      }
      found.values += known;
      found.rows_without_value += known == 0 ? 1 : 0;
      means.push_back(known == 0 ? none : sum / static_cast<double>(known));
    }
    return means;
  }

  static void describe(std::span<const double> values, std::span<const double> means, OutputAnalysis& found) {
    double sum = 0;
    for (const double value : values) sum += std::isnan(value) ? 0 : value;
    found.mean = {sum / static_cast<double>(found.values), none, none};
    found.lowest_row = std::numeric_limits<double>::infinity();
    found.highest_row = -found.lowest_row;
    for (const double mean : means) {
      if (std::isnan(mean)) continue;
      found.lowest_row = std::min(found.lowest_row, mean);
      found.highest_row = std::max(found.highest_row, mean);
    }
    const double size = std::max(std::fabs(found.lowest_row), std::fabs(found.highest_row));
    found.varies = found.highest_row - found.lowest_row > rounding * size;
  }

  [[nodiscard]] std::vector<report::ParameterEnds> ends(std::span<const double> means) const {
    const auto& parameters = input_.parameters;
    std::vector<report::ParameterEnds> ends;
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      const auto values = column(input_.parameter_values, p);
      if (input_.design != "sobol" || parameters[p].categorical()) {
        ends.push_back(report::parameter_ends(parameters[p], values, means));
      } else {
        ends.push_back(
            report::ends_from_pairs(parameters[p], values, column(input_.unit_values, p), means,
                                    {input_.block_rows, input_.groups.names.size(), input_.groups.of_parameter[p]}));
      }
    }
    return ends;
  }

  /// A parameter's column of a table [row x parameter].
  [[nodiscard]] std::vector<double> column(std::span<const double> table, std::size_t parameter) const {
    std::vector<double> values;
    for (std::size_t cell = parameter; cell < table.size(); cell += input_.parameters.size())
      values.push_back(table[cell]);
    return values;
  }

  [[nodiscard]] std::vector<bool> categorical() const {
    std::vector<bool> categorical;
    for (const auto& parameter : input_.parameters) categorical.push_back(parameter.categorical());
    return categorical;
  }

  /// Fewer where there are few rows: the distribution in a slice must be worth the name.
  [[nodiscard]] std::size_t slices() const {
    return std::clamp(input_.rows() / least_rows_of_slice, least_slices, most_slices);
  }

  // ---- warnings ----------------------------------------------------------------------------------------------------

  void warn(OutputAnalysis& found) const {
    const auto add = [&](const std::string& text) {
      if (!text.empty()) found.warnings.push_back(text);
    };
    if (found.sobol && found.sobol->blocks_used < 2) {
      add("Fewer than two blocks have a value in every run: no Sobol' index can be estimated.");
    } else if (found.sobol) {
      add(few_units_warning(found.sobol->blocks_used, "blocks", Estimate::ratio));
    } else if (found.morris) {
      add(few_units_warning(fewest_effects(*found.morris), "trajectories", Estimate::mean));
      add(repeating_warning(*found.morris));
    } else {
      add(few_units_warning(found.pawn->rows_used, "rows", Estimate::mean));
    }
    const double noise = found.sobol ? found.sobol->noise_share : found.pawn->noise_share;
    if (noise > much_noise) add(few_units_warning(input_.replicates, "replicates", Estimate::mean));
  }

  static std::size_t fewest_effects(const std::vector<sensitivity::MorrisEffects>& effects) {
    std::size_t fewest = effects.front().effects;
    for (const auto& effect : effects) fewest = std::min(fewest, effect.effects);
    return fewest;
  }

  /// Of parameters all of whose steps have one length, though they have more than two values.
  [[nodiscard]] std::string repeating_warning(const std::vector<sensitivity::MorrisEffects>& effects) const {
    std::vector<std::string> names;
    double length = 0;
    for (std::size_t p = 0; p < input_.parameters.size(); ++p) {
      const double step = effects[input_.groups.of_parameter[p]].only_step;
      const auto values = column(input_.parameter_values, p);
      const bool two_values =
          input_.parameters[p].kind != "number" && std::set(values.begin(), values.end()).size() < 3;
      if (std::isnan(step) || two_values) continue;
      names.push_back(input_.parameters[p].name);
      length = step;
    }
    if (names.empty()) return "";
    return fmt::format(
        "All steps of {} have the same length ({:.3g} of the range): an influence that repeats at that length shows no "
        "effect. Compare with PAWN below, or use a design with steps of different lengths.",
        names.size() == input_.parameters.size() ? std::string("the parameters")
                                                 : fmt::format("{}", fmt::join(names, ", ")),
        length);
  }

  const AnalysisInput& input_;
  sensitivity::Bootstrap bootstrap_;
};

/// Values of a slice, less those of the other policy in the same row and replicate.
std::vector<double> values_of(const SweepView& sweep, const SweepSlice& slice, std::size_t measure,
                              std::optional<std::size_t> against) {
  auto values = sweep.values(measure, {slice}).of;
  if (!against) return values;
  const auto others = sweep.values(measure, {{*against, slice.lever_point, ""}}).of;
  for (std::size_t run = 0; run < values.size(); ++run) values[run] -= others[run];
  return values;
}

nlohmann::ordered_json labels_of(const SweepView& sweep, const SweepSlice& slice) {
  const auto& result = sweep.result();
  nlohmann::ordered_json labels{{"policy", result.policies()[slice.policy]}};
  for (std::size_t l = 0; l < result.levers().size(); ++l)
    labels["levers"][result.levers()[l].name] = result.levers()[l].text(sweep.level(slice, l));
  return labels;
}

AnalysisInput input_of(const AnalyseOptions& options, const std::optional<SweepView>& sweep) {
  return sweep ? input_of_sweep(*sweep, options) : input_of_tables(options);
}

void require_one_source(const AnalyseOptions& options) {
  const bool tables = !options.table.empty();
  if (tables && !options.choice.file.empty())
    throw bad_input(fmt::format("'{}': expected two files after --table, the design and its results, and no other",
                                options.choice.file));
  if (!tables && options.choice.file.empty())
    throw bad_input("expected the result file of a sweep, or --table DESIGN.csv RESULTS.csv");
  if (tables && (!options.choice.at.empty() || !options.baseline.empty()))
    throw bad_input("--at and --baseline are for the result file of a sweep, not for --table");
  if (!tables && (options.structure != "auto" || !options.ranges.empty() || !options.parameters.empty()))
    throw bad_input("--design, --range and --parameters are for --table: the result file of a sweep knows them");
}

}  // namespace

AnalysisInput input_of_sweep(const SweepView& sweep, const AnalyseOptions& options) {
  const auto& result = sweep.result();
  if (result.parameters().empty())
    throw bad_input("the sweep varies no parameters; `decide` and `threshold` are for policies and levers");
  std::optional<std::size_t> against;
  if (!options.baseline.empty()) against = sweep.policy(options.baseline);
  const auto values = result.parameter_values();
  const auto units = result.unit_values();
  AnalysisInput input{.heading = sweep.heading(),
                      .heading_json = sweep.heading_json(),
                      .against = against ? result.policies()[*against] : "",
                      .design = result.design(),
                      .second_order = result.second_order(),
                      .confidence = result.confidence(),
                      .replicates = result.replicates(),
                      .parameters = result.parameters(),
                      .measures = result.measures(),
                      .groups = sweep.groups(),
                      .parameter_values = {values.begin(), values.end()},
                      .unit_values = {units.begin(), units.end()},
                      .block_rows = sweep.rows_of_block(),
                      .series = {}};
  if (against) input.heading_json["against"] = input.against;
  input.heading_json["parameters"] = parameters_json(result, false);
  for (const auto& slice : sweep.slices()) {
    if (against == slice.policy) continue;
    for (const auto measure : sweep.measures(options.outputs)) {
      input.series.push_back({measure, slice.name, labels_of(sweep, slice),
                              [&sweep, slice, measure, against] { return values_of(sweep, slice, measure, against); }});
    }
  }
  if (input.series.empty()) throw bad_input("--baseline: the sweep has no other policy");
  return input;
}

namespace {

std::vector<OutputAnalysis> analyses_of(const AnalysisInput& input) {
  const Analyst analyst(input);
  std::vector<OutputAnalysis> outputs;
  for (const auto& series : input.series) outputs.push_back(analyst.of_output(series));
  return outputs;
}

}  // namespace

void analyse(const AnalyseOptions& options) {
  require_one_source(options);
  std::optional<SweepView> sweep;
  if (options.table.empty()) sweep.emplace(options.choice);
  const auto input = input_of(options, sweep);
  const auto outputs = analyses_of(input);
  print("{}", options.choice.json ? analysis_json(input, outputs).dump(1) + "\n" : analysis_text(input, outputs));
}

nlohmann::ordered_json analysis_json(const AnalyseOptions& options) {
  const std::optional<SweepView> sweep(std::in_place, options.choice);
  const auto input = input_of(options, sweep);
  return analysis_json(input, analyses_of(input));
}

}  // namespace entrepot::cli
