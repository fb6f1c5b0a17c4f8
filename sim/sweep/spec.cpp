#include "entrepot/sweep/spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "entrepot/experiment/measure.hpp"
#include "entrepot/scenario/csv_table.hpp"
#include "entrepot/scenario/file_text.hpp"
#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "entrepot/sweep/overlap.hpp"
#include "loadings.hpp"

namespace entrepot::sweep {
namespace {

using scenario::Diagnostics;
using scenario::Mark;
using scenario::only_map;
using scenario::read_changes;
using scenario::Reading;
using scenario::Table;
using scenario::Value;
using Kind = Value::Kind;
namespace fs = std::filesystem;

constexpr std::size_t max_bytes_of_spec = (std::size_t{2} << 20U) + 1;
constexpr std::size_t max_bytes_of_rows = std::size_t{1} << 30U;  // a longer file is rejected
constexpr double max_points = 1e8;
constexpr double max_replicates = 1e6;

// One parameter per line, however long.
// clang-format off
std::shared_ptr<const Table<DesignSpec>> design_table() {
  using D = DesignSpec;
  using scenario::choice;
  using scenario::field;
  static const auto table = std::make_shared<Table<D>>(Table<D>{
      choice("kind", &D::kind, {.fallback = "none", .choices = design_names(), .meaning = "Kind of design: how points are chosen."}),
      field("points", &D::points, {.unit = "points", .min = 1, .max = max_points, .fallback = "1", .meaning = "Number of points of lhs and quasi_random."}),
      field("samples", &D::samples, {.unit = "samples", .min = 1, .max = max_points, .fallback = "1", .meaning = "Number of base samples of sobol; a power of two gives the best coverage."}),
      field("second_order", &D::second_order, {.fallback = "false", .meaning = "Whether sobol includes the points for second-order indices."}),
      field("trajectories", &D::trajectories, {.unit = "trajectories", .min = 1, .max = 1e6, .fallback = "1", .meaning = "Number of trajectories of morris."}),
      field("levels", &D::levels, {.unit = "levels", .min = 4, .max = 1000, .fallback = "8", .meaning = "Number of levels of morris, even."}),
      field("seed", &D::seed, {.min = 0, .max = 4294967295.0, .fallback = "1", .meaning = "Seed of the design; draws within runs use the scenario's run.seed."}),
      field("file", &D::file, {.fallback = "''", .meaning = "CSV file of a design of kind file, with a header of parameter names."})});
  return table;
}

/// Top-level keys with plain values.
struct Top {
  std::string title;
  std::string question;
  std::string scenario;
  std::int64_t replicates;
  std::vector<std::string> outputs;
};

std::shared_ptr<const Table<Top>> top_table() {
  using T = Top;
  using scenario::field;
  static const auto table = std::make_shared<Table<T>>(Table<T>{
      field("title", &T::title, {.fallback = "''", .meaning = "Title of the sweep."}),
      field("question", &T::question, {.fallback = "''", .meaning = "Question that the sweep answers."}),
      field("scenario", &T::scenario, {.meaning = "Scenario to vary; a path relative to the sweep file."}),
      field("replicates", &T::replicates, {.unit = "runs", .min = 1, .max = max_replicates, .fallback = "4", .meaning = "Runs per point; replicate k uses the same random draws at all points."}),
      field("outputs", &T::outputs, {.fallback = "[]", .meaning = "Outputs recorded per run: NAME or NAME[LABEL/..]; the outputs of compare if none is named."})});
  return table;
}
// clang-format on

/// The keys that a kind of design uses, and the required one.
struct DesignKeys {
  DesignKind kind;
  std::vector<std::string> keys;
  const char* needed = nullptr;
};

const DesignKeys& keys_of(DesignKind kind) {
  static const std::vector<DesignKeys> all{{DesignKind::none, {}},
                                           {DesignKind::grid, {}},
                                           {DesignKind::list, {"rows"}},
                                           {DesignKind::file, {"file"}},
                                           {DesignKind::lhs, {"points", "seed"}, "points"},
                                           {DesignKind::quasi_random, {"points", "seed"}, "points"},
                                           {DesignKind::sobol, {"samples", "second_order", "seed"}, "samples"},
                                           {DesignKind::morris, {"trajectories", "levels", "seed"}, "trajectories"}};
  return all[static_cast<std::size_t>(kind)];
}

class SpecReader {
 public:
  SpecReader(const fs::path& file, const std::vector<std::string>& include_dirs) : file_(file), reading_(diagnostics_) {
    spec_.tree = scenario::Tree(file, include_dirs);
  }

  SweepSpec read(const std::string& text) {
    spec_.text = text;
    const Value root = scenario::as_map(scenario::parse_yaml(text, file_.string(), diagnostics_), file_.string(),
                                        diagnostics_, "sweep");
    diagnostics_.throw_if_failed();
    read_top(root);
    read_design(root);
    read_policies(root);
    spec_.levers = read_factors(root, "levers", Form::levels);
    spec_.parameters = read_factors(root, "parameters", form_of_parameters());
    read_rows(root);
    check_design(root);
    check_paths();
    check_names(root);
    check_run_keys();
    check_loadings(spec_, diagnostics_);
    scenario::check_citations(reading_, {file_, spec_.scenario}, spec_.tree);
    diagnostics_.throw_if_failed();
    spec_.warnings = diagnostics_.warnings();
    return std::move(spec_);
  }

 private:
  void error(const Value& at, const std::string& path, const std::string& what) { reading_.error(at, path, what); }

  /// The path of a named file, relative to this file's directory; errors are reported at `at`.
  fs::path beside(const std::string& name, const Mark& at, const std::string& path) {
    fs::path named = spec_.tree.locate(file_.parent_path(), name);
    if (const auto refusal = spec_.tree.refusal(named); !refusal.empty()) diagnostics_.error(at, path, refusal);
    return named;
  }

  void read_top(const Value& root) {
    Top top{};
    reading_.missing_at = root.mark;
    top_table()->read(reading_, root, "", {"set", "design", "policies", "levers", "parameters"}, top);
    spec_.title = top.title.empty() ? file_.stem().string() : top.title;
    spec_.question = top.question;
    if (const Value* named = root.find("scenario"); named != nullptr)
      spec_.scenario = beside(top.scenario, named->mark, "scenario");
    spec_.replicates = top.replicates;
    spec_.outputs = top.outputs;
    spec_.changes = changes_at(root, "set", "set");
    for (const auto& output : spec_.outputs) {
      try {
        experiment::parse_measure(output);
      } catch (const Error& wrong) {
        error(*root.find("outputs"), "outputs", wrong.what());
      }
    }
  }

  /// The map at a key; empty if it is missing or invalid, which is reported.
  Value map_at(const Value& value, const std::string& key, const std::string& path) {
    const Value* given = value.find(key);
    return is_refused_null(reading_, given, path) ? Value{} : only_map(given, reading_, path);
  }
  std::vector<scenario::Change> changes_at(const Value& value, const std::string& key, const std::string& path) {
    const Value* given = value.find(key);
    return is_refused_null(reading_, given, path) ? std::vector<scenario::Change>{}
                                                  : read_changes(given, reading_, path);
  }

  void read_design(const Value& root) {
    const Value* design = root.find("design");
    if (design == nullptr || is_refused_null(reading_, design, "design")) return;
    Value record = *design;
    if (design->kind == Kind::scalar) {  // `design: grid`
      record = {};
      record.kind = Kind::map;
      record.mark = design->mark;
      record.entries.push_back({"kind", design->mark, *design});
    }
    design_table()->read(reading_, record, "design", {"rows"}, spec_.design);
    const Value* kind = record.find("kind");
    const auto& names = design_names();
    if (kind == nullptr || std::find(names.begin(), names.end(), kind->text) != names.end()) check_design_keys(record);
  }

  /// Reports keys that the kind of design does not use.
  void check_design_keys(const Value& record) {
    const auto& known = keys_of(spec_.design.kind);
    const auto& name = design_names()[static_cast<std::size_t>(known.kind)];
    for (const auto& entry : record.entries) {
      const auto path = "design." + entry.key;
      if (entry.key == "kind" || !is_design_key(entry.key)) continue;
      if (std::find(known.keys.begin(), known.keys.end(), entry.key) == known.keys.end())
        diagnostics_.error(entry.mark, path,
                           fmt::format("a design of kind '{}' does not use '{}'{}", name, entry.key,
                                       known.keys.empty() ? "; remove it, or choose another kind"
                                                          : fmt::format("; it takes {}", fmt::join(known.keys, ", "))));
    }
    if (known.needed != nullptr && record.find(known.needed) == nullptr)
      error(record, "design", fmt::format("'{}' is missing; a design of kind '{}' needs it", known.needed, name));
  }
  static bool is_design_key(const std::string& key) {
    const auto rows = design_table()->rows();
    return key == "rows" ||
           std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.description.key == key; });
  }

  void read_policies(const Value& root) {
    for (const auto& entry : map_at(root, "policies", "policies").entries) {
      const std::string path = "policies." + entry.key;
      Policy policy{.name = entry.key, .scenario = spec_.scenario, .mark = entry.mark};
      const Value record =
          is_refused_null(reading_, &entry.value, path) ? Value{} : only_map(&entry.value, reading_, path);
      scenario::report_unknown_keys(reading_, record, path, {"scenario", "set", "note"}, {});
      if (const Value* own = record.find("scenario"); own != nullptr) {
        std::string name;
        scenario::read_value(reading_, *own, path, scenario::describe("", scenario::ParameterType::text, {}), name);
        policy.scenario = beside(name, own->mark, path + ".scenario");
      }
      policy.changes = changes_at(record, "set", path + ".set");
      spec_.policies.push_back(std::move(policy));
    }
    if (spec_.policies.empty()) spec_.policies.push_back({.name = "", .scenario = spec_.scenario});
  }

  [[nodiscard]] bool rows_are_given() const {
    return spec_.design.kind == DesignKind::list || spec_.design.kind == DesignKind::file;
  }
  [[nodiscard]] Form form_of_parameters() const {
    if (rows_are_given()) return Form::none;
    return spec_.design.kind == DesignKind::grid ? Form::levels : Form::any;
  }

  std::vector<Factor> read_factors(const Value& root, const std::string& key, Form form) {
    std::vector<Factor> factors;
    for (const auto& entry : map_at(root, key, key).entries)
      factors.push_back(read_factor(reading_, entry.key, entry.value, key + "." + entry.key, form));
    return factors;
  }

  // ---- rows of a list or a file ----

  void read_rows(const Value& root) {
    if (spec_.design.kind == DesignKind::list) read_list(root);
    if (spec_.design.kind == DesignKind::file) read_csv(root);
  }

  void read_list(const Value& root) {
    const Value* design = root.find("design");
    const Value* rows = design->kind == Kind::map ? design->find("rows") : nullptr;
    if (rows == nullptr || rows->kind != Kind::sequence || rows->items.empty()) {
      error(*design, "design.rows", "a list needs rows, each a map from parameter to value");
      return;
    }
    declare_columns(*rows);
    for (const auto& row : rows->items) {
      scenario::report_unknown_keys(reading_, row, "design.rows", names_of(spec_.parameters), {});
      std::vector<double> values;
      for (auto& factor : spec_.parameters) {
        const Value* given = row.find(factor.name);
        if (given != nullptr) spec_.places.push_back({given->mark.line, given->mark.column});
        if (given == nullptr) error(row, "design.rows", fmt::format("'{}' is missing", factor.name));
        values.push_back(given == nullptr ? 0 : read_level(reading_, factor, *given, "design.rows." + factor.name));
      }
      spec_.rows.push_back(std::move(values));
    }
    spec_.rows_file = file_.string();
  }

  /// Declares the parameters that only the rows name: numbers if all values are numbers, else categories.
  void declare_columns(const Value& rows) {
    if (!spec_.parameters.empty()) return;
    if (rows.items.front().kind != Kind::map) {
      error(rows.items.front(), "design.rows", "expected a map from parameter to value");
      return;
    }
    for (const auto& entry : rows.items.front().entries) {
      std::vector<Value> column;
      for (const auto& row : rows.items) {
        if (const Value* value = row.find(entry.key); value != nullptr) column.push_back(*value);
      }
      declare_column(entry.key, column, entry.mark);
    }
  }

  void declare_column(const std::string& name, const std::vector<Value>& column, const Mark& mark) {
    Factor factor{.name = name, .paths = {name}, .group = name, .mark = mark};
    if (!std::all_of(column.begin(), column.end(), is_number)) factor.kind = FactorKind::category;
    if (std::all_of(column.begin(), column.end(), is_date)) factor.kind = FactorKind::date;
    spec_.parameters.push_back(std::move(factor));
  }

  static bool is_date(const Value& value) { return value.kind == Kind::scalar && Date::parse(value.text).has_value(); }
  static bool is_number(const Value& value) {
    return value.kind == Kind::scalar && !value.quoted && scenario::is_csv_number(value);
  }

  void read_csv(const Value& root) {
    const Value& design = *root.find("design");
    const Value* name = design.kind == Kind::map ? design.find("file") : nullptr;
    if (name == nullptr || spec_.design.file.empty()) {
      error(design, "design.file", "a design of kind file needs the file's name");
      return;
    }
    const fs::path path = spec_.tree.locate(file_.parent_path(), spec_.design.file);
    if (const auto refusal = spec_.tree.refusal(path); !refusal.empty()) {
      error(*name, "design.file", refusal);
      return;
    }
    auto read = scenario::read_file(path, max_bytes_of_rows + 1);
    if (read.text.size() > max_bytes_of_rows) read.error = fmt::format("'{}' is larger than 1 GiB", path.string());
    if (!read.error.empty()) {
      error(*name, "design.file", read.error);
      return;
    }
    spec_.rows_text = std::move(read.text);
    spec_.rows_file = path.string();
    auto table = scenario::read_csv(spec_.rows_text, spec_.rows_file, diagnostics_);
    diagnostics_.throw_if_failed();
    take_table(table);
  }

  void take_table(scenario::CsvTable& table) {
    // In CSV, quotation marks delimit fields; unlike in YAML, they do not turn numbers into text.
    for (auto& row : table.rows) {
      for (auto& field : row) field.quoted = false;
    }
    if (spec_.parameters.empty()) declare_columns(table);
    const auto columns = columns_of(table);
    diagnostics_.throw_if_failed();
    for (const auto& row : table.rows) {
      std::vector<double> values;
      for (std::size_t p = 0; p < columns.size(); ++p) {
        const Value& field = row[columns[p]];
        values.push_back(read_field(spec_.parameters[p], field));
        spec_.places.push_back({field.mark.line, field.mark.column});
      }
      spec_.rows.push_back(std::move(values));
    }
  }

  /// Declares the undeclared columns of a file: numbers if any value looks like a number, so that a typing error in one
  /// value does not turn the column into categories.
  void declare_columns(const scenario::CsvTable& table) {
    for (std::size_t c = 0; c < table.header.size(); ++c) {
      const auto any = [&](const auto& is) {
        return std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return is(row[c]); });
      };
      const auto& name = table.header[c];
      Factor factor{.name = name.text, .paths = {name.text}, .group = name.text, .mark = name.mark};
      if (any(is_date)) {
        factor.kind = FactorKind::date;
      } else if (!any(begins_like_number)) {
        factor.kind = FactorKind::category;
      }
      spec_.parameters.push_back(std::move(factor));
    }
  }

  static bool begins_like_number(const Value& field) {
    const auto first = field.text.find_first_not_of("+-.");
    return first < 3 && first < field.text.size() && '0' <= field.text[first] && field.text[first] <= '9';
  }

  /// The column of each parameter.
  std::vector<std::size_t> columns_of(const scenario::CsvTable& table) {
    const auto known = names_of(spec_.parameters);
    std::vector<std::size_t> columns;
    for (const auto& factor : spec_.parameters) {
      const auto column = table.column(factor.name);
      if (!column)
        diagnostics_.error(
            table.header.front().mark, "",
            fmt::format("no column '{}' for the parameter declared at {}{}", factor.name, place_of(factor.mark),
                        scenario::did_you_mean(factor.name, texts(table.header))));
      columns.push_back(column.value_or(0));
    }
    for (const auto& name : table.header) {
      if (std::find(known.begin(), known.end(), name.text) == known.end())
        diagnostics_.error(
            name.mark, "",
            fmt::format("column '{}' is not a parameter{}", name.text, scenario::did_you_mean(name.text, known)));
    }
    return columns;
  }
  static std::vector<std::string> texts(const std::vector<Value>& values) {
    std::vector<std::string> all;
    for (const auto& value : values) all.push_back(value.text);
    return all;
  }

  double read_field(Factor& factor, const Value& field) {
    const bool number = factor.kind == FactorKind::number || factor.kind == FactorKind::integer;
    if (number && std::isnan(scenario::csv_number(field, factor.name, diagnostics_))) return 0;
    return read_level(reading_, factor, field, factor.name);
  }

  // ---- checks between keys ----

  void check_design(const Value& root) {
    const Value* at = root.find("design");
    if (at != nullptr && at->kind == Kind::null) return;  // reported
    const auto& design = spec_.design;
    const auto need = [&](bool there, const char* what) {
      if (!there) error(at == nullptr ? root : *at, "design", what);
    };
    need(design.kind != DesignKind::none || spec_.parameters.empty(),
         "parameters need a design: grid, list, file, lhs, quasi_random, sobol or morris");
    if (design.kind == DesignKind::morris) need(design.levels % 2 == 0, "morris needs an even number of levels");
    if (design.kind == DesignKind::sobol && (design.samples & (design.samples - 1)) != 0)
      diagnostics_.warning(
          at->mark, "design.samples",
          fmt::format("{} is not a power of two, so the samples cover the space unevenly", design.samples));
    // Rows declare their own parameters; missing rows are already reported.
    if (design.kind != DesignKind::none && !rows_are_given())
      need(!spec_.parameters.empty(), "a design needs parameters");
  }

  static std::vector<std::string> names_of(const std::vector<Factor>& factors) {
    std::vector<std::string> names;
    for (const auto& factor : factors) names.push_back(factor.name);
    return names;
  }

  /// Reports statements that set the same path, so that one overrides the other.
  void check_paths() {
    check_changes(reading_, spec_.changes, "set");
    Claims varied;
    check_factors(reading_, spec_.levers, "levers", varied);
    check_factors(reading_, spec_.parameters, "parameters", varied);
    for (const auto& replaced : replaced_by_factors(spec_.changes, "set"))
      diagnostics_.warning(replaced.by.mark, replaced.by.by, replaced.text());
    for (const auto& policy : spec_.policies) {
      const std::string by = "policies." + policy.name + ".set";
      check_changes(reading_, policy.changes, by);
      // An error for policies, which the sweep compares; for `set`, the common base, only a warning.
      for (const auto& replaced : replaced_by_factors(policy.changes, by))
        diagnostics_.error(replaced.by.mark, replaced.by.by, replaced.text());
    }
    check_set_is_used();
  }

  [[nodiscard]] std::vector<Replaced> replaced_by_factors(const std::vector<scenario::Change>& changes,
                                                          const std::string& by) const {
    const auto claims = claims_of(changes, by);
    auto all = replaced_values(claims, spec_.levers, "levers");
    for (auto& replaced : replaced_values(claims, spec_.parameters, "parameters")) all.push_back(std::move(replaced));
    return all;
  }

  /// Warns of values in the sweep's `set` that every policy overrides.
  void check_set_is_used() {
    std::vector<Claims> of_policies;
    for (const auto& policy : spec_.policies) {
      of_policies.emplace_back();
      for (auto& claim : claims_of(policy.changes, "policies." + policy.name + ".set"))
        of_policies.back().add(std::move(claim));
    }
    for (const auto& claim : claims_of(spec_.changes, "set")) {
      const auto sets_it = [&](const Claims& claims) { return claims.at_or_above(claim.path) != nullptr; };
      if (!std::all_of(of_policies.begin(), of_policies.end(), sets_it)) continue;
      const Claim& first = *of_policies.front().at_or_above(claim.path);
      diagnostics_.warning(
          claim.mark, "set",
          fmt::format("every policy replaces '{}', the first at {}", claim.path, place_of(first.mark)));
    }
  }

  void check_names(const Value& root) {
    std::map<std::string, const Factor*> levers;
    for (const auto& lever : spec_.levers) {
      levers.emplace(lever.name, &lever);
      if (const Value* group = written_group(root, "levers", lever.name); group != nullptr)
        error(*group, "levers." + lever.name + ".group", "levers have no groups; only parameters have");
    }
    for (const auto& parameter : spec_.parameters) {
      const auto same = levers.find(parameter.name);
      if (same != levers.end())
        diagnostics_.error(
            parameter.mark, "parameters." + parameter.name,
            fmt::format("a lever has the same name ({}); rename one of them", place_of(same->second->mark)));
    }
    check_groups(root);
  }

  /// Reports a parameter with the name of another parameter's group: it would join the group or share its name in the
  /// results.
  void check_groups(const Value& root) {
    std::map<std::string, const Factor*> members;
    for (const auto& parameter : spec_.parameters) {
      if (parameter.group != parameter.name) members.emplace(parameter.group, &parameter);
    }
    for (const auto& parameter : spec_.parameters) {
      const auto member = members.find(parameter.name);
      const bool joins =
          parameter.group == parameter.name && written_group(root, "parameters", parameter.name) != nullptr;
      if (member == members.end() || joins) continue;
      diagnostics_.error(parameter.mark, "parameters." + parameter.name,
                         fmt::format("has the name of the group of parameter '{}' ({}); rename one of them, or write "
                                     "'group: {}' here to join the group",
                                     member->second->name, place_of(member->second->mark), parameter.name));
    }
  }
  static const Value* written_group(const Value& root, const std::string& key, const std::string& name) {
    const Value* all = root.find(key);
    const Value* entry = all == nullptr ? nullptr : all->find(name);
    return entry == nullptr ? nullptr : entry->find("group");
  }

  /// Reports run settings in `set` that have no effect in a sweep.
  void check_run_keys() {
    for (const auto* factors : {&spec_.levers, &spec_.parameters}) {
      for (const auto& factor : *factors) {
        for (const auto& path : factor.paths) {
          if (const auto why = why_not_varied(path); !why.empty()) diagnostics_.error(factor.mark, factor.name, why);
        }
      }
    }
    check_run_set(spec_.changes, "set");
    for (const auto& policy : spec_.policies) check_run_set(policy.changes, "policies." + policy.name + ".set");
  }
  void check_run_set(const std::vector<scenario::Change>& changes, const std::string& by) {
    for (const auto& claim : claims_of(changes, by)) {
      if (claim.path == "run.replicates")
        diagnostics_.error(
            claim.mark, by,
            "run.replicates has no effect in a sweep; the number of runs is the top-level key 'replicates'");
    }
  }

  fs::path file_;
  Diagnostics diagnostics_;
  Reading reading_;
  SweepSpec spec_;
};

}  // namespace

const std::vector<std::string>& design_names() {
  static const std::vector<std::string> names{"none", "grid", "list", "file", "lhs", "quasi_random", "sobol", "morris"};
  return names;
}

SweepSpec read_spec_text(const std::string& text, const fs::path& file, const std::vector<std::string>& include_dirs) {
  return SpecReader(file, include_dirs).read(text);
}

SweepSpec read_spec(const fs::path& file, const std::vector<std::string>& include_dirs) {
  const auto read = scenario::read_file(file, max_bytes_of_spec);
  if (!read.error.empty()) throw scenario::ScenarioError(fmt::format("{}: error: {}", file.string(), read.problem));
  return read_spec_text(read.text, file, include_dirs);
}

}  // namespace entrepot::sweep
