#pragma once
// The content of a calibration file: uncertain parameters of a scenario, and observed data.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/experiment/measure.hpp"
#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/factor.hpp"

namespace entrepot::calibration {

/// A number that runs publish and that was observed: a sum of measures, or its share of another sum.
struct Quantity {
  std::string name;
  std::vector<std::string> of;    ///< measures, e.g. observed_billing[nvidia/US]
  std::vector<std::string> over;  ///< measures in the denominator; empty: the sum itself
  Date from;                      ///< first day of the first month that counts; Date{}: all
  Date until;                     ///< a day of the last month that counts; Date{}: all
  double observed = 0;
  double error = 0;        ///< relative standard deviation of the observation error
  double discrepancy = 0;  ///< relative standard deviation of the model from the truth under the correct parameters
  std::string source;
  std::string grade;
  [[nodiscard]] double relative_sd() const;  ///< error and discrepancy combined
  [[nodiscard]] double sd() const;           ///< standard deviation of model minus observation
};

/// Settings of the calibration algorithm.
struct Method {
  std::int64_t population = 100;
  std::int64_t generations = 6;
  double quantile = 0.5;
  double tolerance = 1;
  std::int64_t most_candidates = 10000;
  std::int64_t seed = 1;
  std::int64_t ensemble = 64;  ///< rows of the written ensemble
};

struct CalibrationSpec {
  scenario::Tree tree;  ///< must contain the scenario and the files it extends
  std::string title;
  std::string question;
  std::filesystem::path scenario;
  std::vector<scenario::Change> changes;  ///< `set`: overrides for every candidate
  std::int64_t replicates = 1;
  Method method;
  std::vector<sweep::Factor> parameters;
  std::vector<Quantity> targets;
  std::vector<Quantity> forecasts;  ///< observed, but held out of the fit
  std::string text;                 ///< text of the sweep file
};

/// Reads a calibration file. The scenario it names must be in its tree or in the directories `include_dirs`. Throws
/// scenario::ScenarioError with every error found.
CalibrationSpec read_calibration(const std::filesystem::path& file, const std::vector<std::string>& include_dirs = {});
/// The same from text; messages show `file`, and paths are relative to it.
CalibrationSpec read_calibration_text(const std::string& text, const std::filesystem::path& file,
                                      const std::vector<std::string>& include_dirs = {});

}  // namespace entrepot::calibration
