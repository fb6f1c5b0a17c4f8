#pragma once
// Displacement: how leakage shifts between hubs and routes after a change, how fast, and how much of the reduction
// persists. Pure functions of the counts of two paired runs. All flows are net flows of buyer groups; individual buyers
// are not followed.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/paired_runs.hpp"
#include "entrepot/statistics/resampling.hpp"

namespace entrepot::experiment {

/// Length of a window of the time profile, weeks.
inline constexpr Week window_weeks = 26;

struct DisplacementOptions {
  std::optional<std::size_t> hub = {};  ///< row of the changed hub; default: the hub with the largest fall in leaks
  std::optional<Week> from = {};        ///< first week of the comparison; default: PairedRuns::first_difference
  double confidence = 0.9;
  std::size_t resamples = statistics::default_resamples;
};

/// Means of both runs and the paired difference, after minus before, with its Student's t interval.
struct Change {
  double before;
  double after;
  statistics::Interval difference;
};

/// Destination of the sources' losses, H100e. Rows: the sources, then `new` (gains without an offsetting loss).
/// Columns: the sources, then `stopped` (losses without an offsetting gain). A row's sum is the source's loss over the
/// groups in which it lost; a column's sum is its gain over the groups in which it gained.
struct FlowMatrix {
  std::size_t sources = 0;
  std::vector<statistics::Interval> cells;  ///< [(sources + 1) x (sources + 1)]
  /// The same cells under the null hypothesis that only the hub changed and all other sources vary by sampling noise.
  std::vector<double> by_chance;
  std::vector<statistics::Interval> lost;    ///< sums of rows
  std::vector<statistics::Interval> gained;  ///< sums of columns
  std::vector<statistics::Interval>
      stopped_share;  ///< share of each row's sum that stopped, then of the total loss; NaN without losses
  statistics::Interval total_lost{};  ///< loss of all sources
  [[nodiscard]] const statistics::Interval& at(std::size_t row, std::size_t column) const {
    return cells[row * (sources + 1) + column];
  }
  [[nodiscard]] std::size_t rest() const { return sources; }  ///< the row `new` and the column `stopped`
};

/// A span of weeks, counted from the change.
struct Window {
  Week first = 0;
  Week end = 0;                ///< exclusive
  std::vector<Change> places;  ///< leaked units by hub and, last, elsewhere
  Change at_hub{};             ///< leaked units
  Change total{};              ///< leaked units
  bool hub_fell = false;       ///< whether the interval of at_hub excludes zero; otherwise no share is defined
  statistics::Interval
      left{};  ///< persisting share of the effect: fall of the total over fall at the hub; NaN if undefined
  statistics::Interval of_first{};  ///< fall of the total over its fall in the first window; NaN if that includes zero
};

/// Speed of a source's gain.
struct Lag {
  std::size_t source = 0;
  statistics::Interval gain{};          ///< since the change, H100e (Student's)
  std::size_t month = 0;                ///< month of the run in which half of the gain had accrued
  statistics::Interval months_after{};  ///< months from the change until then; interval of the resamples with a gain
};

struct Displacement {
  Week from = 0;
  double confidence = 0;
  std::optional<std::size_t> hub;  ///< none if no hub leaks less
  Window whole;                    ///< from the change to the end of the run
  std::vector<Window> windows;     ///< of window_weeks each; the last may be shorter
  std::vector<Change> sources;     ///< H100e acquired since the change, by source
  Change acquired{};               ///< H100e acquired since the change, all sources
  FlowMatrix matrix;
  std::vector<std::vector<Change>> routes;  ///< [route][place] units leaked; the places are the hubs, then the total
  std::vector<Lag> lags;                    ///< sources that gained, largest gain first
};

/// Matches losses to gains pro rata within each group; the remainder is `stopped` or `new`. differences: [group x
/// source], after minus before. Returns [(source + 1) x (source + 1)] as in FlowMatrix, summed over groups.
std::vector<double> match_flows(std::span<const double> differences, std::size_t sources);

/// First month at whose end half of the total gain has accrued; the gains must have a positive sum.
std::size_t half_accrued(std::span<const double> monthly_gains);

/// Throws Error (ExitCode::bad_input) if options name a week outside the run.
Displacement displacement(const PairedRuns& runs, const DisplacementOptions& options);

}  // namespace entrepot::experiment
