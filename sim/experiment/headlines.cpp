#include "entrepot/experiment/headlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>

#include "entrepot/core/error.hpp"
#include "entrepot/experiment/comparison.hpp"
#include "entrepot/experiment/estimates.hpp"
#include "entrepot/experiment/measure.hpp"
#include "entrepot/io/hash.hpp"

namespace entrepot::experiment {
namespace {

using results::ResultFile;

constexpr double missing = statistics::Statistics::missing;

constexpr std::array<const char*, 15> whole_run{
    "leakage_rate",         "leakage_rate_h100e", "leakage_rate_value",     "leaked_units",    "leaked_h100e",
    "access_leakage",       "mean_grey_premium",  "final_restricted_stock", "seized_units",    "honest_orders_refused",
    "licence_applications", "end_use_checks",     "cases_opened",           "entity_listings", "enforcement_spend"};

/// An output with a headline for each label of an axis.
struct LabelledOutput {
  const char* output;
  const char* axis;
  const char* rest;  ///< of the labels
};
constexpr std::array<LabelledOutput, 3> by_label{
    {{"annual_leaked_units", "year", ""}, {"hub_leak_share", "hub", ""}, {"revenue", "vendor", "/bill_to"}}};

std::vector<std::string> headline_measures(const ResultFile& file) {
  std::vector<std::string> measures;
  std::copy_if(whole_run.begin(), whole_run.end(), std::back_inserter(measures),
               [&](const char* name) { return file.has_output(name); });
  for (const auto& [output, axis, rest] : by_label) {
    if (!file.has_output(output)) continue;
    const auto array = file.output(output);
    const auto found = std::find_if(array.dimensions.begin(), array.dimensions.end(),
                                    [name = axis](const auto& dimension) { return dimension.name == name; });
    if (found == array.dimensions.end()) continue;
    for (const auto& label : results::labels_of(*found))
      measures.push_back(fmt::format("{}[{}{}]", output, label, rest));
  }
  return measures;
}

/// All NaN are one, and so are infinities.
std::string hash_of(const std::vector<std::int64_t>& replicates, std::vector<double> values) {
  for (auto& value : values) {
    if (!std::isfinite(value)) value = std::numeric_limits<double>::quiet_NaN();
  }
  io::Hasher hasher;
  hasher.add(std::span<const std::int64_t>(replicates));
  hasher.add(std::span<const double>(values));
  return io::hex(hasher.digest());
}

/// Rows of an output by the number of their replicate.
std::map<std::int64_t, std::size_t> rows_by_number(const ResultFile& file) {
  std::map<std::int64_t, std::size_t> rows;
  const auto labels = std::get<std::vector<std::int64_t>>(file.output("leakage_rate").dimensions.front().labels);
  for (std::size_t row = 0; row < labels.size(); ++row) rows[labels[row]] = row;
  return rows;
}

std::optional<Headline> headline_in(const ResultFile& file, const std::string& text,
                                    const std::map<std::int64_t, std::size_t>& rows) {
  try {
    const auto measure = parse_measure(text);
    const auto all = measured(file, measure);
    std::vector<std::int64_t> numbers;
    std::vector<double> values;
    for (const auto& [number, row] : rows) {
      numbers.push_back(number);
      values.push_back(all[row]);
    }
    return headline_of(text, measure.unit, numbers, std::move(values), file.run().confidence);
  } catch (const Error&) {
    return std::nullopt;  // a result without it
  }
}

// ---- differences ---------------------------------------------------------------------------------------------------

/// Values of the replicates with these numbers.
std::vector<double> values_of(const Headline& headline, const Headlines& of, const std::vector<std::int64_t>& numbers) {
  std::vector<double> values;
  for (const std::int64_t number : numbers) {
    const auto found = std::find(of.replicates.begin(), of.replicates.end(), number);
    values.push_back(headline.values[static_cast<std::size_t>(found - of.replicates.begin())]);
  }
  return values;
}

double mean_of(std::span<const double> values) { return statistics::Summariser(0.5)(values).mean; }

bool are_identical(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

Change change_of(const HeadlineChange& found, double margin) {
  if (std::isnan(found.low) || std::isnan(found.high)) return Change::inconclusive;
  if (found.low > 0 || found.high < 0) return Change::changed;
  const double bound = margin * std::abs(found.before);
  return -bound <= found.low && found.high <= bound ? Change::unchanged : Change::inconclusive;
}

MeanEstimate estimate_of(const Headline& headline, double confidence) {
  return mean_with_interval({headline.mean, headline.low, headline.high}, headline.defined, confidence);
}

class HeadlineComparison {
 public:
  HeadlineComparison(const Headlines& before, const Headlines& after) : before_(before), after_(after) {
    std::set_intersection(before.replicates.begin(), before.replicates.end(), after.replicates.begin(),
                          after.replicates.end(), std::back_inserter(both_));
    same_weeks_ = before.start == after.start && before.weeks == after.weeks;
    paired_ = same_weeks_ && before.seed == after.seed && both_.size() > 1 && before.has_values() && after.has_values();
  }

  [[nodiscard]] HeadlineDiff diff(double margin, double level) const {
    HeadlineDiff found{.paired = paired_,
                       .replicates_before = paired_ ? both_.size() : before_.replicates.size(),
                       .replicates_after = paired_ ? both_.size() : after_.replicates.size(),
                       .level = level > 0 ? level : before_.confidence,
                       .margin = margin,
                       .changes = {},
                       .keys = scenario::key_differences(before_.keys, after_.keys),
                       .notes = notes()};
    std::vector<std::pair<const Headline*, const Headline*>> common;
    for (const auto& headline : before_.headlines) {
      if (const auto* other = after_.find(headline.measure); other != nullptr) common.emplace_back(&headline, other);
    }
    const double each = 1 - (1 - found.level) / static_cast<double>(std::max<std::size_t>(1, common.size()));
    for (const auto& [old, fresh] : common) found.changes.push_back(change(*old, *fresh, each, margin));
    return found;
  }

 private:
  [[nodiscard]] HeadlineChange change(const Headline& old, const Headline& fresh, double level, double margin) const {
    HeadlineChange found{.measure = old.measure, .unit = old.unit};
    const bool identical =
        paired_ ? compare_pairs(old, fresh, level, found) : compare_samples(old, fresh, level, found);
    if (same_weeks_ && old.unit == fresh.unit) found.change = identical ? Change::identical : change_of(found, margin);
    return found;
  }

  /// Returns whether not one pair differs.
  bool compare_pairs(const Headline& old, const Headline& fresh, double level, HeadlineChange& found) const {
    const auto a = values_of(old, before_, both_);
    const auto b = values_of(fresh, after_, both_);
    const auto effect = paired_effect(a, b, level);
    found.before = mean_of(a);
    found.after = mean_of(b);
    found.difference = effect.difference.mean;
    found.low = effect.difference.low;
    found.high = effect.difference.high;
    found.n = effect.pairs;
    return are_identical(a, b);
  }

  bool compare_samples(const Headline& old, const Headline& fresh, double level, HeadlineChange& found) const {
    const auto a = estimate_of(old, before_.confidence);
    const auto b = estimate_of(fresh, after_.confidence);
    const auto difference = old.hash == fresh.hash ? statistics::Interval{0, 0, 0} : welch_interval(a, b, level);
    found.before = old.mean;
    found.after = fresh.mean;
    found.difference = difference.value;
    found.low = difference.low;
    found.high = difference.high;
    found.n = std::min(a.n, b.n);
    return old.hash == fresh.hash;
  }

  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    if (before_.scenario != after_.scenario)
      notes.push_back(fmt::format("The files are of two scenarios, {} and {}, which may differ by design.",
                                  before_.scenario, after_.scenario));
    if (const auto weaker = pairing_note(); !weaker.empty()) notes.push_back(weaker);
    return notes;
  }

  [[nodiscard]] std::string pairing_note() const {
    if (!same_weeks_)
      return fmt::format("The runs cover different weeks ({} to {}, {} to {}), so no result can be compared.",
                         before_.start.iso(), before_.end.iso(), after_.start.iso(), after_.end.iso());
    if (before_.seed != after_.seed)
      return fmt::format("The seeds differ ({}, {}), so replicates are not paired and intervals are wider.",
                         before_.seed, after_.seed);
    if (!before_.has_values() || !after_.has_values()) {
      const char* which = before_.has_values()  ? "The new file does not hold"
                          : after_.has_values() ? "The old file does not hold"
                                                : "Neither file holds";
      return fmt::format("{} the values of replicates, so they are not paired and intervals are wider.", which);
    }
    if (!paired_) return "Fewer than two replicates are in both, so they are not paired.";
    if (both_.size() < std::max(before_.replicates.size(), after_.replicates.size()))
      return fmt::format("{} replicates are in both; the others are left out.", both_.size());
    return "";
  }

  const Headlines& before_;
  const Headlines& after_;
  std::vector<std::int64_t> both_;
  bool same_weeks_ = false;
  bool paired_ = false;
};

}  // namespace

bool Headlines::has_values() const {
  return std::all_of(headlines.begin(), headlines.end(),
                     [&](const Headline& headline) { return headline.values.size() == replicates.size(); });
}

const Headline* Headlines::find(const std::string& measure) const {
  const auto found = std::find_if(headlines.begin(), headlines.end(),
                                  [&](const Headline& headline) { return headline.measure == measure; });
  return found == headlines.end() ? nullptr : &*found;
}

Headline headline_of(std::string measure, std::string unit, const std::vector<std::int64_t>& replicates,
                     std::vector<double> values, double confidence) {
  const auto found = statistics::Summariser(confidence)(values);
  const std::size_t defined = statistics::without_missing(values).size();
  const auto hash = hash_of(replicates, values);
  return {.measure = std::move(measure),
          .unit = std::move(unit),
          .mean = found.mean,
          .low = found.low,
          .high = found.high,
          .defined = defined,
          .hash = hash,
          .values = std::move(values)};
}

Headlines read_headlines(const std::string& result_file) {
  const auto opened = open_scenario_result(result_file);
  const auto& file = opened.file;
  const auto& run = file.run();
  Headlines found{.name = std::filesystem::path(result_file).filename().string(),
                  .title = run.title,
                  .scenario = opened.scenario,
                  .version = run.version,
                  .commit = run.commit,
                  .content_hash = run.content_hash,
                  .seed = run.seed,
                  .start = Date::parse(run.start).value_or(Date{}),
                  .end = Date::parse(run.end).value_or(Date{}),
                  .weeks = run.weeks,
                  .confidence = run.confidence,
                  .keys = scenario::deciding_keys(file.scenario()),
                  .outputs = {},
                  .replicates = {},
                  .headlines = {}};
  for (const auto& output : results::outputs()) {
    if (file.has_output(output.info.name)) found.outputs.push_back(output.info.name);
  }
  std::sort(found.outputs.begin(), found.outputs.end());
  const auto rows = rows_by_number(file);
  for (const auto& [number, row] : rows) found.replicates.push_back(number);
  for (const auto& measure : headline_measures(file)) {
    if (auto headline = headline_in(file, measure, rows)) found.headlines.push_back(std::move(*headline));
  }
  return found;
}

std::string change_text(Change change) {
  switch (change) {
    case Change::identical:
      return "identical";
    case Change::unchanged:
      return "unchanged";
    case Change::changed:
      return "changed";
    case Change::inconclusive:
      return "inconclusive";
  }
  return "";
}

HeadlineDiff diff_headlines(const Headlines& before, const Headlines& after, double margin, double level) {
  return HeadlineComparison(before, after).diff(margin, level);
}

}  // namespace entrepot::experiment
