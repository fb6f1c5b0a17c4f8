#include <fmt/format.h>

#include <cmath>

#include "entrepot/calibration/output.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/statistics/predictive.hpp"
#include "entrepot/statistics/weighted.hpp"

namespace entrepot::calibration {
namespace {

using io::TextTable;
using statistics::predictive_quantile;
using statistics::weighted_quantile;

constexpr double low_end = 0.05;
constexpr double high_end = 0.95;
constexpr double notable_correlation = 0.5;
constexpr double little_learnt = 0.1;
constexpr const char* meaning_of_predicted =
    "  Predicted: posterior predictive distribution of the observation, including model discrepancy and observation "
    "error.\n";

std::string number_text(double value) { return std::isnan(value) ? "-" : fmt::format("{:.4g}", value); }

/// Numbers with four significant digits; dates and categories as written.
std::string value_text(const sweep::Factor& factor, double value) {
  return factor.kind == sweep::FactorKind::number ? number_text(value) : factor.text(value);
}

/// Median and interval of the prior distribution, not of its sampled points.
std::vector<std::string> prior_cells(const sweep::Factor& factor) {
  const auto at = [&](double u) { return value_text(factor, factor.value_at(u)); };
  return {at(0.5), fmt::format("{} .. {}", at(low_end), at(high_end))};
}

std::vector<std::string> posterior_cells(const sweep::Factor& factor, const Abc& abc, std::size_t parameter) {
  const auto values = values_of(factor, abc.posterior(), parameter);
  const auto weights = weights_of(abc.posterior());
  const auto at = [&](double q) { return value_text(factor, weighted_quantile(values, weights, q)); };
  return {at(0.5), fmt::format("{} .. {}", at(low_end), at(high_end))};
}

std::string parameters_text(const CalibrationSpec& spec, const Abc& abc) {
  TextTable table({"Parameter", "prior median", "90 %", "posterior median", "90 %", "contraction"});
  for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
    const auto& factor = spec.parameters[p];
    const auto prior = prior_cells(factor);
    const auto posterior = posterior_cells(factor, abc, p);
    table.add({factor.name + (factor.scales ? " (x)" : ""), prior[0], prior[1], posterior[0], posterior[1],
               fmt::format("{:.2f}", contraction_of(abc, p))});
  }
  return "Prior against posterior\n" + table.text() +
         fmt::format(
             "  Contraction: 1 minus the ratio of posterior to prior standard deviation, in the unit interval of the "
             "prior. Below {}\n  the targets hardly constrain a single parameter.\n",
             little_learnt);
}

std::string correlations_text(const CalibrationSpec& spec, const Abc& abc) {
  TextTable table({"Parameter", "with", "correlation"}, 2);
  const auto weights = weights_of(abc.posterior());
  for (std::size_t a = 0; a < spec.parameters.size(); ++a) {
    for (std::size_t b = a + 1; b < spec.parameters.size(); ++b) {
      const double r =
          statistics::weighted_correlation(unit_of(abc.posterior(), a), unit_of(abc.posterior(), b), weights);
      if (std::abs(r) >= notable_correlation)
        table.add({spec.parameters[a].name, spec.parameters[b].name, fmt::format("{:+.2f}", r)});
    }
  }
  const std::string title = fmt::format("\nCorrelations of at least {} in the posterior\n", notable_correlation);
  return title + (table.empty() ? "  none\n" : table.text());
}

struct Interval {
  double low, high;

  [[nodiscard]] std::string text() const { return fmt::format("{} .. {}", number_text(low), number_text(high)); }
  [[nodiscard]] std::string place_of(double observed) const {
    if (std::isnan(low)) return "not published";
    if (observed < low) return "below";
    return observed > high ? "above" : "within";
  }
};

/// Interval of the model's values.
Interval simulated(std::span<const double> values, std::span<const double> weights) {
  return {weighted_quantile(values, weights, low_end), weighted_quantile(values, weights, high_end)};
}

/// Posterior predictive interval of the observation, with model discrepancy and observation error.
Interval predicted(std::span<const double> values, std::span<const double> weights, const Quantity& quantity) {
  const auto at = [&](double q) { return predictive_quantile(values, weights, quantity.relative_sd(), q); };
  return {at(low_end), at(high_end)};
}

std::string quantities_text(const std::vector<Quantity>& quantities, std::size_t first, const Abc& abc) {
  TextTable table({"Quantity", "observed", "prior median", "90 %", "posterior median", "90 %", "observed is",
                   "predicted: 90 %", "observed is"});
  const auto prior = weights_of(abc.prior());
  const auto posterior = weights_of(abc.posterior());
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    const auto before = simulated_of(abc.prior(), first + q);
    const auto after = simulated_of(abc.posterior(), first + q);
    const double observed = quantities[q].observed;
    const auto alone = simulated(after, posterior);
    const auto expected = predicted(after, posterior, quantities[q]);
    table.add({quantities[q].name, number_text(observed), number_text(weighted_quantile(before, prior, 0.5)),
               simulated(before, prior).text(), number_text(weighted_quantile(after, posterior, 0.5)), alone.text(),
               alone.place_of(observed), expected.text(), expected.place_of(observed)});
  }
  return table.text();
}

std::string search_text(const Abc& abc) {
  TextTable table({"Generation", "tolerance", "candidates", "accepted", "effective particles"});
  for (std::size_t g = 0; g < abc.generations.size(); ++g) {
    const auto& generation = abc.generations[g];
    const auto accepted = static_cast<double>(generation.particles.size());
    table.add({g == 0 ? "prior" : fmt::format("{}", g), number_text(generation.tolerance),
               fmt::format("{}", generation.candidates),
               fmt::format("{:.1f} %", 100 * accepted / static_cast<double>(generation.candidates)),
               fmt::format("{:.0f}", statistics::effective_size(weights_of(generation)))});
  }
  return fmt::format("\nSearch: {} candidates; {}\n", abc.candidates, ending_text(abc.ending)) + table.text();
}

}  // namespace

std::string ending_text(Ending ending) {
  switch (ending) {
    case Ending::tolerance_reached:
      return "ended: tolerance reached";
    case Ending::generations_done:
      return "ended: last generation done, tolerance not reached";
    case Ending::candidates_spent:
      return "ended: no candidates left, tolerance not reached";
    case Ending::no_progress:
      return "ended: distances stopped falling, tolerance not reached";
    case Ending::interrupted:
      return "interrupted";
  }
  return "";
}

std::string report_text(const CalibrationSpec& spec, const Abc& abc) {
  std::string text = fmt::format("{}\n\n", spec.title) + parameters_text(spec, abc) + correlations_text(spec, abc);
  text += "\nTargets: observed and simulated\n" + quantities_text(spec.targets, 0, abc);
  if (!spec.forecasts.empty())
    text += "\nForecasts: held out of the fit\n" + quantities_text(spec.forecasts, spec.targets.size(), abc);
  text += meaning_of_predicted;
  return text + search_text(abc);
}

}  // namespace entrepot::calibration
