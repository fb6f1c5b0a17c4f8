#pragma once
// What a calibration file says: what is uncertain of a scenario, and what was observed of the world.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/experiment/measure.hpp"
#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/factor.hpp"

namespace entrepot::calibration {

/// A number that a run publishes and the world did: the sum of measures, or its share of another sum.
struct Quantity {
  std::string name;
  std::vector<std::string> of;    ///< measures, e.g. observed_billing[nvidia/US]
  std::vector<std::string> over;  ///< measures that it is a share of; none: the sum itself
  Date from;                      ///< first day of the first month that counts; Date{}: all
  Date until;                     ///< a day of the last month that counts; Date{}: all
  double observed = 0;
  double error = 0;  ///< relative standard deviation of what was observed
  double discrepancy =
      0;  ///< relative standard deviation by which the model may be off though its parameters are right
  std::string source;
  std::string grade;
  [[nodiscard]] double relative_sd() const;  ///< both together
  [[nodiscard]] double sd() const;           ///< of model less observed
};

/// How the posterior is sought.
struct Method {
  std::int64_t population = 100;
  std::int64_t generations = 6;
  double quantile = 0.5;
  double tolerance = 1;
  std::int64_t most_candidates = 10000;
  std::int64_t seed = 1;
  std::int64_t ensemble = 64;  ///< rows of the ensemble that is written
};

struct CalibrationSpec {
  scenario::Tree tree;  ///< that the scenario, and what it extends, must lie in
  std::string title;
  std::string question;
  std::filesystem::path scenario;
  std::vector<scenario::Change> changes;  ///< `set`: under every candidate
  std::int64_t replicates = 1;
  Method method;
  std::vector<sweep::Factor> parameters;
  std::vector<Quantity> targets;
  std::vector<Quantity> forecasts;  ///< observed too, but held out
  std::string text;                 ///< of the file
};

/// Read a calibration file. The scenario that it names must lie in its tree, or in the folders `also_read`. Throws
/// scenario::ScenarioError with every error found.
CalibrationSpec read_calibration(const std::filesystem::path& file, const std::vector<std::string>& also_read = {});
/// The same from text; `file` stands for it in messages and is where relative paths start.
CalibrationSpec read_calibration_text(const std::string& text, const std::filesystem::path& file,
                                      const std::vector<std::string>& also_read = {});

}  // namespace entrepot::calibration
