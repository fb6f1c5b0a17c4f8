#pragma once
// Two results with the same calendar, seed and replicates. Replicate k of both used common random numbers, so their
// difference has little sampling noise.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/experiment/named_result.hpp"

namespace entrepot::experiment {

/// Counts of one of the two runs; row-major, replicate first.
struct FlowCounts {
  std::vector<double>
      leaked;  ///< [replicate x week x place] units; the last place comprises all places that are not hubs
  std::vector<double> by_route;  ///< [replicate x month x hub x route], units leaked
  std::vector<double> acquired;  ///< [replicate x month x group x source], H100e
};

/// Identification of a run.
struct RunName {
  std::string path;
  std::string title;
  std::string content_hash;
  std::string commit;
};

struct PairedRuns {
  RunName before_name;
  RunName after_name;
  Calendar calendar;
  std::vector<Date> months;                ///< first days
  std::vector<std::size_t> month_of_week;  ///< month of the first day of each week
  std::vector<std::string> hubs;           ///< ISO codes
  std::vector<std::string> routes;
  std::vector<std::string> groups;
  std::vector<std::string> sources;  ///< the hubs first
  std::size_t replicates = 0;
  double confidence = 0.9;    ///< confidence level of the first run
  Week first_difference = 0;  ///< first week in which a weekly record differs; weeks() if none does
  FlowCounts before;
  FlowCounts after;

  [[nodiscard]] std::size_t weeks() const { return static_cast<std::size_t>(calendar.weeks()); }
  /// Number of hubs plus one for all other places.
  [[nodiscard]] std::size_t places() const { return hubs.size() + 1; }
};

/// Reads two result files. Throws Error (ExitCode::bad_input, one line) if they cannot be paired: different calendar,
/// seed, replicates or axes, or a file of an older program without the needed outputs.
PairedRuns read_paired_runs(const std::filesystem::path& before, const std::filesystem::path& after);
PairedRuns read_paired_runs(const NamedResult& before, const NamedResult& after);

}  // namespace entrepot::experiment
