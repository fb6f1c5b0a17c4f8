#pragma once
// Published estimates, and what results have in their place (docs/how-to/check-against-estimates.md).

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/scenario/evidence.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::experiment {

/// A published figure, and the quantity of a result that comes nearest to it.
struct Estimate {
  std::string name;
  std::string what;
  std::string scenario;  ///< name of the scenario's file without suffix
  std::vector<std::string> of;
  std::vector<std::string> over;
  std::string custody;
  std::optional<Date> from;
  std::optional<Date> until;
  std::optional<Date> over_from;
  std::optional<Date> over_until;
  std::optional<double> low;  ///< of the published range; none: an open end
  std::optional<double> high;
  std::string unit;
  std::string source;
  std::string grade;
  bool seen = false;
  bool used = false;
  std::string differs;
  std::vector<std::string> evidence;  ///< ids of rows of the register

  // clang-format off
  template <class Rows>
  static void rows(Rows& row) {
    using E = Estimate;
    row("what", &E::what, {.meaning = "The estimate in words."});
    row("scenario", &E::scenario, {.fallback = "''", .meaning = "Name of the scenario's file without suffix."});
    row("of", &E::of, {.fallback = "[]", .meaning = "Measures that are summed: NAME or NAME[LABEL/..]."});
    row("over", &E::over, {.fallback = "[]", .meaning = "Measures whose sum is the denominator."});
    row("custody", &E::custody, {.fallback = "''", .choices = {"", "largest_order", "largest_diverter"}, .meaning = "A quantity of the chains of custody, in place of measures."});
    row("from", &E::from, {.meaning = "First day of the rows that count."});
    row("until", &E::until, {.meaning = "Last day of the rows that count."});
    row("over_from", &E::over_from, {.meaning = "First day of the rows that count in 'over'."});
    row("over_until", &E::over_until, {.meaning = "Last day of the rows that count in 'over'."});
    row("low", &E::low, {.meaning = "Lower end of the published range."});
    row("high", &E::high, {.meaning = "Upper end of the published range."});
    row("unit", &E::unit, {.choices = {"ratio", "factor", "units", "H100e", "USD", "count"}, .meaning = "Unit of the range."});
    row("source", &E::source, {.meaning = "Source of the figure."});
    row("grade", &E::grade, {.choices = {"A", "B", "C"}, .meaning = "A official, B named research or press, C rough."});
    row("seen", &E::seen, {.fallback = "false", .meaning = "Whether the figure was checked in its source."});
    row("used", &E::used, {.fallback = "false", .meaning = "Whether inputs were set to match the figure."});
    row("differs", &E::differs, {.meaning = "Difference between the model's quantity and the published one."});
    row("evidence", &E::evidence, {.fallback = "[]", .meaning = "Ids of the rows of evidence that hold the figure."});
  }
  // clang-format on
};

struct EstimateSuite {
  std::string title;
  std::vector<Estimate> estimates;
  std::vector<scenario::EvidenceRow> evidence = {};  ///< the rows that they cite, by id
};

/// Read a file of estimates. Rows of evidence are looked up in these directories and in `evidence` beside the file or
/// its directory. Throws scenario::ScenarioError with every error found.
EstimateSuite read_estimates(const std::filesystem::path& file,
                             const std::vector<std::filesystem::path>& evidence_dirs = {});

/// Where a result lies to the published range. History happened once, so single replicates count as well as their mean.
enum class Verdict {
  inside,        ///< the mean over replicates lies in the range
  overlaps,      ///< the mean does not, but the middle 90 % of replicates reach into it
  below,         ///< not even those
  above,         ///< not even those
  not_measured,  ///< the result lacks what is asked for; the note says what
  no_result      ///< there is no result of the scenario
};
std::string verdict_text(Verdict verdict);

/// A result file with the name of its scenario's file, without folder and suffix.
struct ScenarioResult {
  std::string path;
  results::ResultFile file;
  std::string scenario;
};
ScenarioResult open_scenario_result(const std::string& path);

struct EstimateCheck {
  Verdict verdict = Verdict::no_result;
  statistics::Statistics model = {};
  std::size_t replicates = 0;  ///< in which the quantity is defined
  const ScenarioResult* result = nullptr;
  std::string note = {};
};

/// Every estimate of the suite against the first result of its scenario.
std::vector<EstimateCheck> check_estimates(const EstimateSuite& suite, const std::vector<ScenarioResult>& results);

}  // namespace entrepot::experiment
