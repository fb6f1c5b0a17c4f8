#pragma once
// The progress of a run, on standard error.

#include <cstdio>

#include "entrepot/experiment/ensemble.hpp"

namespace entrepot::cli {

/// A bar with rate and time left on a terminal; one JSON line for every tenth of the work elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(bool silent, const char* what = "replicates");
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void update(const experiment::Progress& progress);

 private:
  void draw(const experiment::Progress& progress);
  void log_event(const experiment::Progress& progress);

  bool silent_;
  const char* what_;
  bool terminal_;
  bool drawn_ = false;
  std::size_t tenths_ = 0;
};

}  // namespace entrepot::cli
