#pragma once
// Outputs of a calibration: a result file, an overlay of medians, an ensemble of points, and a text report.

#include <filesystem>
#include <string>

#include "entrepot/analysis/calibration/abc.hpp"
#include "entrepot/calibration/model.hpp"

namespace entrepot::calibration {

/// Paths of the output files: OUT.h5, OUT.posterior.yaml, OUT.ensemble.csv.
struct OutputFiles {
  explicit OutputFiles(const std::filesystem::path& file);
  std::filesystem::path result;
  std::filesystem::path overlay;
  std::filesystem::path ensemble;
};

/// Writes all three, each atomically. Throws Error if one cannot be written.
void write_outputs(const OutputFiles& files, const CalibrationSpec& spec, const Model& model, const Abc& abc);

/// Prior and posterior, correlations, targets and forecasts, as plain text.
std::string report_text(const CalibrationSpec& spec, const Abc& abc);

/// Values of a parameter over a generation: numbers, days, or rows of categories.
std::vector<double> values_of(const sweep::Factor& factor, const Generation& generation, std::size_t parameter);
/// 1 minus the ratio of posterior to prior standard deviation, in the unit interval, where the prior is uniform: 0 if
/// the data do not constrain the parameter, 1 if they determine it.
double contraction_of(const Abc& abc, std::size_t parameter);

/// Why the search ended, as text.
std::string ending_text(Ending ending);

}  // namespace entrepot::calibration
