#include "spec.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "../scenario/file_text.hpp"
#include "../scenario/layers.hpp"
#include "../scenario/yaml_tree.hpp"

namespace entrepot::calibration {
namespace {

using scenario::only_map;
using scenario::Reading;
using scenario::Table;
using scenario::Value;
using Kind = Value::Kind;
namespace fs = std::filesystem;

constexpr std::size_t most_bytes = (std::size_t{2} << 20U) + 1;
constexpr double most_particles = 1e5;

struct Top {
  std::string title;
  std::string question;
  std::string scenario;
  std::int64_t replicates;
};

// One parameter a line, however long: a table reads best as rows.
// clang-format off
std::shared_ptr<const Table<Top>> top_table() {
  using T = Top;
  using scenario::field;
  static const auto table = std::make_shared<Table<T>>(Table<T>{
      field("title", &T::title, {.fallback = "''", .meaning = "What the calibration is."}),
      field("question", &T::question, {.fallback = "''", .meaning = "The question it is to answer."}),
      field("scenario", &T::scenario, {.meaning = "Scenario that is calibrated, beside the calibration file."}),
      field("replicates", &T::replicates, {.unit = "runs", .min = 1, .max = 1000, .fallback = "1", .meaning = "Runs of every candidate, each with a chance of its own; their mean is compared."})});
  return table;
}

std::shared_ptr<const Table<Method>> method_table() {
  using M = Method;
  using scenario::field;
  static const auto table = std::make_shared<Table<M>>(Table<M>{
      field("population", &M::population, {.unit = "particles", .min = 10, .max = most_particles, .fallback = "100", .meaning = "Particles of a generation."}),
      field("generations", &M::generations, {.unit = "generations", .min = 1, .max = 100, .fallback = "6", .meaning = "The most, the prior apart."}),
      field("quantile", &M::quantile, {.unit = "ratio", .min = 0.05, .max = 0.95, .fallback = "0.5", .meaning = "Of the distances of a generation: the tolerance of the next."}),
      field("tolerance", &M::tolerance, {.unit = "sd", .min = 0, .max = 1000, .fallback = "1", .meaning = "Distance at which the search ends; 1: as far as errors and discrepancies explain."}),
      field("most_candidates", &M::most_candidates, {.unit = "candidates", .min = 10, .max = 1e8, .fallback = "10000", .meaning = "The most that are simulated."}),
      field("seed", &M::seed, {.min = 0, .max = 4294967295.0, .fallback = "1", .meaning = "Of the candidates; chance within runs is the scenario's run.seed."}),
      field("ensemble", &M::ensemble, {.unit = "rows", .min = 1, .max = most_particles, .fallback = "64", .meaning = "Rows of the ensemble, drawn by weight."})});
  return table;
}

std::shared_ptr<const Table<Quantity>> quantity_table() {
  using Q = Quantity;
  using scenario::field;
  static const auto table = std::make_shared<Table<Q>>(Table<Q>{
      field("of", &Q::of, {.meaning = "Measures that are summed: NAME or NAME[LABEL/..]. What is not published counts nothing."}),
      field("over", &Q::over, {.fallback = "[]", .meaning = "Measures whose sum it is a share of."}),
      field("observed", &Q::observed, {.min = 1e-12, .max = 1e18, .meaning = "What was observed."}),
      field("error", &Q::error, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Relative standard deviation of the observation."}),
      field("discrepancy", &Q::discrepancy, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Relative standard deviation of the model about the truth, its parameters right."}),
      field("source", &Q::source, {.fallback = "''", .meaning = "Where it is from, and why the deviations are what they are."}),
      field("grade", &Q::grade, {.fallback = "''", .meaning = "A, B or C."})});
  return table;
}
// clang-format on

class CalibrationReader {
 public:
  CalibrationReader(const fs::path& file, const std::vector<std::string>& also_read)
      : file_(file), reading_(diagnostics_) {
    spec_.tree = scenario::Tree(file, also_read);
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
    check(root);
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
    spec_.scenario = file_.parent_path() / top.scenario;
    const Value* named = root.find("scenario");
    const auto refusal = named == nullptr ? "" : spec_.tree.refusal(spec_.scenario);
    if (!refusal.empty()) reading_.error(*named, "scenario", refusal);
    spec_.replicates = top.replicates;
    spec_.changes = scenario::read_changes(root.find("set"), reading_, "set");
  }

  void read_method(const Value& root) {
    Value method = only_map(root.find("method"), reading_, "method");
    method.kind = Kind::map;  // without one, all defaults
    method_table()->read(reading_, method, "method", {}, spec_.method);
  }

  void read_parameters(const Value& root) {
    std::set<std::string> paths;
    for (const auto& entry : only_map(root.find("parameters"), reading_, "parameters").entries) {
      const std::string path = "parameters." + entry.key;
      auto factor = sweep::read_factor(reading_, entry.key, entry.value, path, sweep::Form::any);
      for (const auto& varied : factor.paths) {
        if (!paths.insert(varied).second)
          reading_.error(entry.value, path, fmt::format("'{}' is varied twice", varied));
      }
      spec_.parameters.push_back(std::move(factor));
    }
  }

  std::vector<Quantity> read_quantities(const Value& root, const std::string& key) {
    std::vector<Quantity> all;
    for (const auto& entry : only_map(root.find(key), reading_, key).entries)
      all.push_back(read_quantity(entry.key, entry.value, key + "." + entry.key));
    return all;
  }

  Quantity read_quantity(const std::string& name, const Value& entry, const std::string& path) {
    Quantity quantity;
    if (entry.kind != Kind::map) {
      reading_.error(entry, path, "expected a map with of and observed");
      return quantity;
    }
    reading_.missing_at = entry.mark;
    quantity_table()->read(reading_, entry, path, {"from", "until"}, quantity);
    quantity.name = name;
    quantity.from = date_at(entry, "from", path);
    quantity.until = date_at(entry, "until", path);
    if (!(quantity.error > 0 || quantity.discrepancy > 0))
      reading_.error(entry, path, "without an error or a discrepancy nothing could be near enough");
    for (const auto* key : {"of", "over"}) check_measures(entry, key, path);
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

  void check_measures(const Value& entry, const char* key, const std::string& path) {
    const Value* given = entry.find(key);
    if (given == nullptr) return;
    std::vector<Value> texts = given->items;
    if (given->kind == Kind::scalar) texts.push_back(*given);
    for (const auto& text : texts) {
      try {
        experiment::parse_measure(text.text);
      } catch (const Error& wrong) {
        reading_.error(text, path + "." + key, wrong.what());
      }
    }
  }

  void check(const Value& root) {
    const auto need = [&](bool there, const char* what) {
      if (!there) reading_.error(root, "", what);
    };
    need(!spec_.parameters.empty(), "a calibration needs parameters");
    need(!spec_.targets.empty(), "a calibration needs targets");
    need(spec_.method.most_candidates >= spec_.method.population, "most_candidates is less than the population");
    const double runs = static_cast<double>(spec_.method.most_candidates) * static_cast<double>(spec_.replicates);
    need(runs < std::pow(2.0, 32), "candidates times replicates must be under 2^32, the replicates that there are");
  }

  fs::path file_;
  scenario::Diagnostics diagnostics_;
  Reading reading_;
  CalibrationSpec spec_;
};

}  // namespace

double Quantity::relative_sd() const { return std::hypot(error, discrepancy); }

double Quantity::sd() const { return observed * relative_sd(); }

CalibrationSpec read_calibration_text(const std::string& text, const fs::path& file,
                                      const std::vector<std::string>& also_read) {
  return CalibrationReader(file, also_read).read(text);
}

CalibrationSpec read_calibration(const fs::path& file, const std::vector<std::string>& also_read) {
  const auto read = scenario::read_file(file, most_bytes);
  if (!read.error.empty()) throw scenario::ScenarioError(fmt::format("{}: error: {}", file.string(), read.error));
  return read_calibration_text(read.text, file, also_read);
}

}  // namespace entrepot::calibration
