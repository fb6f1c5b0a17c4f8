#include <fmt/format.h>

#include <cmath>

#include "entrepot/calibration/output.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/statistics/weighted.hpp"
#include "summary.hpp"

namespace entrepot::calibration {
namespace {

using io::TextTable;

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

std::string interval_text(const std::string& low, const std::string& high) {
  return fmt::format("{} .. {}", low, high);
}

/// Median, and interval.
std::vector<std::string> cells_of(const sweep::Factor& factor, const Quantiles& found) {
  return {value_text(factor, found[1]), interval_text(value_text(factor, found[0]), value_text(factor, found[2]))};
}

std::vector<std::string> cells_of(const Quantiles& found) {
  return {number_text(found[1]), interval_text(number_text(found[0]), number_text(found[2]))};
}

std::string parameters_text(const CalibrationSpec& spec, const Abc& abc) {
  TextTable table({"Parameter", "prior median", "90 %", "posterior median", "90 %", "contraction"});
  for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
    const auto& factor = spec.parameters[p];
    const auto prior = cells_of(factor, prior_quantiles(factor));
    const auto posterior = cells_of(factor, parameter_quantiles(factor, abc.posterior(), p));
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

/// Where an observation lies to an interval.
std::string place_of(double observed, const Quantiles& found) {
  if (std::isnan(found[1])) return "not published";
  if (observed < found[0]) return "below";
  return observed > found[2] ? "above" : "within";
}

std::string quantities_text(const std::vector<Quantity>& quantities, std::size_t first, const Abc& abc) {
  TextTable table({"Quantity", "observed", "prior median", "90 %", "posterior median", "90 %", "observed is",
                   "predicted: 90 %", "observed is"});
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    const double observed = quantities[q].observed;
    const auto prior = cells_of(simulated_quantiles(abc.prior(), first + q));
    const auto alone = simulated_quantiles(abc.posterior(), first + q);
    const auto posterior = cells_of(alone);
    const auto predicted = predicted_quantiles(abc.posterior(), first + q, quantities[q]);
    table.add({quantities[q].name, number_text(observed), prior[0], prior[1], posterior[0], posterior[1],
               place_of(observed, alone), cells_of(predicted)[1], place_of(observed, predicted)});
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
