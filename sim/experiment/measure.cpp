#include "entrepot/experiment/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "entrepot/core/error.hpp"
#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::experiment {
namespace {

using results::Dimension;

// Levels, whose sum over weeks has no meaning.
constexpr std::array<std::string_view, 3> levels{"restricted_stock", "rented_h100e", "rent"};

const results::Output* find_output(const std::string& name) {
  const auto& all = results::outputs();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& output) { return output.info.name == name; });
  return found == all.end() ? nullptr : &*found;
}

[[noreturn]] void refuse(const Measure& measure, const std::string& why) {
  throw Error(fmt::format("'{}': {}", measure.text, why), ExitCode::bad_input);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();

/// The selected row on each axis; all_rows if none is selected.
std::vector<std::size_t> chosen_rows(const Measure& measure, std::span<const Dimension> axes) {
  std::vector<std::size_t> rows(axes.size(), all_rows);
  for (const auto& label : measure.labels) {
    std::vector<std::string> known;
    bool found = false;
    for (std::size_t axis = 0; axis < axes.size() && !found; ++axis) {
      if (rows[axis] != all_rows) continue;
      const auto labels = labels_of(axes[axis]);
      const auto at = std::find(labels.begin(), labels.end(), label);
      found = at != labels.end();
      if (found) rows[axis] = static_cast<std::size_t>(at - labels.begin());
      known.insert(known.end(), labels.begin(), labels.end());
    }
    if (!found) {
      refuse(measure, fmt::format("{} has no '{}'{}", measure.output, label, scenario::did_you_mean(label, known)));
    }
  }
  return rows;
}

bool level(const Measure& measure) { return std::find(levels.begin(), levels.end(), measure.output) != levels.end(); }

}  // namespace

Measure parse_measure(const std::string& text) {
  Measure measure{.text = text, .output = text, .labels = {}, .unit = {}, .long_name = {}};
  const std::size_t bracket = text.find('[');
  if (bracket != std::string::npos) {
    measure.output = text.substr(0, bracket);
    if (text.back() != ']' || text.size() == bracket + 2) refuse(measure, "expected NAME or NAME[LABEL/LABEL...]");
    measure.labels = split(text.substr(bracket + 1, text.size() - bracket - 2), '/');
  }
  const auto* output = find_output(measure.output);
  if (output == nullptr) {
    std::vector<std::string> names;
    for (const auto& each : results::outputs()) names.push_back(each.info.name);
    refuse(measure, fmt::format("no output '{}'{}", measure.output, scenario::did_you_mean(measure.output, names)));
  }
  measure.unit = output->info.unit;
  measure.long_name = output->info.long_name;
  return measure;
}

std::vector<Measure> default_measures(const std::vector<std::string>& vendors) {
  std::vector<Measure> all;
  for (const char* name : {"leakage_rate", "leaked_units", "leaked_h100e", "access_leakage", "mean_grey_premium"})
    all.push_back(parse_measure(name));
  for (const auto& vendor : vendors) all.push_back(parse_measure("revenue[" + vendor + "/bill_to]"));
  for (const char* name : {"honest_orders_refused", "honest_lots_delayed", "licence_applications", "seized_units",
                           "end_use_checks", "cases_opened"})
    all.push_back(parse_measure(name));
  return all;
}

std::vector<std::size_t> cells_of(const Measure& measure, std::span<const Dimension> axes) {
  const auto rows = chosen_rows(measure, axes);
  std::vector<std::size_t> cells{0};
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    const std::size_t size = axes[axis].size();
    if (axes[axis].name == "view" && rows[axis] == all_rows)
      refuse(measure, "every view books every sale; choose one: bill_to, ship_to, true_destination or headquarters");
    std::vector<std::size_t> next;
    for (const std::size_t cell : cells) {
      for (std::size_t row = 0; row < size; ++row) {
        if (rows[axis] == all_rows || rows[axis] == row) next.push_back(cell * size + row);
      }
    }
    cells = std::move(next);
  }
  if (measure.unit == "1" && cells.size() != 1)
    refuse(measure, fmt::format("a ratio over {} cells cannot be aggregated; choose one: {}[LABEL/...]", cells.size(),
                                measure.output));
  return cells;
}

double value_of(const Measure& measure, std::span<const std::size_t> cells, std::span<const double> output) {
  double sum = 0;
  for (const std::size_t cell : cells) sum += output[cell];
  return level(measure) ? sum / static_cast<double>(cells.size()) : sum;
}

MeasureReader::MeasureReader(const model::Setting& setting, std::vector<Measure> measures)
    : measures_(std::move(measures)), axes_(setting) {
  for (const auto& measure : measures_) {
    outputs_.push_back(find_output(measure.output));
    std::vector<Dimension> axes;
    for (const auto& name : outputs_.back()->info.dimensions) axes.push_back(axes_.dimension(name));
    cells_.push_back(cells_of(measure, axes));
  }
}

std::vector<double> MeasureReader::operator()(const model::Record& record) const {
  std::vector<double> values;
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const auto of_output =
        std::visit([](const auto& numbers) { return std::vector<double>(numbers.begin(), numbers.end()); },
                   outputs_[m]->take(axes_, record));
    values.push_back(value_of(measures_[m], cells_[m], of_output));
  }
  return values;
}

std::vector<double> measured(const results::ResultFile& file, const Measure& measure) {
  if (!file.has_output(measure.output)) {
    return std::vector<double>(static_cast<std::size_t>(file.run().replicates_finished),
                               std::numeric_limits<double>::quiet_NaN());
  }
  const auto array = file.output(measure.output);
  const auto cells = cells_of(measure, std::span(array.dimensions).subspan(1));
  const std::size_t replicates = array.dimensions.front().size();
  const std::size_t cells_each = array.values.size() / replicates;
  std::vector<double> values;
  for (std::size_t r = 0; r < replicates; ++r)
    values.push_back(value_of(measure, cells, std::span(array.values).subspan(r * cells_each, cells_each)));
  return values;
}

}  // namespace entrepot::experiment
