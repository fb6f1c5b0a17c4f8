#pragma once
// Two results of the same calendar, seed and replicates, side by side: replicate k of both had the same chance (common
// random numbers), so their difference is nearly free of it.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"

namespace entrepot::experiment {

/// What one of the two runs counted; row-major, replicate first.
struct FlowCounts {
  std::vector<double> leaked;    ///< [replicate x week x place], units; the last place is all that is no hub
  std::vector<double> by_route;  ///< [replicate x month x hub x route], units leaked
  std::vector<double> acquired;  ///< [replicate x month x group x source], H100e
};

/// A run as it names itself.
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
  std::vector<std::size_t> month_of_week;  ///< of the first day of each week
  std::vector<std::string> hubs;           ///< ISO codes
  std::vector<std::string> routes;
  std::vector<std::string> groups;
  std::vector<std::string> sources;  ///< the hubs first
  std::size_t replicates = 0;
  double confidence = 0.9;    ///< of the first run's own intervals
  Week first_difference = 0;  ///< first week in which anything recorded by the week differs; weeks() if nothing does
  FlowCounts before;
  FlowCounts after;

  [[nodiscard]] std::size_t weeks() const { return static_cast<std::size_t>(calendar.weeks()); }
  /// Hubs and, last, all other places.
  [[nodiscard]] std::size_t places() const { return hubs.size() + 1; }
};

/// Read two result files. Throws Error (ExitCode::bad_input, one line) if they cannot be paired: another calendar,
/// seed, replicates or axes, or a file of an older program that does not count what is needed.
PairedRuns read_paired_runs(const std::filesystem::path& before, const std::filesystem::path& after);

}  // namespace entrepot::experiment
