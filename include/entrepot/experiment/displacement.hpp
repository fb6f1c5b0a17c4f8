#pragma once
// What a change displaced: what moved where, by which route, how fast, and what truly stopped. Pure functions of the
// counts of two paired runs. Everything is a net flow of groups of buyers; no single buyer is followed.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/paired_runs.hpp"
#include "entrepot/statistics/resampling.hpp"

namespace entrepot::experiment {

/// Weeks of a window of the time profile.
inline constexpr Week window_weeks = 26;

struct DisplacementOptions {
  std::optional<std::size_t> hub = {};  ///< row of the changed hub; default: the one whose leaks fall most
  std::optional<Week> from = {};        ///< first week of the comparison; default: PairedRuns::first_difference
  double confidence = 0.9;
  std::size_t resamples = statistics::usual_resamples;
};

/// Means of both runs and the paired difference, after less before, with its interval (Student's).
struct Change {
  double before;
  double after;
  statistics::Interval difference;
};

/// Where what the sources lost went, H100e. Rows: the sources, and last what is new (gains that nobody's loss stands
/// against). Columns: the sources, and last what stopped (losses that no gain makes up for). A row's sum is what the
/// source lost in the groups that lost it, a column's sum what it gained in the groups that gained it.
struct FlowMatrix {
  std::size_t sources = 0;
  std::vector<statistics::Interval> cells;  ///< [(sources + 1) x (sources + 1)]
  /// The same cells if the hub had lost what it did and all other sources had moved by chance alone.
  std::vector<double> by_chance;
  std::vector<statistics::Interval> lost;    ///< sums of rows
  std::vector<statistics::Interval> gained;  ///< sums of columns
  std::vector<statistics::Interval>
      stopped_share;                  ///< of each row's sum, and last of what all sources lost; NaN without losses
  statistics::Interval total_lost{};  ///< of all sources
  [[nodiscard]] const statistics::Interval& at(std::size_t row, std::size_t column) const {
    return cells[row * (sources + 1) + column];
  }
  [[nodiscard]] std::size_t rest() const { return sources; }  ///< the row of what is new, the column of what stopped
};

/// A span of weeks counted from the change.
struct Window {
  Week first = 0;
  Week end = 0;                ///< not part of it
  std::vector<Change> places;  ///< leaked units by hub and, last, elsewhere
  Change at_hub{};             ///< leaked units
  Change total{};              ///< leaked units
  bool hub_fell = false;       ///< whether the interval of at_hub excludes zero: else no share is defined
  statistics::Interval
      left{};  ///< fall of the total over fall at the hub: what of the effect is left; NaN if undefined
  statistics::Interval of_first{};  ///< fall of the total over its fall in the first window; NaN if that includes zero
};

/// How fast a source gained.
struct Lag {
  std::size_t source = 0;
  statistics::Interval gain{};          ///< since the change, H100e (Student's)
  std::size_t month = 0;                ///< month of the run in which half of the gain had accrued
  statistics::Interval months_after{};  ///< months since the change until then; interval of resamples in which it gains
};

struct Displacement {
  Week from = 0;
  double confidence = 0;
  std::optional<std::size_t> hub;  ///< none if no hub leaks less
  Window whole;                    ///< from the change to the end of the run
  std::vector<Window> windows;     ///< window_weeks each, but the last one, which may be shorter
  std::vector<Change> sources;     ///< H100e acquired by source since the change
  Change acquired{};               ///< of all sources, H100e
  FlowMatrix matrix;
  std::vector<std::vector<Change>> routes;  ///< [route][place]: units leaked; the places are the hubs, the last is all
  std::vector<Lag> lags;                    ///< of the sources that gained, largest gain first
};

/// Match, within each group, what sources lost to what others gained, pro rata; what is left over stopped or is new.
/// differences: [group x source], after less before. Gives [(source + 1) x (source + 1)] as FlowMatrix, added over
/// groups.
std::vector<double> match_flows(std::span<const double> differences, std::size_t sources);

/// First month by whose end half of the total has accrued, from monthly gains whose sum is above zero.
std::size_t half_accrued(std::span<const double> monthly_gains);

/// Throws Error (ExitCode::bad_input) if options name a week outside the run.
Displacement displacement(const PairedRuns& runs, const DisplacementOptions& options);

}  // namespace entrepot::experiment
