#pragma once
// A scenario as a simulator of what was observed.

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

/// Takes quantities from what a run published.
class Publications {
 public:
  /// Keeps a reference to the setting. Throws Error (bad input) for a label that the scenario has not, and for dates of
  /// an output that has no months.
  Publications(const model::Setting& setting, std::span<const Quantity> quantities);
  /// In the order of the quantities. What a run did not publish counts nothing; NaN for a sum of which it published
  /// none, and for a share of what is nought or was not published.
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
  /// (bad input) with what is wrong. Keeps a reference to `spec`.
  explicit Model(const CalibrationSpec& spec);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  /// Targets, then forecasts, as the mean of the replicates of a candidate, which are replicates of the scenario that
  /// no other candidate has. NaN throughout if the values make no valid scenario. Thread-safe.
  [[nodiscard]] std::vector<double> simulate(std::span<const double> unit, std::uint32_t candidate) const;
  /// Root mean square, over the targets, of model less observed in standard deviations of both.
  [[nodiscard]] double distance(std::span<const double> simulated) const;
  /// The scenario with these values (not in the unit cube) over it.
  [[nodiscard]] scenario::LoadedScenario scenario_with(std::span<const double> values) const;
  /// Candidates whose values made no valid scenario.
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
