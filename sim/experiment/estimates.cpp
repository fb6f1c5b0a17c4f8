#include "entrepot/experiment/estimates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/measure.hpp"
#include "entrepot/experiment/measures_in_file.hpp"
#include "entrepot/scenario/file_text.hpp"
#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/yaml_tree.hpp"

namespace entrepot::experiment {
namespace {

using results::Dimension;
using results::ResultFile;
using scenario::Reading;
using scenario::Value;
using Kind = Value::Kind;

constexpr std::size_t most_bytes = (std::size_t{2} << 20U) + 1;
constexpr double missing = statistics::Statistics::missing;

// ---- reading -------------------------------------------------------------------------------------------------------

/// What holds for the whole file.
struct Top {
  std::string title;
  std::string scenario;

  template <class Rows>
  static void rows(Rows& row) {
    row("title", &Top::title, {.fallback = "''", .meaning = "Title of the estimates."});
    row("scenario", &Top::scenario, {.fallback = "''", .meaning = "Scenario of the estimates that name none."});
  }
};

class EstimateReader {
 public:
  EstimateReader(std::filesystem::path file, std::vector<std::filesystem::path> evidence_dirs)
      : file_(std::move(file)), evidence_dirs_(std::move(evidence_dirs)), reading_(diagnostics_) {}

  EstimateSuite read(const std::string& text) {
    const Value root = scenario::as_map(scenario::parse_yaml(text, file_.string(), diagnostics_), file_.string(),
                                        diagnostics_, "estimates");
    diagnostics_.throw_if_failed();
    Top top;
    scenario::table_of<Top>()->read(reading_, root, "", {"estimates"}, top);
    EstimateSuite suite{.title = top.title.empty() ? file_.stem().string() : top.title, .estimates = {}};
    if (const Value* entries = root.find("estimates"); entries != nullptr) {
      for (const auto& [name, entry] : scenario::entries_of(reading_, *entries, "estimates"))
        suite.estimates.push_back(read_estimate(name, *entry, top.scenario));
    }
    if (suite.estimates.empty())
      reading_.error(root, "estimates", "nothing to check; expected a map from names to estimates");
    suite.evidence = cited_rows();
    diagnostics_.throw_if_failed();
    return suite;
  }

 private:
  Estimate read_estimate(const std::string& name, const Value& entry, const std::string& scenario) {
    const std::string path = "estimates." + name;
    Estimate estimate;
    scenario::table_of<Estimate>()->read(reading_, entry, path, {}, estimate);
    estimate.name = name;
    if (estimate.scenario.empty()) estimate.scenario = scenario;
    if (entry.kind == Kind::map) {
      check(estimate, entry, path);
      cite(entry, path);
    }
    return estimate;
  }

  void cite(const Value& entry, const std::string& path) {
    const Value* cited = entry.find("evidence");
    if (cited == nullptr) return;
    const auto add = [&](const Value& id) { citations_.push_back({id.text, path + ".evidence", id.mark}); };
    if (cited->kind == Kind::scalar) add(*cited);
    for (const auto& id : cited->items) add(id);
  }

  std::vector<scenario::EvidenceRow> cited_rows() {
    if (citations_.empty()) return {};
    const auto dirs = scenario::evidence_directories(evidence_dirs_, {file_, file_.parent_path()});
    return scenario::cited_rows(citations_, scenario::read_evidence(dirs, diagnostics_), diagnostics_);
  }

  void check(const Estimate& estimate, const Value& entry, const std::string& path) {
    const auto refuse_if = [&](bool wrong, const char* message) {
      if (wrong) reading_.error(entry, path, message);
    };
    refuse_if(estimate.scenario.empty(), "no scenario, and the file names none for all estimates");
    refuse_if(estimate.of.empty() && estimate.custody.empty(), "expected 'of' (measures) or 'custody'");
    refuse_if(!estimate.of.empty() && !estimate.custody.empty(), "expected either 'of' or 'custody', found both");
    refuse_if(!estimate.over.empty() && estimate.of.empty(), "'over' needs 'of'");
    refuse_if((estimate.over_from || estimate.over_until) && estimate.over.empty(),
              "'over_from' and 'over_until' need 'over'");
    refuse_if(entry.find("low") == nullptr && entry.find("high") == nullptr, "expected 'low' or 'high', or both");
    if (estimate.low && estimate.high && *estimate.low > *estimate.high)
      reading_.error(*entry.find("low"), path + ".low",
                     fmt::format("{} is above 'high', {}", *estimate.low, *estimate.high));
    check_order(entry, path, "from", estimate.from, estimate.until);
    check_order(entry, path, "over_from", estimate.over_from, estimate.over_until);
    for (const char* key : {"of", "over"}) check_measures(reading_, entry, key, path);
  }

  void check_order(const Value& entry, const std::string& path, const char* key, std::optional<Date> first,
                   std::optional<Date> last) {
    if (first && last && *last < *first)
      reading_.error(*entry.find(key), fmt::format("{}.{}", path, key),
                     fmt::format("{} is after {}", first->iso(), last->iso()));
  }

  std::filesystem::path file_;
  std::vector<std::filesystem::path> evidence_dirs_;
  std::vector<scenario::Citation> citations_;
  scenario::Diagnostics diagnostics_;
  Reading reading_;
};

// ---- quantities ----------------------------------------------------------------------------------------------------

[[noreturn]] void refuse(const std::string& why) { throw Error(why, ExitCode::bad_input); }

/// Rows that begin between two days, both included; none: an open end.
struct Period {
  std::optional<Date> first;
  std::optional<Date> last;

  [[nodiscard]] bool is_all() const { return !first && !last; }
  [[nodiscard]] bool holds(Date day) const { return (!first || day >= *first) && (!last || day <= *last); }
  [[nodiscard]] std::string text() const {
    return fmt::format("{} and {}", first ? first->iso() : "the start", last ? last->iso() : "the end");
  }
};

Date date_of(const std::string& iso) { return Date::parse(iso).value_or(Date{}); }

/// Part of a year would pass for the whole of it.
void check_period(const ResultFile& file, const Period& period) {
  const auto& run = file.run();
  const Date start = date_of(run.start);
  const Date end = start + static_cast<int>(7 * run.weeks);
  if ((period.first && *period.first < start) || (period.last && *period.last > end))
    refuse(fmt::format("its dates are not all in the run, which begins on {} and ends on {}", run.start, run.end));
}

bool is_time(const Dimension& axis) { return axis.name == "week" || axis.name == "month" || axis.name == "quarter"; }

/// Row of a row-major cell on an axis.
std::size_t row_on(std::span<const Dimension> axes, std::size_t axis, std::size_t cell) {
  for (std::size_t later = axes.size() - 1; later > axis; --later) cell /= axes[later].size();
  return cell % axes[axis].size();
}

/// Remove the cells of rows that begin outside the period.
void keep_period(const ResultFile& file, const Measure& measure, const Period& period, std::span<const Dimension> axes,
                 std::vector<std::size_t>& cells) {
  if (period.is_all()) return;
  const auto time = std::find_if(axes.begin(), axes.end(), is_time);
  if (time == axes.end()) refuse(fmt::format("'{}': dates are for outputs by week, month or quarter", measure.text));
  check_period(file, period);
  const auto axis = static_cast<std::size_t>(time - axes.begin());
  const auto& days = std::get<std::vector<std::int64_t>>(time->labels);  // since the start
  const Date start = date_of(file.run().start);
  std::erase_if(
      cells, [&](std::size_t cell) { return !period.holds(start + static_cast<int>(days[row_on(axes, axis, cell)])); });
  if (cells.empty()) refuse(fmt::format("'{}': no {} begins between {}", measure.text, time->name, period.text()));
}

/// A measure of each replicate over the cells that are published; NaN where none is.
std::vector<double> published(const ResultFile& file, const std::string& path, const Measure& measure,
                              const Period& period) {
  if (!file.has_output(measure.output)) refuse(fmt::format("{}: has no output '{}'", path, measure.output));
  const auto array = file.output(measure.output);
  const auto axes = std::span(array.dimensions).subspan(1);
  auto cells = cells_of(measure, axes);
  keep_period(file, measure, period, axes, cells);
  const std::size_t replicates = array.dimensions.front().size();
  const std::size_t each = replicates == 0 ? 0 : array.values.size() / replicates;
  std::vector<double> values;
  for (std::size_t r = 0; r < replicates; ++r) {
    const auto of_replicate = std::span(array.values).subspan(r * each, each);
    std::vector<std::size_t> known;
    std::copy_if(cells.begin(), cells.end(), std::back_inserter(known),
                 [&](std::size_t cell) { return !std::isnan(of_replicate[cell]); });
    values.push_back(known.empty() ? missing : value_of(measure, known, of_replicate));
  }
  return values;
}

/// The sum of measures, [replicate]. What is not published counts nothing; NaN if nothing was.
std::vector<double> sum_of(const ScenarioResult& result, const std::vector<std::string>& measures,
                           const Period& period) {
  std::vector<double> sum;
  for (const auto& text : measures) {
    const auto part = published(result.file, result.path, parse_measure(text), period);
    if (sum.empty()) sum.assign(part.size(), missing);
    for (std::size_t r = 0; r < part.size(); ++r) {
      if (!std::isnan(part[r])) sum[r] = std::isnan(sum[r]) ? part[r] : sum[r] + part[r];
    }
  }
  return sum;
}

std::vector<double> share_of(const ScenarioResult& result, const Estimate& estimate) {
  const Period period{estimate.from, estimate.until};
  const Period of_whole{estimate.over_from, estimate.over_until};
  auto values = sum_of(result, estimate.of, period);
  if (estimate.over.empty()) return values;
  const auto whole = sum_of(result, estimate.over, of_whole.is_all() ? period : of_whole);
  // A table that is out but does not name a place is no missing table.
  for (std::size_t r = 0; r < values.size(); ++r)
    values[r] = whole[r] > 0 ? (std::isnan(values[r]) ? 0 : values[r] / whole[r]) : missing;
  return values;
}

/// Largest number of units in one order, or of the firms of one owner, in each replicate whose custody chains the file
/// keeps. A lot counts in the period in which it was delivered or seized.
std::vector<double> largest_in_custody(const ScenarioResult& result, const Estimate& estimate) {
  const auto& file = result.file;
  const auto lots = file.custody_lots();
  const char* key = estimate.custody == "largest_order" ? "order" : "owner";
  const Period period{estimate.from, estimate.until};
  const Date start = date_of(file.run().start);
  std::map<std::int64_t, std::map<std::int64_t, double>> units;
  for (std::size_t row = 0; row < lots.rows(); ++row) {
    if (!period.holds(start + static_cast<int>(7 * lots.whole("ended", row)))) continue;
    units[lots.whole("replicate", row)][lots.whole(key, row)] += lots.number("units", row);
  }
  std::vector<double> values;
  for (const std::int64_t replicate : file.replicates()) {
    if (replicate >= file.custody_replicates()) continue;
    double largest = 0;
    for (const auto& [group, sum] : units[replicate]) largest = std::max(largest, sum);
    values.push_back(largest);
  }
  return values;
}

Verdict verdict_of(const Estimate& estimate, const statistics::Statistics& model) {
  const double low = estimate.low.value_or(-HUGE_VAL);
  const double high = estimate.high.value_or(HUGE_VAL);
  if (low <= model.mean && model.mean <= high) return Verdict::inside;
  if (model.p05 <= high && low <= model.p95) return Verdict::overlaps;
  return model.mean < low ? Verdict::below : Verdict::above;
}

EstimateCheck check_against(const Estimate& estimate, const ScenarioResult& result) {
  EstimateCheck check{.verdict = Verdict::not_measured, .result = &result};
  std::vector<double> values;
  try {
    values = estimate.custody.empty() ? share_of(result, estimate) : largest_in_custody(result, estimate);
  } catch (const Error& error) {
    check.note = error.what();
    return check;
  }
  check.replicates = statistics::without_missing(values).size();
  if (check.replicates == 0) {
    check.note = "not defined in any replicate";
    return check;
  }
  if (const std::size_t undefined = values.size() - check.replicates; undefined > 0)
    check.note = fmt::format("not defined in {} of {} replicates", undefined, values.size());
  check.model = statistics::Summariser(result.file.run().confidence)(values);
  check.verdict = verdict_of(estimate, check.model);
  return check;
}

}  // namespace

EstimateSuite read_estimates(const std::filesystem::path& file,
                             const std::vector<std::filesystem::path>& evidence_dirs) {
  const auto read = scenario::read_file(file, most_bytes);
  if (!read.error.empty()) throw scenario::ScenarioError(fmt::format("{}: error: {}", file.string(), read.problem));
  return EstimateReader(file, evidence_dirs).read(read.text);
}

std::string verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::inside:
      return "inside";
    case Verdict::overlaps:
      return "overlaps";
    case Verdict::below:
      return "below";
    case Verdict::above:
      return "above";
    case Verdict::not_measured:
      return "not measured";
    case Verdict::no_result:
      return "no result";
  }
  return "";
}

ScenarioResult open_scenario_result(const std::string& path) {
  ResultFile file(path);
  const auto inputs = file.inputs();
  return {path, std::move(file), inputs.empty() ? "" : std::filesystem::path(inputs.front().path).stem().string()};
}

std::vector<EstimateCheck> check_estimates(const EstimateSuite& suite, const std::vector<ScenarioResult>& results) {
  std::vector<EstimateCheck> checks;
  for (const auto& estimate : suite.estimates) {
    const auto found = std::find_if(results.begin(), results.end(),
                                    [&](const auto& result) { return result.scenario == estimate.scenario; });
    if (found == results.end()) {
      checks.push_back({.verdict = Verdict::no_result, .note = "no result of " + estimate.scenario});
    } else {
      checks.push_back(check_against(estimate, *found));
    }
  }
  return checks;
}

}  // namespace entrepot::experiment
