#include "entrepot/calibration/model.hpp"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"

namespace entrepot::calibration {
namespace {

using results::Dimension;
using scenario::Change;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

const results::Output& output_named(const std::string& name) {
  const auto& all = results::outputs();
  return *std::find_if(all.begin(), all.end(), [&](const auto& output) { return output.info.name == name; });
}

/// Row of a row-major cell on an axis.
std::size_t row_on(std::span<const Dimension> axes, std::size_t axis, std::size_t cell) {
  for (std::size_t later = axes.size() - 1; later > axis; --later) cell /= axes[later].size();
  return cell % axes[axis].size();
}

/// Keeps only the cells of months that begin within the quantity's dates.
void keep_months(const Quantity& quantity, const model::Setting& setting, std::span<const Dimension> axes,
                 std::vector<std::size_t>& cells) {
  if (quantity.from == Date{} && quantity.until == Date{}) return;
  const auto month = std::find_if(axes.begin(), axes.end(), [](const Dimension& axis) { return axis.name == "month"; });
  if (month == axes.end())
    throw Error(fmt::format("{}: from and until are for outputs by month", quantity.name), ExitCode::bad_input);
  const auto axis = static_cast<std::size_t>(month - axes.begin());
  std::erase_if(cells, [&](std::size_t cell) {
    const Date day = setting.months.first_days[row_on(axes, axis, cell)];
    return (quantity.from != Date{} && day < quantity.from) || (quantity.until != Date{} && day > quantity.until);
  });
}

/// Checks that the dates are within the run; otherwise a partial year would be compared with a complete one.
void check_dates(const Quantity& quantity, const Calendar& calendar) {
  const bool before = quantity.from != Date{} && quantity.from < calendar.start();
  const bool after = quantity.until != Date{} && quantity.until > calendar.date_of(calendar.weeks());
  if (before || after) {
    throw Error(fmt::format("{}: its months are not all in the run, which begins on {} and ends on {}", quantity.name,
                            calendar.start().iso(), calendar.date_of(calendar.weeks()).iso()),
                ExitCode::bad_input);
  }
}

}  // namespace

Publications::Publications(const model::Setting& setting, std::span<const Quantity> quantities) : axes_(setting) {
  for (const auto& quantity : quantities) {
    check_dates(quantity, setting.calendar);
    of_.push_back(parts_of(quantity.of, quantity));
    over_.push_back(parts_of(quantity.over, quantity));
  }
}

std::vector<Publications::Part> Publications::parts_of(const std::vector<std::string>& measures,
                                                       const Quantity& quantity) const {
  std::vector<Part> parts;
  for (const auto& text : measures) {
    const auto measure = experiment::parse_measure(text);
    Part part{&output_named(measure.output), {}};
    std::vector<Dimension> axes;
    for (const auto& name : part.output->info.dimensions) axes.push_back(axes_.dimension(name));
    part.cells = experiment::cells_of(measure, axes);
    keep_months(quantity, axes_.setting(), axes, part.cells);
    parts.push_back(std::move(part));
  }
  return parts;
}

double Publications::sum_of(const std::vector<Part>& parts, const model::Record& record) const {
  double sum = 0;
  bool any = false;
  for (const auto& part : parts) {
    const auto values =
        std::visit([](const auto& numbers) { return std::vector<double>(numbers.begin(), numbers.end()); },
                   part.output->take(axes_, record));
    for (const std::size_t cell : part.cells) {
      if (std::isnan(values[cell])) continue;
      sum += values[cell];
      any = true;
    }
  }
  return any ? sum : missing;
}

std::vector<double> Publications::operator()(const model::Record& record) const {
  std::vector<double> values;
  for (std::size_t q = 0; q < of_.size(); ++q) {
    const double sum = sum_of(of_[q], record);
    if (over_[q].empty()) {
      values.push_back(sum);
      continue;
    }
    const double whole = sum_of(over_[q], record);
    // A published table without the place counts as 0, not as missing.
    values.push_back(whole > 0 ? (std::isnan(sum) ? 0 : sum / whole) : missing);
  }
  return values;
}

Model::Model(const CalibrationSpec& spec)
    : spec_(spec), instruments_(policy::instrument_schemas()), quantities_(spec.targets) {
  quantities_.insert(quantities_.end(), spec.forecasts.begin(), spec.forecasts.end());
  scenario::Diagnostics diagnostics;
  scenario::ScenarioBase base(spec.scenario, spec.tree, instruments_, diagnostics);
  base.change(spec.changes, diagnostics);
  diagnostics.throw_if_failed();
  base_.push_back(std::move(base));
  const auto loaded = base_.front().with({});
  const model::Setting setting(loaded.scenario);
  const Publications publications(setting, quantities_);
  std::string wrong;
  for (const auto& factor : spec.parameters) {
    for (const double u : {0.001, 0.5, 0.999}) {
      try {
        const auto varied = base_.front().with(factor.changes(factor.value_at(u)));
        const model::Setting of_varied(varied.scenario);
      } catch (const Error& error) {
        wrong += (wrong.empty() ? "" : "\n") + std::string(error.what());
        break;
      }
    }
  }
  if (!wrong.empty()) throw scenario::ScenarioError(wrong);
}

scenario::LoadedScenario Model::scenario_with(std::span<const double> values) const {
  std::vector<Change> all;
  for (std::size_t p = 0; p < values.size(); ++p) {
    for (auto& change : spec_.parameters[p].changes(values[p])) all.push_back(std::move(change));
  }
  return base_.front().with(all);
}

std::vector<double> Model::simulate(std::span<const double> unit, std::uint32_t candidate) const {
  std::vector<double> values;
  for (std::size_t p = 0; p < unit.size(); ++p) values.push_back(spec_.parameters[p].value_at(unit[p]));
  std::vector<double> mean(quantities_.size(), 0);
  try {
    const auto loaded = scenario_with(values);
    const model::Setting setting(loaded.scenario);
    const Publications publications(setting, quantities_);
    const auto replicates = static_cast<std::uint32_t>(spec_.replicates);
    for (std::uint32_t r = 0; r < replicates; ++r) {
      std::vector<double> published;
      // Isolated: a thread that waits inside a run must not start another one.
      tbb::this_task_arena::isolate(
          [&] { published = publications(model::simulate(setting, candidate * replicates + r)); });
      for (std::size_t q = 0; q < mean.size(); ++q) mean[q] += published[q] / replicates;
    }
  } catch (const Error& error) {
    if (error.code() != ExitCode::bad_input) throw;
    ++refused_;
    mean.assign(quantities_.size(), missing);
  }
  return mean;
}

double Model::distance(std::span<const double> simulated) const {
  double squares = 0;
  for (std::size_t t = 0; t < spec_.targets.size(); ++t) {
    const double z = (simulated[t] - spec_.targets[t].observed) / spec_.targets[t].sd();
    squares += z * z;
  }
  return std::sqrt(squares / static_cast<double>(spec_.targets.size()));
}

}  // namespace entrepot::calibration
