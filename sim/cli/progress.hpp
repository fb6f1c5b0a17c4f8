#pragma once
// The progress of a run, on standard error.

#include <cstddef>
#include <string>

#include "entrepot/experiment/ensemble.hpp"

namespace entrepot::cli {

/// "45 s", "12 min", "3.5 h"
std::string duration_text(double seconds);

/// "13 of 32 replicates, about 2 min left"
std::string progress_text(const experiment::Progress& progress, const std::string& what);

/// On a terminal a bar with the time left, as wide as the terminal; elsewhere a plain line now and then.
class ProgressLine {
 public:
  explicit ProgressLine(bool silent, const char* what = "replicates");
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void update(const experiment::Progress& progress);

 private:
  void draw(const experiment::Progress& progress);
  void log_now_and_then(const experiment::Progress& progress);

  bool silent_;
  const char* what_;
  bool terminal_;
  bool drawn_ = false;
  std::size_t tenths_ = 0;  ///< of the work, at the last line
  double seconds_ = 0;      ///< at the last line
};

}  // namespace entrepot::cli
