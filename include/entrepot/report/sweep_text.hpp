#pragma once
// Parts of reports on sweeps that several analyses share.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "entrepot/report/sweep_view.hpp"

namespace entrepot::report {

/// Levers, parameters, and the mean of every output for each policy and combination of levels.
std::string sweep_summary_text(const SweepView& sweep);

/// Parameters for programs. With values: each parameter in every row of the design; categories and dates as text.
nlohmann::ordered_json parameters_json(const sweep::SweepResult& result, bool with_values);
/// Policy and lever levels of a slice.
nlohmann::ordered_json labels_json(const SweepView& sweep, const SweepSlice& slice);

/// What the intervals of SweepView::decision_bootstrap cover, as a sentence.
std::string intervals_text(const SweepView& sweep);
/// Warnings of too few replicates or rows to resample for those intervals.
std::vector<std::string> interval_warnings(const SweepView& sweep);

/// How many runs have a value of an output. Failed and missing runs have none; nor has a leakage rate where nothing was
/// sold.
struct ValueCount {
  std::size_t runs = 0;
  std::size_t values = 0;
  [[nodiscard]] std::size_t without() const { return runs - values; }
};
ValueCount count_values(std::span<const double> values);
/// "24 of 48 runs have no value of leakage_rate and are left out"; empty if all have one.
std::string without_value_text(const ValueCount& count, const std::string& output);
/// For programs: runs, values, without_value.
nlohmann::ordered_json count_json(const ValueCount& count);

}  // namespace entrepot::report
