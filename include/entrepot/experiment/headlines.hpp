#pragma once
// The headline results of a run, and which of them changed from one release to the next.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/scenario/key_differences.hpp"

namespace entrepot::experiment {

struct Headline {
  std::string measure;
  std::string unit;
  double mean = 0;
  double low = 0;  ///< Student's interval of the mean at the run's level; NaN with fewer than two values
  double high = 0;
  std::size_t defined = 0;          ///< replicates in which it is defined
  std::string hash;                 ///< of all replicates' numbers and values
  std::vector<double> values = {};  ///< [replicate]; NaN where it is not defined; empty in a file without them
};

/// The headline results of a run, and what the run was.
struct Headlines {
  std::string name;  ///< of the file
  std::string title;
  std::string scenario;  ///< name of the scenario's file
  std::string version;
  std::string commit;
  std::string content_hash;
  std::int64_t seed = 0;
  Date start;
  Date end;
  std::int64_t weeks = 0;
  double confidence = 0;
  scenario::KeyValues keys;              ///< of the resolved scenario
  std::vector<std::string> outputs;      ///< names
  std::vector<std::int64_t> replicates;  ///< numbers
  std::vector<Headline> headlines;

  /// Whether replicates can be paired with those of another run.
  [[nodiscard]] bool has_values() const;
  /// Null if there is none.
  [[nodiscard]] const Headline* find(const std::string& measure) const;
};

/// Of one measure: values of the numbered replicates.
Headline headline_of(std::string measure, std::string unit, const std::vector<std::int64_t>& replicates,
                     std::vector<double> values, double confidence);

/// Of a result file. Throws Error if it cannot be read.
Headlines read_headlines(const std::string& result_file);

enum class Change {
  identical,    ///< in every replicate, to the last bit; without values, of equal hash
  unchanged,    ///< the interval of the difference lies within the margin
  changed,      ///< the interval excludes zero
  inconclusive  ///< the interval holds zero and exceeds the margin, or there is none
};
std::string change_text(Change change);

/// New less old of one headline result.
struct HeadlineChange {
  std::string measure;
  std::string unit;
  double before = 0;  ///< mean over the replicates that are compared
  double after = 0;
  double difference = 0;
  double low = 0;
  double high = 0;
  std::size_t n = 0;  ///< pairs, or the smaller sample
  Change change = Change::inconclusive;
};

struct HeadlineDiff {
  bool paired = false;
  std::size_t replicates_before = 0;  ///< that are compared
  std::size_t replicates_after = 0;
  double level = 0;   ///< at which all intervals together hold
  double margin = 0;  ///< share of the old result within which it counts as unchanged
  std::vector<HeadlineChange> changes;
  std::vector<scenario::KeyDifference> keys;  ///< in which the scenarios differ
  std::vector<std::string> notes;             ///< why the comparison is weaker than it could be
};

/// Differences of all headline results that both have. Paired by number of the replicate if both hold values and have
/// the same seed, weeks and at least two numbers in common, else of independent samples (Welch). Intervals are
/// Student's at a level that makes all of them together hold at `level` (Bonferroni; 0: that of the old run), so that
/// few comparisons, not few results, report a change that is only noise.
HeadlineDiff diff_headlines(const Headlines& before, const Headlines& after, double margin, double level = 0);

}  // namespace entrepot::experiment
