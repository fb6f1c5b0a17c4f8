#include "entrepot/calibration/spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "entrepot/experiment/measures_in_file.hpp"
#include "entrepot/scenario/file_text.hpp"
#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "entrepot/sweep/overlap.hpp"

namespace entrepot::calibration {
namespace {

using scenario::only_map;
using scenario::Reading;
using scenario::Table;
using scenario::Value;
using Kind = Value::Kind;
namespace fs = std::filesystem;

constexpr std::size_t max_bytes = (std::size_t{2} << 20U) + 1;
constexpr double max_particles = 1e5;

struct Top {
  std::string title;
  std::string question;
  std::string scenario;
  std::int64_t replicates;
};

// One parameter per line, however long.
// clang-format off
std::shared_ptr<const Table<Top>> top_table() {
  using T = Top;
  using scenario::field;
  static const auto table = std::make_shared<Table<T>>(Table<T>{
      field("title", &T::title, {.fallback = "''", .meaning = "Title of the calibration."}),
      field("question", &T::question, {.fallback = "''", .meaning = "Question that the calibration answers."}),
      field("scenario", &T::scenario, {.meaning = "Scenario to calibrate; a path relative to the calibration file."}),
      field("replicates", &T::replicates, {.unit = "runs", .min = 1, .max = 1000, .fallback = "1", .meaning = "Runs per candidate, each with its own random draws; their mean is compared."})});
  return table;
}

std::shared_ptr<const Table<Method>> method_table() {
  using M = Method;
  using scenario::field;
  static const auto table = std::make_shared<Table<M>>(Table<M>{
      field("population", &M::population, {.unit = "particles", .min = 10, .max = max_particles, .fallback = "100", .meaning = "Particles per generation."}),
      field("generations", &M::generations, {.unit = "generations", .min = 1, .max = 100, .fallback = "6", .meaning = "Maximum number of generations, not counting the prior."}),
      field("quantile", &M::quantile, {.unit = "ratio", .min = 0.05, .max = 0.95, .fallback = "0.5", .meaning = "Quantile of a generation's distances that becomes the tolerance of the next."}),
      field("tolerance", &M::tolerance, {.unit = "sd", .min = 0, .max = 1000, .fallback = "1", .meaning = "Distance at which the search ends; at 1, errors and discrepancies explain the misfit."}),
      field("most_candidates", &M::most_candidates, {.unit = "candidates", .min = 10, .max = 1e8, .fallback = "10000", .meaning = "Maximum number of simulated candidates."}),
      field("seed", &M::seed, {.min = 0, .max = 4294967295.0, .fallback = "1", .meaning = "Seed of the candidates; draws within runs use the scenario's run.seed."}),
      field("ensemble", &M::ensemble, {.unit = "rows", .min = 1, .max = max_particles, .fallback = "64", .meaning = "Number of rows of the ensemble, drawn by weight."})});
  return table;
}

std::shared_ptr<const Table<Quantity>> quantity_table() {
  using Q = Quantity;
  using scenario::field;
  static const auto table = std::make_shared<Table<Q>>(Table<Q>{
      field("of", &Q::of, {.meaning = "Measures to sum: NAME or NAME[LABEL/..]. An unpublished value counts as 0."}),
      field("over", &Q::over, {.fallback = "[]", .meaning = "Measures whose sum is the denominator; none if empty."}),
      field("observed", &Q::observed, {.min = 1e-12, .max = 1e18, .meaning = "Observed value."}),
      field("error", &Q::error, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Relative standard deviation of the observation error."}),
      field("discrepancy", &Q::discrepancy, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Relative standard deviation of the model from the truth under the correct parameters."}),
      field("source", &Q::source, {.fallback = "''", .meaning = "Source of the observation and reason for the standard deviations."}),
      field("grade", &Q::grade, {.fallback = "''", .meaning = "Grade of the source: A, B or C."})});
  return table;
}
// clang-format on

class CalibrationReader {
 public:
  CalibrationReader(const fs::path& file, const std::vector<std::string>& include_dirs)
      : file_(file), reading_(diagnostics_) {
    spec_.tree = scenario::Tree(file, include_dirs);
  }

  CalibrationSpec read(const std::string& text) {
    spec_.text = text;
    const Value root = scenario::as_map(scenario::parse_yaml(text, file_.string(), diagnostics_), file_.string(),
                                        diagnostics_, "calibration");
    diagnostics_.throw_if_failed();
    read_top(root);
    read_method(root);
    read_parameters(root);
    spec_.targets = read_quantities(root, "targets");
    spec_.forecasts = read_quantities(root, "forecasts");
    check_paths();
    check_quantities(root);
    check(root);
    scenario::check_citations(reading_, {file_, spec_.scenario}, spec_.tree);
    diagnostics_.throw_if_failed();
    return std::move(spec_);
  }

 private:
  void read_top(const Value& root) {
    Top top{};
    reading_.missing_at = root.mark;
    top_table()->read(reading_, root, "", {"set", "method", "parameters", "targets", "forecasts"}, top);
    spec_.title = top.title.empty() ? file_.stem().string() : top.title;
    spec_.question = top.question;
    spec_.scenario = spec_.tree.locate(file_.parent_path(), top.scenario);
    const Value* named = root.find("scenario");
    const auto refusal = named == nullptr ? "" : spec_.tree.refusal(spec_.scenario);
    if (!refusal.empty()) reading_.error(*named, "scenario", refusal);
    spec_.replicates = top.replicates;
    const Value* set = root.find("set");
    if (!sweep::is_refused_null(reading_, set, "set")) spec_.changes = scenario::read_changes(set, reading_, "set");
  }

  /// The map at a key; empty if it is missing or invalid, which is reported.
  Value map_at(const Value& root, const std::string& key) {
    const Value* given = root.find(key);
    return sweep::is_refused_null(reading_, given, key) ? Value{} : only_map(given, reading_, key);
  }

  void read_method(const Value& root) {
    Value method = map_at(root, "method");
    method.kind = Kind::map;  // if missing, all defaults
    method_table()->read(reading_, method, "method", {}, spec_.method);
  }

  void read_parameters(const Value& root) {
    for (const auto& entry : map_at(root, "parameters").entries) {
      const std::string path = "parameters." + entry.key;
      if (const Value* group = entry.value.find("group"); group != nullptr)
        reading_.error(*group, path + ".group", "a calibration does not use groups; remove it");
      if (const Value* loadings = entry.value.find("loadings"); loadings != nullptr)
        reading_.error(*loadings, path + ".loadings", "the priors of a calibration are independent; remove it");
      spec_.parameters.push_back(sweep::read_factor(reading_, entry.key, entry.value, path, sweep::Form::any));
    }
  }

  /// Reports statements that set the same path, so that one overrides the other.
  void check_paths() {
    sweep::Claims varied;
    sweep::check_changes(reading_, spec_.changes, "set");
    sweep::check_factors(reading_, spec_.parameters, "parameters", varied);
    const auto set = sweep::claims_of(spec_.changes, "set");
    for (const auto& replaced : sweep::replaced_values(set, spec_.parameters, "parameters"))
      reading_.diagnostics.error(replaced.by.mark, replaced.by.by, replaced.text());
    for (const auto& factor : spec_.parameters) {
      for (const auto& path : factor.paths) {
        if (const auto why = sweep::why_not_varied(path); !why.empty())
          reading_.diagnostics.error(factor.mark, "parameters." + factor.name, why);
      }
    }
    for (const auto& claim : set) {
      if (claim.path == "run.replicates")
        reading_.diagnostics.error(claim.mark, "set",
                                   "run.replicates has no effect in a calibration; use the top-level key 'replicates'");
    }
  }

  /// Reports quantities that are compared twice; a forecast that is also a target is not held out.
  void check_quantities(const Value& root) {
    using Meaning = std::tuple<std::vector<std::string>, std::vector<std::string>, Date, Date>;
    std::map<Meaning, std::string> seen;
    const auto check_all = [&](const std::vector<Quantity>& quantities, const std::string& key) {
      for (const auto& quantity : quantities) {
        const Value& entry = *root.find(key)->find(quantity.name);
        const auto place = fmt::format("{}.{} ({})", key, quantity.name, scenario::place_of(entry.mark));
        const auto [earlier, fresh] =
            seen.emplace(Meaning{sorted(quantity.of), sorted(quantity.over), quantity.from, quantity.until}, place);
        if (!fresh)
          reading_.error(entry, key + "." + quantity.name,
                         fmt::format("compares the same quantity as {}; remove one of them", earlier->second));
      }
    };
    check_all(spec_.targets, "targets");
    check_all(spec_.forecasts, "forecasts");
  }
  static std::vector<std::string> sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
  }

  std::vector<Quantity> read_quantities(const Value& root, const std::string& key) {
    std::vector<Quantity> all;
    for (const auto& entry : map_at(root, key).entries)
      all.push_back(read_quantity(entry.key, entry.value, key + "." + entry.key));
    return all;
  }

  Quantity read_quantity(const std::string& name, const Value& entry, const std::string& path) {
    Quantity quantity;
    quantity.name = name;
    if (sweep::is_refused_null(reading_, &entry, path)) return quantity;
    if (entry.kind != Kind::map) {
      reading_.error(entry, path, "expected a map with 'of' and 'observed'");
      return quantity;
    }
    reading_.missing_at = entry.mark;
    quantity_table()->read(reading_, entry, path, {"from", "until"}, quantity);
    quantity.from = date_at(entry, "from", path);
    quantity.until = date_at(entry, "until", path);
    if (!(quantity.error > 0 || quantity.discrepancy > 0))
      reading_.error(entry, path, "'error' and 'discrepancy' are both 0; expected at least one above 0");
    if (quantity.from != Date{} && quantity.until != Date{} && quantity.until < quantity.from)
      reading_.error(*entry.find("until"), path + ".until",
                     fmt::format("{} is before 'from', {}", quantity.until.iso(), quantity.from.iso()));
    if (!quantity.of.empty() && sorted(quantity.of) == sorted(quantity.over))
      reading_.error(*entry.find("over"), path + ".over", "the same as 'of', so the share is always 1");
    for (const auto* key : {"of", "over"}) experiment::check_measures(reading_, entry, key, path);
    return quantity;
  }

  Date date_at(const Value& entry, const std::string& key, const std::string& path) {
    Date date{};
    if (const Value* given = entry.find(key); given != nullptr) {
      scenario::read_value(reading_, *given, path + "." + key,
                           scenario::describe("", scenario::ParameterType::date, {}), date);
    }
    return date;
  }

  void check(const Value& root) {
    const auto need = [&](bool there, const char* what) {
      if (!there) reading_.error(root, "", what);
    };
    const auto is_empty = [&](const char* key) {
      return root.find(key) != nullptr && root.find(key)->kind == Kind::null;
    };
    need(!spec_.parameters.empty() || is_empty("parameters"), "a calibration needs parameters");
    need(!spec_.targets.empty() || is_empty("targets"), "a calibration needs targets");
    need(spec_.method.most_candidates >= spec_.method.population, "most_candidates is less than the population");
    const double runs = static_cast<double>(spec_.method.most_candidates) * static_cast<double>(spec_.replicates);
    need(runs < 0x1p32, "candidates times replicates must be below 2^32, the number of replicates");
  }

  fs::path file_;
  scenario::Diagnostics diagnostics_;
  Reading reading_;
  CalibrationSpec spec_;
};

}  // namespace

double Quantity::relative_sd() const { return std::sqrt(error * error + discrepancy * discrepancy); }

double Quantity::sd() const { return observed * relative_sd(); }

CalibrationSpec read_calibration_text(const std::string& text, const fs::path& file,
                                      const std::vector<std::string>& include_dirs) {
  return CalibrationReader(file, include_dirs).read(text);
}

CalibrationSpec read_calibration(const fs::path& file, const std::vector<std::string>& include_dirs) {
  const auto read = scenario::read_file(file, max_bytes);
  if (!read.error.empty()) throw scenario::ScenarioError(fmt::format("{}: error: {}", file.string(), read.problem));
  return read_calibration_text(read.text, file, include_dirs);
}

}  // namespace entrepot::calibration
