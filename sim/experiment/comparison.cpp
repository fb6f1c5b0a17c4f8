#include "entrepot/experiment/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/pairing.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/results/reader.hpp"

namespace entrepot::experiment {
namespace {

using results::ResultFile;

double variance(const statistics::Statistics& statistics) { return statistics.sd * statistics.sd; }

// ---- result files --------------------------------------------------------------------------------------------------

std::vector<std::int64_t> replicates_of(const ResultFile& file) {
  return std::get<std::vector<std::int64_t>>(file.output("leakage_rate").dimensions.front().labels);
}

std::vector<std::int64_t> sorted(std::vector<std::int64_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

/// Rows of a file for the shared replicates, in the order of their numbers.
std::vector<std::size_t> rows_of(const std::vector<std::int64_t>& shared, const std::vector<std::int64_t>& own) {
  std::vector<std::size_t> rows;
  for (const std::int64_t number : shared)
    rows.push_back(static_cast<std::size_t>(std::find(own.begin(), own.end(), number) - own.begin()));
  return rows;
}

std::vector<std::string> vendors_of(const std::vector<NamedResult>& files) {
  std::vector<std::string> all;
  for (const auto& file : files) {
    const auto revenue = file.file->output("revenue");
    for (const auto& name : std::get<std::vector<std::string>>(revenue.dimensions[2].labels)) {
      if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    }
  }
  return all;
}

/// Values of the rows; all NaN if the file lacks the measure's label.
std::vector<double> values_in(const ResultFile& file, const Measure& measure, const std::vector<std::size_t>& rows,
                              bool asked_for) {
  std::vector<double> kept(rows.size(), statistics::Statistics::missing);
  try {
    const auto all = measured(file, measure);
    for (std::size_t i = 0; i < rows.size(); ++i) kept[i] = all[rows[i]];
  } catch (const Error&) {
    if (asked_for) throw;
  }
  return kept;
}

// ---- runs ----------------------------------------------------------------------------------------------------------

/// Collects runs in order, all runs of a replicate consecutively, and keeps complete replicates.
class Collector {
 public:
  Collector(std::span<const Contender> contenders, SideBySide& found) : contenders_(contenders), found_(found) {
    for (const auto& contender : contenders) readers_.emplace_back(*contender.setting, found.measures);
    found.values.assign(contenders.size(), std::vector<std::vector<double>>(found.measures.size()));
  }

  void take(std::uint32_t task, const model::Record& record) {
    const std::size_t run = task % contenders_.size();
    const std::uint32_t replicate = task / static_cast<std::uint32_t>(contenders_.size());
    if (replicate != replicate_) pending_.clear();
    replicate_ = replicate;
    pending_.push_back(readers_[run](record));
    if (contenders_[run].writer != nullptr) contenders_[run].writer->write(replicate, record);
    if (pending_.size() == contenders_.size()) keep();
  }

 private:
  void keep() {
    found_.replicates.push_back(replicate_);
    for (std::size_t run = 0; run < pending_.size(); ++run) {
      for (std::size_t m = 0; m < found_.measures.size(); ++m) found_.values[run][m].push_back(pending_[run][m]);
    }
    pending_.clear();
  }

  std::span<const Contender> contenders_;
  SideBySide& found_;
  std::vector<MeasureReader> readers_;
  std::uint32_t replicate_ = 0;
  std::vector<std::vector<double>> pending_;  ///< [run][measure] of the current replicate
};

}  // namespace

// ---- statistics ----------------------------------------------------------------------------------------------------

statistics::Interval wilson_interval(double successes, std::size_t n, double confidence) {
  constexpr double none = statistics::Statistics::missing;
  if (n == 0) return {none, none, none};
  const double z = core::normal_quantile(0.5 + confidence / 2);
  const double count = static_cast<double>(n);
  const double share = successes / count;
  const double shrunk = 1 + z * z / count;
  const double middle = (share + z * z / (2 * count)) / shrunk;
  const double half = z / shrunk * std::sqrt(share * (1 - share) / count + z * z / (4 * count * count));
  // For a share of 0 or 1, one bound is exact; set it without rounding error.
  return {share, successes <= 0 ? 0.0 : std::max(0.0, middle - half),
          successes >= count ? 1.0 : std::min(1.0, middle + half)};
}

PairedEffect paired_effect(std::span<const double> reference, std::span<const double> other, double confidence) {
  std::vector<double> a;
  std::vector<double> b;
  std::vector<double> difference;
  double lower = 0;
  for (std::size_t r = 0; r < reference.size(); ++r) {
    if (std::isnan(reference[r]) || std::isnan(other[r])) continue;
    a.push_back(reference[r]);
    b.push_back(other[r]);
    difference.push_back(other[r] - reference[r]);
    lower += difference.back() < 0 ? 1 : difference.back() > 0 ? 0 : 0.5;
  }
  statistics::Summariser summarise(confidence);
  PairedEffect effect{.pairs = a.size(),
                      .reference = summarise(a),
                      .other = summarise(b),
                      .difference = summarise(difference),
                      .lower = wilson_interval(lower, a.size(), confidence)};
  const double independent = variance(effect.reference) + variance(effect.other);
  if (independent > 0) effect.variance_ratio = variance(effect.difference) / independent;
  effect.exactly_zero =
      !a.empty() && std::all_of(difference.begin(), difference.end(), [](double d) { return d == 0; });
  return effect;
}

MeanEstimate mean_with_interval(const statistics::Interval& interval, std::size_t n, double confidence) {
  if (n < 2) return {interval.value, statistics::Statistics::missing, n};
  const double t = core::student_t_quantile(static_cast<double>(n - 1), 0.5 + confidence / 2);
  const double error = (interval.high - interval.low) / 2 / t;
  return {interval.value, error * error, n};
}

statistics::Interval welch_interval(const MeanEstimate& a, const MeanEstimate& b, double confidence) {
  constexpr double none = statistics::Statistics::missing;
  if (std::min(a.n, b.n) == 0) return {none, none, none};
  const double difference = b.mean - a.mean;
  if (std::min(a.n, b.n) < 2) return {difference, none, none};
  const double variance = a.variance + b.variance;
  if (variance == 0) return {difference, difference, difference};
  const double freedom =
      variance * variance /
      (a.variance * a.variance / static_cast<double>(a.n - 1) + b.variance * b.variance / static_cast<double>(b.n - 1));
  const double half = core::student_t_quantile(freedom, 0.5 + confidence / 2) * std::sqrt(variance);
  return {difference, difference - half, difference + half};
}

PairedEffect unpaired_effect(std::span<const double> reference, std::span<const double> other, double confidence) {
  const auto a = statistics::without_missing(reference);
  const auto b = statistics::without_missing(other);
  statistics::Summariser summarise(confidence);
  PairedEffect effect{.pairs = std::min(a.size(), b.size()),
                      .reference = summarise(a),
                      .other = summarise(b),
                      .difference = {},
                      .lower = wilson_interval(0, 0, confidence)};
  const auto of_mean = [](const statistics::Statistics& summary, std::size_t n) {
    return MeanEstimate{summary.mean, variance(summary) / static_cast<double>(n), n};
  };
  const auto difference =
      welch_interval(of_mean(effect.reference, a.size()), of_mean(effect.other, b.size()), confidence);
  effect.difference.mean = difference.value;
  effect.difference.low = difference.low;
  effect.difference.high = difference.high;
  return effect;
}

PairedEffect effect_of(const SideBySide& found, std::size_t run, std::size_t measure) {
  const auto effect = found.paired ? paired_effect : unpaired_effect;
  return effect(found.values[0][measure], found.values[run][measure], found.confidence);
}

statistics::Statistics reference_level(const SideBySide& found, std::size_t measure) {
  statistics::Summariser summarise(found.confidence);
  return summarise(found.values[0][measure]);
}

// ---- result files --------------------------------------------------------------------------------------------------

std::vector<std::string> labels_of(const std::vector<std::string>& files) {
  std::vector<std::string> stems;
  for (const auto& file : files) stems.push_back(std::filesystem::path(file).stem().string());
  return std::set(stems.begin(), stems.end()).size() == stems.size() ? stems : files;
}

namespace {

/// The replicates common to all files, sorted.
std::vector<std::int64_t> common_replicates(const std::vector<std::vector<std::int64_t>>& own) {
  std::vector<std::int64_t> common = sorted(own[0]);
  for (const auto& unsorted : own) {
    const auto numbers = sorted(unsorted);
    std::vector<std::int64_t> both;
    std::set_intersection(common.begin(), common.end(), numbers.begin(), numbers.end(), std::back_inserter(both));
    common = std::move(both);
  }
  if (common.empty()) throw Error("the files have no replicate in common", ExitCode::bad_input);
  return common;
}

/// Throws Error for a file with different weeks, or with a different seed if runs are paired; warns of another program
/// version.
void check_run(const std::string& first_path, const results::RunInfo& first, const results::RunInfo& info,
               SideBySide::Run& run, SideBySide& found) {
  auto chance = draw_key(info);
  if (!found.paired) chance.seed = first.seed;
  check_pairing(first_path, draw_key(first), run.name, chance);
  if (info.version != first.version || info.commit != first.commit) {
    found.warnings.push_back(
        fmt::format("{}: written by version {} ({}), the first by {} ({}); differences may be due to the program",
                    run.name, info.version, info.commit, first.version, first.commit));
  }
  if (info.seed != first.seed)
    found.warnings.push_back(fmt::format("{}: has another seed, so it is not paired; intervals are wider", run.name));
}

std::vector<Measure> measures_of(const std::vector<NamedResult>& files, const SideBySideReading& how) {
  if (how.outputs.empty() && !how.usual) return default_measures(vendors_of(files));
  std::vector<Measure> measures;
  for (const auto& text : how.outputs.empty() ? how.usual(vendors_of(files)) : how.outputs)
    measures.push_back(parse_measure(text));
  return measures;
}

}  // namespace

SideBySide read_side_by_side(const std::vector<std::string>& paths, const SideBySideReading& how) {
  std::vector<ResultFile> files;
  for (const auto& path : paths) files.emplace_back(std::filesystem::path(path));
  std::vector<NamedResult> named;
  for (std::size_t run = 0; run < files.size(); ++run) named.push_back({paths[run], &files[run]});
  return read_side_by_side(named, how);
}

SideBySide read_side_by_side(const std::vector<NamedResult>& files, const SideBySideReading& how) {
  std::vector<std::string> paths;
  for (const auto& file : files) paths.push_back(file.name);
  SideBySide found;
  found.paired = how.paired;
  const auto labels = labels_of(paths);
  std::vector<std::vector<std::int64_t>> own;
  for (std::size_t run = 0; run < files.size(); ++run) {
    const auto& info = files[run].file->run();
    found.runs.push_back({paths[run], labels[run], info.title});
    check_run(paths[0], files[0].file->run(), info, found.runs.back(), found);
    found.planned = std::max(found.planned, info.replicates_planned);
    own.push_back(replicates_of(*files[run].file));
  }
  found.replicates = found.paired ? common_replicates(own) : sorted(own[0]);
  if (found.paired && static_cast<std::int64_t>(found.replicates.size()) < found.planned) {
    found.warnings.push_back(fmt::format("{} of {} replicates are in all files; the others are ignored",
                                         found.replicates.size(), found.planned));
  }
  found.measures = measures_of(files, how);
  for (std::size_t run = 0; run < files.size(); ++run) {
    const auto rows = rows_of(found.paired ? found.replicates : sorted(own[run]), own[run]);
    auto& values = found.values.emplace_back();
    for (const auto& measure : found.measures)
      values.push_back(values_in(*files[run].file, measure, rows, !how.outputs.empty()));
  }
  found.confidence = files[0].file->run().confidence;
  found.ending = "all in the files";
  return found;
}

// ---- runs ----------------------------------------------------------------------------------------------------------

EnsembleOutcome run_side_by_side(std::span<const Contender> contenders, const SideBySideOptions& options,
                                 SideBySide& found) {
  const std::size_t runs = contenders.size();
  for (std::size_t run = 1; run < runs; ++run)
    check_pairing(found.runs[0].name, draw_key(*contenders[0].setting), found.runs[run].name,
                  draw_key(*contenders[run].setting));
  Collector gathering(contenders, found);
  EnsembleOptions ensemble{.replicates = options.replicates * runs, .threads = options.threads, .stop = options.stop};
  if (options.progress) {
    ensemble.progress = [&](const Progress& tasks) {
      options.progress({tasks.planned / runs, tasks.finished / runs, tasks.failed, tasks.seconds});
    };
  }
  if (options.enough) {
    ensemble.enough = [&](std::size_t tasks) {
      return tasks % runs == 0 && batch_ends(tasks / runs) && options.enough(found);
    };
  }
  return run_replicates(
      [&](std::uint32_t task) {
        return model::simulate(*contenders[task % runs].setting, task / static_cast<std::uint32_t>(runs));
      },
      [&](std::uint32_t task, const model::Record& record) { gathering.take(task, record); }, ensemble);
}

bool differences_precise(const SideBySide& found, std::span<const PrecisionTarget> targets) {
  for (std::size_t run = 1; run < found.runs.size(); ++run) {
    for (std::size_t t = 0; t < targets.size(); ++t) {
      const auto effect = paired_effect(found.values[0][t], found.values[run][t], found.confidence);
      if (!precise(targets[t], effect.difference)) return false;
    }
  }
  return true;
}

}  // namespace entrepot::experiment
