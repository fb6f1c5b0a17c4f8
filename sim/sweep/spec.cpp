#include "spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/tokenizer.hpp>
#include <cmath>
#include <set>
#include <sstream>

#include "../scenario/file_text.hpp"
#include "../scenario/layers.hpp"
#include "../scenario/yaml_tree.hpp"
#include "entrepot/experiment/measure.hpp"

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

constexpr std::size_t most_bytes_of_spec = (std::size_t{2} << 20U) + 1;
constexpr std::size_t most_bytes_of_rows = std::size_t{1} << 30U;
constexpr double most_points = 1e8;
constexpr double most_replicates = 1e6;

// One parameter a line, however long: a table reads best as rows.
// clang-format off
std::shared_ptr<const Table<DesignSpec>> design_table() {
  using D = DesignSpec;
  using scenario::choice;
  using scenario::field;
  static const auto table = std::make_shared<Table<D>>(Table<D>{
      choice("kind", &D::kind, {.fallback = "none", .choices = design_names(), .meaning = "How points are chosen from the parameters."}),
      field("points", &D::points, {.unit = "points", .min = 0, .max = most_points, .fallback = "0", .meaning = "Points of lhs and quasi_random."}),
      field("samples", &D::samples, {.unit = "samples", .min = 0, .max = most_points, .fallback = "0", .meaning = "Base samples of sobol; a power of two covers best."}),
      field("second_order", &D::second_order, {.fallback = "false", .meaning = "Whether sobol also has the points that indices of pairs need."}),
      field("trajectories", &D::trajectories, {.unit = "trajectories", .min = 0, .max = 1e6, .fallback = "0", .meaning = "Trajectories of morris."}),
      field("levels", &D::levels, {.unit = "levels", .min = 4, .max = 1000, .fallback = "8", .meaning = "Levels of morris; an even number."}),
      field("seed", &D::seed, {.min = 0, .max = 4294967295.0, .fallback = "1", .meaning = "Of the design; chance within runs is the scenario's run.seed."}),
      field("file", &D::file, {.fallback = "''", .meaning = "CSV file of a design of kind file, with a header of parameter names."})});
  return table;
}

/// What a sweep file says at its top in plain values.
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
      field("title", &T::title, {.fallback = "''", .meaning = "What the sweep is."}),
      field("question", &T::question, {.fallback = "''", .meaning = "The question it is to answer."}),
      field("scenario", &T::scenario, {.meaning = "Scenario that is varied, beside the sweep file."}),
      field("replicates", &T::replicates, {.unit = "runs", .min = 1, .max = most_replicates, .fallback = "4", .meaning = "Runs of every point; replicate k has the same chance at all points."}),
      field("outputs", &T::outputs, {.fallback = "[]", .meaning = "What is kept of a run: NAME or NAME[LABEL/..]; those of compare, if none are named."})});
  return table;
}
// clang-format on

class SpecReader {
 public:
  SpecReader(const fs::path& file, const std::vector<std::string>& also_read) : file_(file), reading_(diagnostics_) {
    spec_.tree = scenario::Tree(file, also_read);
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
    check_names(root);
    diagnostics_.throw_if_failed();
    return std::move(spec_);
  }

 private:
  void error(const Value& at, const std::string& path, const std::string& what) { reading_.error(at, path, what); }

  /// A file that this one names, relative to its own folder; `at` is where it does.
  fs::path beside(const std::string& name, const Mark& at, const std::string& path) {
    fs::path named = file_.parent_path() / name;
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
    spec_.changes = read_changes(root.find("set"), reading_, "set");
    for (const auto& output : spec_.outputs) {
      try {
        experiment::parse_measure(output);
      } catch (const Error& wrong) {
        error(*root.find("outputs"), "outputs", wrong.what());
      }
    }
  }

  void read_design(const Value& root) {
    const Value* design = root.find("design");
    if (design == nullptr) return;
    Value record = *design;
    if (design->kind == Kind::scalar) {  // `design: grid`
      record = {};
      record.kind = Kind::map;
      record.mark = design->mark;
      record.entries.push_back({"kind", design->mark, *design});
    }
    design_table()->read(reading_, record, "design", {"rows"}, spec_.design);
  }

  void read_policies(const Value& root) {
    for (const auto& entry : only_map(root.find("policies"), reading_, "policies").entries) {
      const std::string path = "policies." + entry.key;
      Policy policy{.name = entry.key, .scenario = spec_.scenario, .mark = entry.mark};
      const Value record = only_map(&entry.value, reading_, path);
      scenario::report_unknown_keys(reading_, record, path, {"scenario", "set", "note"}, {});
      if (const Value* own = record.find("scenario"); own != nullptr) {
        std::string name;
        scenario::read_value(reading_, *own, path, scenario::describe("", scenario::ParameterType::text, {}), name);
        policy.scenario = beside(name, own->mark, path + ".scenario");
      }
      policy.changes = read_changes(record.find("set"), reading_, path + ".set");
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
    for (const auto& entry : only_map(root.find(key), reading_, key).entries)
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
        if (given == nullptr) error(row, "design.rows", fmt::format("'{}' is missing", factor.name));
        values.push_back(given == nullptr ? 0 : read_level(reading_, factor, *given, "design.rows." + factor.name));
      }
      spec_.rows.push_back(std::move(values));
    }
  }

  /// Parameters that the rows name and the file does not declare: numbers if all values are, else categories.
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
    if (value.kind != Kind::scalar || value.text.empty()) return false;
    char* end = nullptr;
    return std::isfinite(std::strtod(value.text.c_str(), &end)) && *end == '\0';
  }

  /// A field of a CSV file as a value that knows its place.
  struct CsvRow {
    std::vector<Value> fields;
  };

  void read_csv(const Value& root) {
    const Value& design = *root.find("design");
    const Value* name = design.kind == Kind::map ? design.find("file") : nullptr;
    if (name == nullptr || spec_.design.file.empty()) {
      error(design, "design.file", "a design of kind file needs the file's name");
      return;
    }
    const fs::path path = file_.parent_path() / spec_.design.file;
    if (const auto refusal = spec_.tree.refusal(path); !refusal.empty()) {
      error(*name, "design.file", refusal);
      return;
    }
    auto read = scenario::read_file(path, most_bytes_of_rows);
    if (!read.error.empty()) {
      error(*name, "design.file", read.error);
      return;
    }
    spec_.rows_text = std::move(read.text);
    auto lines = csv_lines(path.string());
    if (lines.size() < 2) {
      diagnostics_.error({path.string(), 1, 1}, "", "expected a header of parameter names, and a line a point");
      return;
    }
    std::vector<std::string> header;
    for (const auto& field : lines.front().fields) header.push_back(field.text);
    lines.erase(lines.begin());
    take_csv(header, lines, {path.string(), 1, 1});
  }

  std::vector<CsvRow> csv_lines(const std::string& name) {
    std::vector<CsvRow> rows;
    std::istringstream stream(spec_.rows_text);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty()) continue;
      try {
        const boost::tokenizer<boost::escaped_list_separator<char>> fields(line);
        CsvRow row;
        int column = 1;
        for (const auto& field : fields) {
          Value value;
          value.kind = Kind::scalar;
          value.text = trimmed(field);
          value.mark = {name, number, column};
          column += static_cast<int>(field.size()) + 1;
          row.fields.push_back(std::move(value));
        }
        rows.push_back(std::move(row));
      } catch (const boost::escaped_list_error& wrong) {
        diagnostics_.error({name, number, 1}, "", wrong.what());
      }
    }
    return rows;
  }

  static std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
  }

  void take_csv(const std::vector<std::string>& header, const std::vector<CsvRow>& lines, const Mark& mark) {
    bool whole = true;
    for (const auto& line : lines) {
      if (line.fields.size() == header.size()) continue;
      whole = false;
      diagnostics_.error(line.fields.front().mark, "",
                         fmt::format("{} fields, but the header has {}", line.fields.size(), header.size()));
    }
    if (!whole) return;
    if (spec_.parameters.empty()) {
      for (std::size_t c = 0; c < header.size(); ++c) {
        std::vector<Value> column;
        for (const auto& line : lines) column.push_back(line.fields[c]);
        declare_column(header[c], column, mark);
      }
    }
    std::vector<std::size_t> column_of;
    for (const auto& factor : spec_.parameters) {
      const auto found = std::find(header.begin(), header.end(), factor.name);
      if (found == header.end()) diagnostics_.error(mark, "", fmt::format("no column '{}'", factor.name));
      column_of.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    for (const auto& name : header) {
      const auto known = names_of(spec_.parameters);
      if (std::find(known.begin(), known.end(), name) == known.end())
        diagnostics_.error(mark, "",
                           fmt::format("column '{}' is no parameter{}", name, scenario::did_you_mean(name, known)));
    }
    diagnostics_.throw_if_failed();
    for (const auto& line : lines) {
      std::vector<double> values;
      for (std::size_t p = 0; p < column_of.size(); ++p)
        values.push_back(read_level(reading_, spec_.parameters[p], line.fields[column_of[p]], header[column_of[p]]));
      spec_.rows.push_back(std::move(values));
    }
  }

  // ---- checks between keys ----

  void check_design(const Value& root) {
    const Value* at = root.find("design");
    const auto& design = spec_.design;
    const auto need = [&](bool there, const char* what) {
      if (!there) error(at == nullptr ? root : *at, "design", what);
    };
    switch (design.kind) {
      case DesignKind::none:
        need(spec_.parameters.empty(),
             "parameters need a design: grid, list, file, lhs, quasi_random, sobol or morris");
        break;
      case DesignKind::lhs:
      case DesignKind::quasi_random:
        need(design.points > 0, "'points' is missing");
        break;
      case DesignKind::sobol:
        need(design.samples > 0, "'samples' is missing");
        break;
      case DesignKind::morris:
        need(design.trajectories > 0, "'trajectories' is missing");
        need(design.levels % 2 == 0, "morris needs an even number of levels");
        break;
      case DesignKind::grid:
      case DesignKind::list:
      case DesignKind::file:
        break;
    }
    // Rows bring their own; where there are none, that was told.
    if (design.kind != DesignKind::none && !rows_are_given())
      need(!spec_.parameters.empty(), "a design needs parameters");
  }

  static std::vector<std::string> names_of(const std::vector<Factor>& factors) {
    std::vector<std::string> names;
    for (const auto& factor : factors) names.push_back(factor.name);
    return names;
  }

  /// Two factors of one path would each undo the other.
  void check_names(const Value& root) {
    std::set<std::string> paths;
    for (const auto* factors : {&spec_.levers, &spec_.parameters}) {
      for (const auto& factor : *factors) {
        for (const auto& path : factor.paths) {
          if (!paths.insert(path).second)
            diagnostics_.error(factor.mark.line > 0 ? factor.mark : root.mark, factor.name,
                               fmt::format("'{}' is varied twice", path));
        }
      }
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

SweepSpec read_spec_text(const std::string& text, const fs::path& file, const std::vector<std::string>& also_read) {
  return SpecReader(file, also_read).read(text);
}

SweepSpec read_spec(const fs::path& file, const std::vector<std::string>& also_read) {
  const auto read = scenario::read_file(file, most_bytes_of_spec);
  if (!read.error.empty()) throw scenario::ScenarioError(fmt::format("{}: error: {}", file.string(), read.error));
  return read_spec_text(read.text, file, also_read);
}

}  // namespace entrepot::sweep
