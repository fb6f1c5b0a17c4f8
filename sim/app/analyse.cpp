// The command that says which parameters of a sweep its outputs depend on.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>

#include "analysis_report.hpp"
#include "entrepot/core/error.hpp"

namespace entrepot::app {
namespace {

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Of PAWN; ten is what its authors use with some hundreds of rows.
constexpr std::size_t least_rows_of_slice = 10;
constexpr std::size_t least_slices = 2;
constexpr std::size_t most_slices = 10;

class Analyst {
 public:
  Analyst(const ChosenSweep& sweep, const AnalyseOptions& options)
      : sweep_(sweep), result_(sweep.result()), groups_(sweep.groups()) {
    if (result_.parameters().empty())
      throw bad_input("the sweep varies no parameters; `decide` and `threshold` are for policies and levers");
    bootstrap_.confidence = result_.confidence();
    if (!options.against.empty()) against_ = sweep.policy(options.against);
  }

  [[nodiscard]] SweepAnalysis analysis(const std::vector<std::string>& outputs) const {
    SweepAnalysis found{groups_.names, against_ ? result_.policies()[*against_] : "", bootstrap_.confidence, {}};
    for (const auto& slice : sweep_.slices()) {
      if (against_ == slice.policy) continue;
      for (const auto measure : sweep_.measures(outputs)) found.outputs.push_back(of_output(slice, measure));
    }
    if (found.outputs.empty()) throw bad_input("--against: there is no other policy to look at");
    return found;
  }

 private:
  [[nodiscard]] OutputAnalysis of_output(const SweepSlice& slice, std::size_t measure) const {
    const auto values = values_of(slice, measure);
    const sensitivity::Runs runs{values, result_.replicates()};
    OutputAnalysis found{.slice = slice, .measure = measure, .runs = values.size()};
    const auto means = row_means(runs, found);
    if (found.values == 0) return found;
    describe(values, means, found);
    found.ends = ends(means);
    if (result_.design() == "sobol")
      found.sobol = sensitivity::sobol_indices(runs, groups_.names.size(), result_.second_order(), bootstrap_);
    if (result_.design() == "morris") found.morris = morris_effects(runs);
    found.pawn =
        sensitivity::pawn_indices(runs, result_.parameter_values(), categorical(),
                                  {.slices = slices(), .block_rows = sweep_.rows_of_block(), .bootstrap = bootstrap_});
    return found;
  }

  /// Of groups; those with categories have no direction.
  [[nodiscard]] std::vector<sensitivity::MorrisEffects> morris_effects(const sensitivity::Runs& runs) const {
    auto effects = sensitivity::morris_effects(runs, result_.unit_values(), groups_.of_parameter, bootstrap_);
    for (std::size_t p = 0; p < result_.parameters().size(); ++p) {
      if (result_.parameters()[p].categorical()) effects[groups_.of_parameter[p]].mu = {none, none, none};
    }
    return effects;
  }

  /// Values of a slice, less those of the other policy in the same row and replicate.
  [[nodiscard]] std::vector<double> values_of(const SweepSlice& slice, std::size_t measure) const {
    auto values = sweep_.values(measure, {slice}).of;
    if (!against_) return values;
    const auto others = sweep_.values(measure, {{*against_, slice.lever_point, ""}}).of;
    for (std::size_t run = 0; run < values.size(); ++run) values[run] -= others[run];
    return values;
  }

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
  }

  [[nodiscard]] std::vector<ParameterEnds> ends(std::span<const double> means) const {
    const auto& parameters = result_.parameters();
    std::vector<ParameterEnds> ends;
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      const auto values = column(result_.parameter_values(), p);
      if (result_.design() != "sobol" || parameters[p].categorical()) {
        ends.push_back(parameter_ends(parameters[p], values, means));
      } else {
        ends.push_back(ends_from_pairs(parameters[p], values, column(result_.unit_values(), p), means,
                                       {sweep_.rows_of_block(), groups_.names.size(), groups_.of_parameter[p]}));
      }
    }
    return ends;
  }

  /// A parameter's column of a table [row x parameter].
  [[nodiscard]] std::vector<double> column(std::span<const double> table, std::size_t parameter) const {
    std::vector<double> values;
    for (std::size_t cell = parameter; cell < table.size(); cell += result_.parameters().size())
      values.push_back(table[cell]);
    return values;
  }

  [[nodiscard]] std::vector<bool> categorical() const {
    std::vector<bool> categorical;
    for (const auto& parameter : result_.parameters()) categorical.push_back(parameter.categorical());
    return categorical;
  }

  /// Fewer where there are few rows: the distribution in a slice must be worth the name.
  [[nodiscard]] std::size_t slices() const {
    return std::clamp(result_.rows() / least_rows_of_slice, least_slices, most_slices);
  }

  const ChosenSweep& sweep_;
  const sweep::SweepResult& result_;
  ParameterGroups groups_;
  sensitivity::Bootstrap bootstrap_;
  std::optional<std::size_t> against_;
};

}  // namespace

void analyse(const AnalyseOptions& options) {
  const ChosenSweep sweep(options.choice);
  const auto analysis = Analyst(sweep, options).analysis(options.outputs);
  fmt::print("{}", options.choice.json ? analysis_json(sweep, analysis) : analysis_text(sweep, analysis));
}

}  // namespace entrepot::app
