#pragma once
// A scenario as a simulator of observed data.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "entrepot/calibration/spec.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/results/output.hpp"

namespace entrepot::calibration {

/// Computes quantities from the published outputs of a run.
class Publications {
 public:
  /// Keeps a reference to the setting. Throws Error (bad_input) for a label that is not in the scenario, or for dates
  /// of an output without months.
  Publications(const model::Setting& setting, std::span<const Quantity> quantities);
  /// Values in the order of the quantities. An unpublished value counts as 0. NaN for a sum without any published
  /// value, or a share of a total that is 0 or unpublished.
  [[nodiscard]] std::vector<double> operator()(const model::Record& record) const;

 private:
  struct Part {
    const results::Output* output;
    std::vector<std::size_t> cells;
  };
  [[nodiscard]] std::vector<Part> parts_of(const std::vector<std::string>& measures, const Quantity& quantity) const;
  [[nodiscard]] double sum_of(const std::vector<Part>& parts, const model::Record& record) const;

  results::Axes axes_;
  std::vector<std::vector<Part>> of_;    ///< by quantity
  std::vector<std::vector<Part>> over_;  ///< by quantity
};

class Model {
 public:
  /// Checks scenario, parameters at the ends of their ranges, and quantities. Throws scenario::ScenarioError or Error
  /// (bad_input). Keeps a reference to `spec`.
  explicit Model(const CalibrationSpec& spec);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  /// Targets, then forecasts: means over the replicates of a candidate. No two candidates share a replicate number. All
  /// NaN if the values give an invalid scenario. Thread-safe.
  [[nodiscard]] std::vector<double> simulate(std::span<const double> unit, std::uint32_t candidate) const;
  /// Root mean square over the targets of (model - observed) / sd.
  [[nodiscard]] double distance(std::span<const double> simulated) const;
  /// The scenario with these parameter values (not in the unit cube).
  [[nodiscard]] scenario::LoadedScenario scenario_with(std::span<const double> values) const;
  /// Number of candidates with an invalid scenario.
  [[nodiscard]] std::size_t refused() const { return refused_; }
  /// Targets, then forecasts.
  [[nodiscard]] const std::vector<Quantity>& quantities() const { return quantities_; }

 private:
  const CalibrationSpec& spec_;
  std::vector<scenario::InstrumentSchema> instruments_;
  std::vector<scenario::ScenarioBase> base_;  ///< one
  std::vector<Quantity> quantities_;
  mutable std::atomic<std::size_t> refused_ = 0;
};

}  // namespace entrepot::calibration
