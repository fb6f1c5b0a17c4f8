#include "plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "../results/content_hash.hpp"
#include "entrepot/engine/setting.hpp"
#include "entrepot/policy/instrument.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot_version.hpp"

namespace entrepot::sweep {
namespace {

using scenario::Change;
using scenario::ScenarioError;

constexpr std::size_t rows_checked = 100;
constexpr std::size_t levels_checked = 50;

/// Errors of many tries, each told once.
class Complaints {
 public:
  template <class Try>
  void gather(const Try& attempt) {
    try {
      attempt();
    } catch (const Error& error) {
      if (error.code() != ExitCode::bad_input) throw;
      std::istringstream lines(error.what());
      for (std::string line; std::getline(lines, line);) {
        if (seen_.insert(line).second) all_.push_back(line);
      }
    }
  }
  void throw_if_any() const {
    if (!all_.empty()) throw ScenarioError(fmt::format("{}", fmt::join(all_, "\n")));
  }

 private:
  std::vector<std::string> all_;
  std::set<std::string> seen_;
};

/// Values of one column of a row-major table that are worth a check: all of a few, else the least and the greatest.
std::vector<double> ends_of(std::span<const double> table, std::size_t columns, std::size_t column) {
  std::set<double> values;
  for (std::size_t at = column; at < table.size(); at += columns) values.insert(table[at]);
  if (values.size() <= levels_checked) return {values.begin(), values.end()};
  return {*values.begin(), *values.rbegin()};
}

void append(std::vector<Change>& all, std::vector<Change> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

Identity identity_of(const SweepSpec& spec, const std::vector<scenario::LoadedScenario>& policies) {
  results::Hasher hasher;
  hasher.add(std::string_view(generated::version));
  hasher.add(std::string_view(generated::commit));
  hasher.add(spec.text);
  hasher.add(spec.rows_text);
  for (const auto& policy : policies) hasher.add(policy.resolved_yaml());
  return results::hex(hasher.digest());
}

}  // namespace

Plan::Plan(const std::filesystem::path& file)
    : instruments_(policy::instrument_schemas()), spec_(read_spec(file)), points_(spec_) {
  load_policies();
  check_factors();
  for (const auto& output : spec_.outputs) measures_.push_back(experiment::parse_measure(output));
  if (measures_.empty()) {
    std::vector<std::string> vendors;
    for (const auto& [name, vendor] : policies_.front().scenario.vendors) vendors.push_back(name);
    measures_ = experiment::usual_measures(vendors);
  }
  Complaints complaints;
  const engine::Setting setting(policies_.front().scenario);
  complaints.gather([&] { const experiment::Gauge gauge(setting, measures_); });
  complaints.throw_if_any();
  identity_ = identity_of(spec_, policies_);
}

void Plan::load_policies() {
  Complaints complaints;
  for (const auto& policy : spec_.policies) {
    complaints.gather([&] {
      scenario::Diagnostics diagnostics;
      scenario::ScenarioBase base(policy.scenario, instruments_, diagnostics);
      base.change(spec_.changes, diagnostics);
      base.change(policy.changes, diagnostics);
      diagnostics.throw_if_failed();
      policies_.push_back(base.with({}));
      bases_.push_back(std::move(base));
    });
  }
  complaints.throw_if_any();
}

/// One factor at a time: what several do to each other is found out when they are run.
void Plan::check_factors() const {
  Complaints complaints;
  const auto check = [&](std::span<const Factor> factors, std::span<const double> table) {
    for (std::size_t f = 0; f < factors.size(); ++f) {
      for (const double value : ends_of(table, factors.size(), f)) {
        for (const auto& base : bases_) {
          complaints.gather([&] {
            const auto loaded = base.with(factors[f].changes(value));
            const engine::Setting setting(loaded.scenario);
          });
        }
      }
    }
  };
  check(spec_.levers, points_.lever_values());
  check(spec_.parameters, points_.parameter_values());
  complaints.throw_if_any();
  const bool rows_given = spec_.design.kind == DesignKind::list || spec_.design.kind == DesignKind::file;
  for (std::size_t row = 0; rows_given && row < std::min(points_.rows(), rows_checked); ++row)
    complaints.gather([&] { const auto loaded = scenario_of(row); });
  complaints.throw_if_any();
}

std::vector<Change> Plan::changes_of(std::size_t point) const {
  std::vector<Change> all;
  const std::size_t levers = spec_.levers.size();
  for (std::size_t l = 0; l < levers; ++l)
    append(all, spec_.levers[l].changes(points_.lever_values()[points_.lever_point_of(point) * levers + l]));
  const std::size_t parameters = spec_.parameters.size();
  for (std::size_t p = 0; p < parameters; ++p)
    append(all, spec_.parameters[p].changes(points_.parameter_values()[points_.row_of(point) * parameters + p]));
  return all;
}

scenario::LoadedScenario Plan::scenario_of(std::size_t point) const {
  return bases_[points_.policy_of(point)].with(changes_of(point));
}

std::vector<std::string> Plan::settings_of(std::size_t point) const {
  std::vector<std::string> settings;
  const auto add = [&](const Factor& factor, double value) {
    for (const auto& path : factor.paths)
      settings.push_back(fmt::format("{}={}{}", path, factor.scales ? "(as it is) x " : "", factor.text(value)));
  };
  const std::size_t levers = spec_.levers.size();
  for (std::size_t l = 0; l < levers; ++l)
    add(spec_.levers[l], points_.lever_values()[points_.lever_point_of(point) * levers + l]);
  const std::size_t parameters = spec_.parameters.size();
  for (std::size_t p = 0; p < parameters; ++p)
    add(spec_.parameters[p], points_.parameter_values()[points_.row_of(point) * parameters + p]);
  return settings;
}

}  // namespace entrepot::sweep
