#include "analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include "entrepot/experiment/few_units.hpp"

namespace entrepot::report {
namespace {

using experiment::Estimate;
using experiment::few_units_warning;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Of PAWN; its authors use ten slices with some hundreds of rows.
constexpr std::size_t rows_per_slice = 10;
constexpr std::size_t min_slices = 2;
constexpr std::size_t max_slices = 10;
// Relative differences up to this size are rounding.
constexpr double rounding = 1e-14;
// Above this share of the variance of single runs, the number of replicates decides how wide intervals are.
constexpr double large_noise_share = 0.5;

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
  /// Mean over the replicates with a value, [row]; NaN where no replicate has one.
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

  [[nodiscard]] std::vector<ParameterEnds> ends(std::span<const double> means) const {
    const auto& parameters = input_.parameters;
    std::vector<ParameterEnds> ends;
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      const auto values = column(input_.parameter_values, p);
      if (input_.design != "sobol" || parameters[p].categorical()) {
        ends.push_back(parameter_ends(parameters[p], values, means));
      } else {
        ends.push_back(ends_from_pairs(parameters[p], values, column(input_.unit_values, p), means,
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

  /// Fewer with few rows, so that every slice has enough of them for a distribution.
  [[nodiscard]] std::size_t slices() const {
    return std::clamp(input_.rows() / rows_per_slice, min_slices, max_slices);
  }

  // ---- warnings ----------------------------------------------------------------------------------------------------

  void warn(OutputAnalysis& found) const {
    const auto add = [&](const std::string& text) {
      if (!text.empty()) found.warnings.push_back(text);
    };
    if (found.sobol && found.sobol->blocks_used < 2) {
      add("Fewer than two blocks have a value in every run, so no Sobol' index can be estimated.");
    } else if (found.sobol) {
      add(few_units_warning(found.sobol->blocks_used, "blocks", Estimate::ratio));
    } else if (found.morris) {
      add(few_units_warning(fewest_effects(*found.morris), "trajectories", Estimate::mean));
      add(repeating_warning(*found.morris));
    } else {
      add(few_units_warning(found.pawn->rows_used, "rows", Estimate::mean));
    }
    const double noise = found.sobol ? found.sobol->noise_share : found.pawn->noise_share;
    if (noise > large_noise_share) add(few_units_warning(input_.replicates, "replicates", Estimate::mean));
  }

  static std::size_t fewest_effects(const std::vector<sensitivity::MorrisEffects>& effects) {
    std::size_t fewest = effects.front().effects;
    for (const auto& effect : effects) fewest = std::min(fewest, effect.effects);
    return fewest;
  }

  /// For parameters with more than two values whose steps all have the same length.
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
        "All steps of {} have the same length ({:.3g} of the range), so an effect that repeats at that length is "
        "invisible. Compare with PAWN below, or use a design with steps of different lengths.",
        names.size() == input_.parameters.size() ? std::string("the parameters")
                                                 : fmt::format("{}", fmt::join(names, ", ")),
        length);
  }

  const AnalysisInput& input_;
  sensitivity::Bootstrap bootstrap_;
};

AnalysisReport report_of(AnalysisInput input) {
  const auto outputs = analyse_outputs(input);
  return {analysis_text(input, outputs), analysis_json(input, outputs), std::move(input.warnings)};
}

}  // namespace

std::vector<OutputAnalysis> analyse_outputs(const AnalysisInput& input) {
  const Analyst analyst(input);
  std::vector<OutputAnalysis> outputs;
  for (const auto& series : input.series) outputs.push_back(analyst.of_output(series));
  return outputs;
}

AnalysisReport analyse_sweep(const SweepView& sweep, const SweepAnalysisRequest& request) {
  return report_of(input_of_sweep(sweep, request));
}

AnalysisReport analyse_tables(const TableAnalysisRequest& request) { return report_of(input_of_tables(request)); }

}  // namespace entrepot::report
