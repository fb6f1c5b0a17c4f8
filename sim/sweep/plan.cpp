#include "entrepot/sweep/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <sstream>

#include "entrepot/io/hash.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/scenario/key_differences.hpp"
#include "entrepot/sweep/overlap.hpp"
#include "entrepot_version.hpp"
#include "policy_checks.hpp"

namespace entrepot::sweep {
namespace {

using scenario::Change;
using scenario::Mark;
using scenario::ScenarioError;

constexpr std::size_t rows_checked = 100;
constexpr std::size_t levels_checked = 50;

/// Collects the errors of several attempts without duplicates.
class ErrorCollector {
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

/// The values of a column of a row-major table to check: all if few, otherwise minimum and maximum.
std::vector<double> ends_of(std::span<const double> table, std::size_t columns, std::size_t column) {
  std::set<double> values;
  for (std::size_t at = column; at < table.size(); at += columns) values.insert(table[at]);
  if (values.size() <= levels_checked) return {values.begin(), values.end()};
  return {*values.begin(), *values.rbegin()};
}

void append(std::vector<Change>& all, std::vector<Change> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

void add(io::Hasher& hasher, std::string_view text) { hasher.add(text); }
void add(io::Hasher& hasher, std::size_t number) { hasher.add(std::uint64_t{number}); }
void add(io::Hasher& hasher, std::span<const double> table) {
  hasher.add(std::uint64_t{table.size()});
  hasher.add(table);
}
void add(io::Hasher& hasher, const std::vector<std::string>& texts) {
  add(hasher, texts.size());
  for (const auto& text : texts) add(hasher, std::string_view(text));
}

/// The hash of all parts, 32 hex digits.
template <class... Part>
std::string hash_of(const Part&... parts) {
  io::Hasher hasher;
  (add(hasher, parts), ...);
  return io::hex(hasher.digest());
}

/// Hash of a factor without its values, which are in the tables of points.
std::string hash_of_factor(const Factor& factor) {
  return hash_of(factor.name, factor.paths, factor.group, static_cast<std::size_t>(factor.kind),
                 std::size_t{factor.scales}, factor.categories.size());
}

std::vector<std::string> hashes_of(std::span<const Factor> factors) {
  std::vector<std::string> hashes;
  for (const auto& factor : factors) hashes.push_back(hash_of_factor(factor));
  return hashes;
}

bool rows_are_given(const SweepSpec& spec) {
  return spec.design.kind == DesignKind::list || spec.design.kind == DesignKind::file;
}

}  // namespace

Plan::Plan(const std::filesystem::path& file, const std::vector<std::string>& include_dirs)
    : instruments_(policy::instrument_schemas()),
      spec_(read_spec(file, include_dirs)),
      points_(spec_),
      warnings_(spec_.warnings) {
  load_policies();
  check_policies();
  check_factors();
  for (const auto& output : spec_.outputs) measures_.push_back(experiment::parse_measure(output));
  if (measures_.empty()) {
    std::vector<std::string> vendors;
    for (const auto& [name, vendor] : policies_.front().scenario.vendors) vendors.push_back(name);
    measures_ = experiment::default_measures(vendors);
  }
  ErrorCollector complaints;
  const model::Setting setting(policies_.front().scenario);
  complaints.gather([&] { const experiment::MeasureReader reader(setting, measures_); });
  complaints.throw_if_any();
  identity_parts_ = parts_of_identity();
  identity_ =
      hash_of(identity_parts_.sweep, identity_parts_.scenario, identity_parts_.rows, identity_parts_.program, effects_);
}

IdentityParts Plan::parts_of_identity() const {
  std::vector<std::string> names;
  std::vector<std::string> forms;
  for (const auto& policy : spec_.policies) names.push_back(policy.name);
  for (const auto& policy : policies_) forms.push_back(scenario::canonical_form(policy.scenario));
  std::vector<std::string> outputs;
  for (const auto& measure : measures_) outputs.push_back(hash_of(measure.output, measure.labels));
  const bool given = rows_are_given(spec_);
  const std::span<const double> generated_rows = given ? std::span<const double>() : points_.parameter_values();
  return {.sweep = hash_of(names, hashes_of(spec_.levers), hashes_of(spec_.parameters), points_.lever_values(),
                           generated_rows, static_cast<std::size_t>(spec_.design.kind),
                           std::size_t{spec_.design.second_order}, replicates(), outputs),
          .scenario = hash_of(forms),
          .rows = given ? hash_of(points_.parameter_values()) : "",
          .program = fmt::format("{} ({})", generated::version, generated::commit)};
}

void Plan::load_policies() {
  ErrorCollector complaints;
  for (const auto& policy : spec_.policies) {
    complaints.gather([&] {
      scenario::Diagnostics diagnostics;
      scenario::ScenarioBase base(policy.scenario, spec_.tree, instruments_, diagnostics);
      if (!spec_.changes.empty() && policy.scenario != spec_.scenario)
        check_set_over_policy(spec_, policy, {spec_.scenario, spec_.tree, instruments_, diagnostics}, base,
                              diagnostics);
      base.change(spec_.changes, diagnostics);
      base.change(policy.changes, diagnostics);
      diagnostics.throw_if_failed();
      for (const auto& warning : diagnostics.warnings()) warnings_.push_back(warning);
      policies_.push_back(base.with({}));
      bases_.push_back(std::move(base));
    });
  }
  complaints.throw_if_any();
}

void Plan::check_policies() {
  scenario::Diagnostics diagnostics;
  sweep::check_policies(spec_, {bases_, policies_}, diagnostics);
  diagnostics.throw_if_failed();
  for (const auto& warning : diagnostics.warnings()) warnings_.push_back(warning);
}

/// Checks one factor at a time; invalid combinations are found when they run.
void Plan::check_factors() {
  ErrorCollector complaints;
  const auto check = [&](std::span<const Factor> factors, std::span<const double> table, const std::string& kind) {
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const auto ends = ends_of(table, factors.size(), f);
      const bool rows = kind == "parameters" && !spec_.places.empty();
      complaints.gather(
          [&] { check_factor(factors[f], kind, ends, rows ? places_of(f, ends) : std::vector<Mark>(ends.size())); });
    }
  };
  check(spec_.levers, points_.lever_values(), "levers");
  check(spec_.parameters, points_.parameter_values(), "parameters");
  complaints.throw_if_any();
  for (std::size_t row = 0; !spec_.places.empty() && row < std::min(points_.rows(), rows_checked); ++row)
    complaints.gather([&] { const auto loaded = scenario_of(row); });
  complaints.throw_if_any();
}

/// Checks that every policy accepts every value, and that the value affects at least one policy.
void Plan::check_factor(const Factor& factor, const std::string& kind, std::span<const double> values,
                        std::span<const Mark> places) {
  ErrorCollector complaints;
  bool matters = values.size() < 2;
  for (const auto& base : bases_) {
    std::shared_ptr<const scenario::Value> first;
    for (std::size_t v = 0; v < values.size(); ++v) {
      complaints.gather([&] {
        const auto loaded = base.with(factor.changes(values[v], places[v]));
        const model::Setting setting(loaded.scenario);
        if (factor.kind == FactorKind::category || factor.scales)
          effects_ += hash_of(scenario::canonical_form(loaded.scenario));
        if (first == nullptr) first = loaded.tree;
        matters = matters || !scenario::are_equivalent(*first, *loaded.tree);
      });
    }
  }
  complaints.throw_if_any();
  if (matters) return;
  scenario::Diagnostics diagnostics;
  diagnostics.error(
      factor.mark, kind + "." + factor.name,
      fmt::format("has no effect: {} and {} give the same scenario{}", factor.text(values.front()),
                  factor.text(values.back()), factor.scales ? ", since the scaled value is 0" : "; remove it"));
  diagnostics.throw_if_failed();
}

/// Positions of a parameter's values in the rows, each at its first occurrence.
std::vector<Mark> Plan::places_of(std::size_t parameter, std::span<const double> values) const {
  std::vector<Mark> marks(values.size());
  for (std::size_t row = points_.rows(); row-- > 0;) {
    const double value = points_.parameter_values()[row * spec_.parameters.size() + parameter];
    const auto found = std::find(values.begin(), values.end(), value);
    if (found != values.end()) marks[static_cast<std::size_t>(found - values.begin())] = place_in_rows(row, parameter);
  }
  return marks;
}

/// Position of a value in the rows of a list or file; empty for other designs.
Mark Plan::place_in_rows(std::size_t row, std::size_t parameter) const {
  if (spec_.places.empty()) return {};
  const auto& place = spec_.places[row * spec_.parameters.size() + parameter];
  return {spec_.rows_file, place.line, place.column};
}

std::vector<Change> Plan::changes_of(std::size_t point) const {
  std::vector<Change> all;
  const std::size_t levers = spec_.levers.size();
  for (std::size_t l = 0; l < levers; ++l)
    append(all, spec_.levers[l].changes(points_.lever_values()[points_.lever_point_of(point) * levers + l]));
  const std::size_t parameters = spec_.parameters.size();
  for (std::size_t p = 0; p < parameters; ++p)
    append(all, spec_.parameters[p].changes(points_.parameter_values()[points_.row_of(point) * parameters + p],
                                            place_in_rows(points_.row_of(point), p)));
  return all;
}

scenario::LoadedScenario Plan::scenario_of(std::size_t point) const {
  return bases_[points_.policy_of(point)].with(changes_of(point));
}

std::vector<std::string> Plan::settings_of(std::size_t point) const {
  std::vector<std::string> settings;
  const auto add = [&](const Factor& factor, double value) {
    const std::string after = factor.from ? " after " + factor.from->date.iso() : "";
    for (const auto& path : factor.paths)
      settings.push_back(
          fmt::format("{}={}{}{}", path, factor.scales ? "(as it is) x " : "", factor.text(value), after));
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
