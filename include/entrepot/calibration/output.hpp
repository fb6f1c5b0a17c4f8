#pragma once
// What a calibration leaves behind: a result file, an overlay of medians, an ensemble of points, and a text.

#include <filesystem>
#include <string>

#include "entrepot/analysis/calibration/abc.hpp"
#include "entrepot/calibration/model.hpp"

namespace entrepot::calibration {

/// Where the parts of a result stand: OUT.h5, OUT.posterior.yaml, OUT.ensemble.csv.
struct OutputFiles {
  explicit OutputFiles(const std::filesystem::path& file);
  std::filesystem::path result;
  std::filesystem::path overlay;
  std::filesystem::path ensemble;
};

/// Write all three. A file gets its name only when it is whole. Throws Error if one cannot be written.
void write_outputs(const OutputFiles& files, const CalibrationSpec& spec, const Model& model, const Abc& abc);

/// Prior against posterior, what goes together, targets and forecasts, as plain text.
std::string report_text(const CalibrationSpec& spec, const Abc& abc);

/// Values of a parameter over a generation: numbers, days, or rows of categories.
std::vector<double> values_of(const sweep::Factor& factor, const Generation& generation, std::size_t parameter);
/// 1 less the deviation of the posterior over that of the prior, in the unit interval, where the prior is uniform: 0 is
/// nothing learnt, 1 all.
double contraction_of(const Abc& abc, std::size_t parameter);

/// Why the search ended, in words.
std::string ending_text(Ending ending);

}  // namespace entrepot::calibration
