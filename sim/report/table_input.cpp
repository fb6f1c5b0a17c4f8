// The input of an analysis from CSV files: the design and results of another model, and the kind of design.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "analysis.hpp"
#include "entrepot/analysis/design/structure.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/scenario/csv_table.hpp"
#include "entrepot/scenario/file_text.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using nlohmann::ordered_json;
using scenario::CsvTable;
using scenario::Diagnostics;

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double confidence = 0.9;
constexpr std::size_t max_bytes = std::size_t{1} << 32U;
// Columns that identify the run of a row; neither parameters nor outputs.
constexpr std::array<const char*, 2> keys{"run", "point"};
constexpr const char* replicate_column = "replicate";

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

[[noreturn]] void refuse_at(const scenario::Mark& mark, const std::string& path, const std::string& why) {
  Diagnostics diagnostics;
  diagnostics.error(mark, path, why);
  diagnostics.throw_if_failed();
  throw bad_input(why);
}

std::string number(std::size_t count) { return io::grouped(static_cast<double>(count)); }

CsvTable read_table(const std::string& file, Diagnostics& diagnostics) {
  const auto bytes = scenario::read_file(file, max_bytes);
  if (!bytes.error.empty()) throw bad_input(fmt::format("{}: {}", file, bytes.problem));
  auto table = scenario::read_csv(bytes.text, file, diagnostics);
  diagnostics.throw_if_failed();
  return table;
}

bool is_key(const std::string& name) {
  return name == replicate_column || std::find(keys.begin(), keys.end(), name) != keys.end();
}

std::vector<std::string> names_of(const CsvTable& table) {
  std::vector<std::string> names;
  for (const auto& field : table.header) names.push_back(field.text);
  return names;
}

/// The named columns, or all that are not keys. `what` is for messages.
std::vector<std::size_t> chosen_columns(const CsvTable& table, const std::vector<std::string>& names,
                                        const std::string& file, const std::string& what) {
  std::vector<std::size_t> columns;
  for (const auto& name : names) {
    const auto column = table.column(name);
    if (!column) {
      throw bad_input(fmt::format("{}: no column '{}'; expected one of {}{}", file, name,
                                  fmt::join(names_of(table), ", "), scenario::did_you_mean(name, names_of(table))));
    }
    if (std::find(columns.begin(), columns.end(), *column) != columns.end())
      throw bad_input(fmt::format("{}: column '{}' is named twice", file, name));
    columns.push_back(*column);
  }
  for (std::size_t c = 0; names.empty() && c < table.header.size(); ++c) {
    if (!is_key(table.header[c].text)) columns.push_back(c);
  }
  if (columns.empty()) throw bad_input(fmt::format("{}: no column is {}", file, what));
  return columns;
}

// ---- parameters ----------------------------------------------------------------------------------------------------

/// A column of numbers, or of categories if its first field is not a number.
sweep::FactorInfo parameter_of(const CsvTable& table, std::size_t column, std::vector<double>& values,
                               Diagnostics& diagnostics) {
  sweep::FactorInfo parameter;
  parameter.name = parameter.group = table.header[column].text;
  const bool category = !scenario::is_csv_number(table.rows.front()[column]);
  parameter.kind = category ? "category" : "number";
  std::map<std::string, double> known;
  for (const auto& row : table.rows) {
    const auto& field = row[column];
    if (field.text.empty()) {
      diagnostics.error(field.mark, parameter.name, "empty field; expected the value of the parameter in the run");
    } else if (!category) {
      values.push_back(scenario::csv_number(field, parameter.name, diagnostics));
    } else if (scenario::is_csv_number(field)) {
      diagnostics.error(field.mark, parameter.name,
                        fmt::format("number '{}' in a column of categories (the first is '{}'); expected a category",
                                    field.text, table.rows.front()[column].text));
    } else {
      const auto [at, fresh] = known.emplace(field.text, static_cast<double>(parameter.categories.size()));
      if (fresh) parameter.categories.push_back(field.text);
      values.push_back(at->second);
    }
  }
  return parameter;
}

struct Range {
  double low;
  double high;
};

double part_of_range(const std::string& text, const std::string& whole) {
  double value = none;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    throw bad_input(fmt::format("--range: '{}': expected NAME=LOW:HIGH with two numbers", whole));
  return value;
}

std::map<std::string, Range> given_ranges(const std::vector<std::string>& texts) {
  std::map<std::string, Range> ranges;
  for (const auto& text : texts) {
    const auto equals = text.rfind('=');
    const auto colon = text.find(':', equals == std::string::npos ? 0 : equals);
    if (equals == std::string::npos || colon == std::string::npos)
      throw bad_input(fmt::format("--range: '{}': expected NAME=LOW:HIGH", text));
    const Range range{part_of_range(text.substr(equals + 1, colon - equals - 1), text),
                      part_of_range(text.substr(colon + 1), text)};
    if (!(range.low < range.high)) throw bad_input(fmt::format("--range: '{}': expected the lower end first", text));
    if (!ranges.emplace(text.substr(0, equals), range).second)
      throw bad_input(fmt::format("--range: '{}' is given twice", text.substr(0, equals)));
  }
  return ranges;
}

// ---- runs ----------------------------------------------------------------------------------------------------------

/// Fields of a key column, by row; empty without the column.
std::vector<std::string> key_of(const CsvTable& table, const std::string& name) {
  std::vector<std::string> key;
  const auto column = table.column(name);
  for (const auto& row : table.rows) key.push_back(column ? row[*column].text : "");
  return key;
}

/// The row of the design for each row of results.
struct Join {
  std::string key;                      ///< column; empty if by order
  std::vector<std::size_t> design_row;  ///< [row of results]
};

Join join_tables(const CsvTable& design, const CsvTable& results, const TableAnalysisRequest& files) {
  Join join;
  for (const auto* key : keys) {
    if (join.key.empty() && design.column(key) && results.column(key)) join.key = key;
  }
  if (join.key.empty()) {
    if (design.rows.size() != results.rows.size()) {
      throw bad_input(
          fmt::format("{} has {} rows, {} has {}; expected the same runs in the same order, or a column "
                      "'run' or 'point' in both",
                      files.design, number(design.rows.size()), files.results, number(results.rows.size())));
    }
    for (std::size_t row = 0; row < results.rows.size(); ++row) join.design_row.push_back(row);
    return join;
  }
  std::map<std::string, std::size_t> known;
  const auto column = *design.column(join.key);
  for (std::size_t row = 0; row < design.rows.size(); ++row) {
    const auto& field = design.rows[row][column];
    if (!known.emplace(field.text, row).second)
      refuse_at(field.mark, join.key, fmt::format("'{}' is in two rows; expected one row for each", field.text));
  }
  for (const auto& row : results.rows) {
    const auto& field = row[*results.column(join.key)];
    const auto found = known.find(field.text);
    if (found == known.end())
      refuse_at(field.mark, join.key,
                fmt::format("'{}' is not in {}; expected the same keys", field.text, files.design));
    join.design_row.push_back(found->second);
  }
  return join;
}

/// Point and replicate of every row of results: [row of results].
struct Places {
  std::vector<std::size_t> point;
  std::vector<std::size_t> replicate;
  std::vector<std::size_t> first_row;  ///< of the design, [point]
  std::size_t replicates = 1;
};

std::size_t place_among(std::map<std::string, std::size_t>& known, const std::string& name) {
  return known.emplace(name, known.size()).first->second;
}

/// With a column `replicate`, rows of the design with the same `point`, or the same values, are one point.
std::vector<std::size_t> points_of(const CsvTable& design, const std::vector<std::size_t>& parameters) {
  std::vector<std::size_t> points;
  std::map<std::string, std::size_t> known;
  const auto named = design.column("point");
  for (std::size_t row = 0; row < design.rows.size(); ++row) {
    std::string name;
    if (!design.column(replicate_column)) {
      name = std::to_string(row);
    } else if (named) {
      name = design.rows[row][*named].text;
    } else {
      for (const auto p : parameters) name += design.rows[row][p].text + '\n';
    }
    points.push_back(place_among(known, name));
  }
  return points;
}

Places places_of(const CsvTable& design, const CsvTable& results, const Join& join,
                 const std::vector<std::size_t>& parameters) {
  const auto point_of_row = points_of(design, parameters);
  Places places;
  for (std::size_t row = 0; row < design.rows.size(); ++row) {
    if (point_of_row[row] == places.first_row.size()) places.first_row.push_back(row);
    for (const auto p : parameters) {
      const auto& field = design.rows[row][p];
      if (field.text == design.rows[places.first_row[point_of_row[row]]][p].text) continue;
      refuse_at(
          field.mark, design.header[p].text,
          fmt::format("'{}' differs from another replicate of the same point; expected the same value", field.text));
    }
  }
  const bool in_results = results.column(replicate_column).has_value();
  const auto of_results = key_of(results, replicate_column);
  const auto of_design = key_of(design, replicate_column);
  std::map<std::string, std::size_t> known;
  std::set<std::pair<std::size_t, std::size_t>> taken;
  for (std::size_t row = 0; row < results.rows.size(); ++row) {
    const auto& name = in_results ? of_results[row] : of_design[join.design_row[row]];
    places.point.push_back(point_of_row[join.design_row[row]]);
    places.replicate.push_back(place_among(known, name));
    if (!taken.emplace(places.point.back(), places.replicate.back()).second) {
      refuse_at(results.rows[row].front().mark, "",
                "a second result of the same run; expected one row for each run, or a column 'replicate'");
    }
  }
  places.replicates = known.size();
  return places;
}

/// Whether a field marks a run without a value.
bool is_missing(std::string text) {
  static const std::set<std::string> words{"", "na", "n/a", "nan", "null", "none", "<na>"};
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return words.contains(text);
}

/// One output, [point x replicate].
std::vector<double> output_of(const CsvTable& results, std::size_t column, const Places& places,
                              Diagnostics& diagnostics) {
  std::vector<double> values(places.first_row.size() * places.replicates, none);
  for (std::size_t row = 0; row < results.rows.size(); ++row) {
    const auto& field = results.rows[row][column];
    if (is_missing(field.text)) continue;
    if (!scenario::is_csv_number(field)) {  // one error for each column
      diagnostics.error(
          field.mark, results.header[column].text,
          fmt::format("expected a number, or NA for a run without a value, found '{}'; choose columns with "
                      "--outputs",
                      field.text));
      break;
    }
    values[places.point[row] * places.replicates + places.replicate[row]] =
        scenario::csv_number(field, results.header[column].text, diagnostics);
  }
  return values;
}

// ---- design --------------------------------------------------------------------------------------------------------

/// The kind of design, as given or as recognised from the values.
struct Structure {
  std::string design = "any";
  std::string description;
  bool second_order = false;
  std::size_t block_rows = 1;
  std::vector<std::size_t> group_of_parameter;
  std::vector<std::size_t> rows;  ///< of the points, in the order in which the estimators take them
};

Structure sobol_structure(const design::SaltelliStructure& found) {
  return {"sobol",
          fmt::format("Saltelli's, recognised from the values: {} blocks, {}", number(found.blocks),
                      design::words_of(found.order, found.groups, found.second_order)),
          found.second_order,
          found.rows.size() / found.blocks,
          found.group_of_dimension,
          found.rows};
}

Structure morris_structure(const design::MorrisStructure& found, std::size_t rows, const std::string& not_saltelli) {
  Structure structure{"morris",
                      fmt::format("Morris's, recognised from the values: {} trajectories of {} rows (not "
                                  "Saltelli's: {})",
                                  number(found.trajectories), found.groups + 1, not_saltelli),
                      false,
                      found.groups + 1,
                      found.group_of_dimension,
                      {}};
  for (std::size_t row = 0; row < rows; ++row) structure.rows.push_back(row);
  return structure;
}

Structure any_structure(const design::Points& points, const std::string& description) {
  Structure structure{.description = description, .group_of_parameter = {}, .rows = {}};
  for (std::size_t d = 0; d < points.dimensions; ++d) structure.group_of_parameter.push_back(d);
  for (std::size_t row = 0; row < points.rows(); ++row) structure.rows.push_back(row);
  return structure;
}

Structure structure_of(const design::Points& points, const std::string& wanted) {
  if (wanted == "any") return any_structure(points, "any, as given by --design: indices from the distributions alone");
  const auto saltelli = wanted == "morris" ? design::Recognition<design::SaltelliStructure>{{}, "--design is morris"}
                                           : design::recognise_saltelli(points);
  if (saltelli.structure) return sobol_structure(*saltelli.structure);
  if (wanted == "sobol") throw bad_input("--design sobol: this is not Saltelli's design: " + saltelli.why_not);
  const auto morris = design::recognise_morris(points);
  if (morris.structure) return morris_structure(*morris.structure, points.rows(), saltelli.why_not);
  if (wanted == "morris") throw bad_input("--design morris: these are not Morris's trajectories: " + morris.why_not);
  return any_structure(points, fmt::format("neither Saltelli's nor Morris's, so indices are from the distributions "
                                           "alone (Saltelli's: {}; Morris's: {})",
                                           saltelli.why_not, morris.why_not));
}

/// A group is named after its parameters.
ParameterGroups groups_of(const Structure& structure, const std::vector<sweep::FactorInfo>& parameters) {
  ParameterGroups groups{{}, structure.group_of_parameter};
  groups.names.resize(1 + *std::max_element(groups.of_parameter.begin(), groups.of_parameter.end()));
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    auto& name = groups.names[groups.of_parameter[p]];
    name += (name.empty() ? "" : "+") + parameters[p].name;
  }
  return groups;
}

/// Rows in another order: [row x width].
std::vector<double> reordered(const std::vector<double>& table, std::size_t width,
                              const std::vector<std::size_t>& rows) {
  std::vector<double> ordered;
  ordered.reserve(table.size());
  for (const auto row : rows) {
    const auto first = table.begin() + static_cast<std::ptrdiff_t>(row * width);
    ordered.insert(ordered.end(), first, first + static_cast<std::ptrdiff_t>(width));
  }
  return ordered;
}

// ---- the reader -----------------------------------------------------------------------------------------------------

void require_rows(const CsvTable& table, const std::string& file) {
  if (table.rows.empty()) throw bad_input(fmt::format("{}: no rows; expected a header and one row for each run", file));
}

class TableReader {
 public:
  explicit TableReader(const TableAnalysisRequest& request)
      : request_(request),
        design_(read_table(request.design, diagnostics_)),
        results_(read_table(request.results, diagnostics_)),
        ranges_(given_ranges(request.ranges)) {
    require_rows(design_, request.design);
    require_rows(results_, request.results);
  }

  AnalysisInput read() {
    const auto columns = chosen_columns(design_, request_.parameters, request_.design, "a parameter");
    const auto join = join_tables(design_, results_, request_);
    read_parameters(columns);
    places_ = places_of(design_, results_, join, columns);
    check_values();
    const auto structure = structure_of({values_, parameters_.size()}, request_.structure);
    AnalysisInput input{.heading = {},
                        .heading_json = {},
                        .baseline = {},
                        .design = structure.design,
                        .second_order = structure.second_order,
                        .confidence = confidence,
                        .replicates = places_.replicates,
                        .parameters = parameters_,
                        .measures = {},
                        .groups = groups_of(structure, parameters_),
                        .parameter_values = reordered(values_, parameters_.size(), structure.rows),
                        .unit_values = {},
                        .block_rows = structure.block_rows,
                        .series = {}};
    for (std::size_t p = 0; p < parameters_.size(); ++p)
      input.parameters[p].group = input.groups.names[input.groups.of_parameter[p]];
    set_units(input);
    read_outputs(input, structure.rows);
    input.heading = heading(structure, join);
    input.heading_json = heading_json(input.groups, structure, join);
    diagnostics_.throw_if_failed();
    input.warnings = diagnostics_.warnings();
    return input;
  }

 private:
  /// Into values_, [point x parameter], points in the order of the design's rows.
  void read_parameters(const std::vector<std::size_t>& columns) {
    for (const auto column : columns) {
      of_columns_.emplace_back();
      parameters_.push_back(parameter_of(design_, column, of_columns_.back(), diagnostics_));
    }
    diagnostics_.throw_if_failed();
  }

  void check_values() {
    for (const auto row : places_.first_row) {
      for (const auto& column : of_columns_) values_.push_back(column[row]);
    }
    if (places_.first_row.size() < 2)
      throw bad_input(fmt::format("{}: only one point; expected at least two", request_.design));
    check_ranges();
    planned_ = places_.first_row.size() * places_.replicates;
    if (results_.rows.size() < planned_ && !request_.incomplete) {
      throw bad_input(
          fmt::format("{}: results of {} of {} runs ({} points x {} replicates); use --incomplete to analyse "
                      "the finished runs",
                      request_.results, number(results_.rows.size()), number(planned_),
                      number(places_.first_row.size()), places_.replicates));
    }
  }

  void check_ranges() {
    for (const auto& given : ranges_) {
      const std::string& name = given.first;
      if (std::none_of(parameters_.begin(), parameters_.end(), [&](const auto& p) { return p.name == name; }))
        throw bad_input(fmt::format("--range: no parameter '{}'", name));
    }
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      const auto [low, high] = std::minmax_element(of_columns_[p].begin(), of_columns_[p].end());
      const auto given = ranges_.find(parameters_[p].name);
      if (given != ranges_.end() && parameters_[p].categorical())
        throw bad_input(
            fmt::format("--range: '{}' has categories; expected a parameter with numbers", parameters_[p].name));
      if (given != ranges_.end() && (*low < given->second.low || *high > given->second.high)) {
        throw bad_input(fmt::format("--range: {} has values from {:g} to {:g}, outside {:g} to {:g}",
                                    parameters_[p].name, *low, *high, given->second.low, given->second.high));
      }
      if (*low == *high) constants_.push_back(parameters_[p].name);
      used_ranges_.push_back(given == ranges_.end() ? Range{*low, *high} : given->second);
    }
    if (constants_.size() == parameters_.size())
      throw bad_input(fmt::format("{}: no parameter varies", request_.design));
  }

  /// Parameter values as shares of their ranges.
  void set_units(AnalysisInput& input) const {
    for (std::size_t cell = 0; cell < input.parameter_values.size(); ++cell) {
      const auto& range = used_ranges_[cell % parameters_.size()];
      const double width = range.high - range.low;
      input.unit_values.push_back(width > 0 ? (input.parameter_values[cell] - range.low) / width : 0.5);
    }
  }

  void read_outputs(AnalysisInput& input, const std::vector<std::size_t>& rows) {
    const auto columns = chosen_columns(results_, request_.outputs, request_.results, "an output");
    for (const auto column : columns) {
      const auto values = output_of(results_, column, places_, diagnostics_);
      input.measures.push_back({results_.header[column].text, "", ""});
      input.series.push_back({input.measures.size() - 1, "", ordered_json::object(),
                              [ordered = reordered(values, places_.replicates, rows)] { return ordered; }});
    }
  }

  /// Points whose values are those of an earlier point.
  [[nodiscard]] std::size_t repeated_points() const {
    std::set<std::vector<double>> known;
    const auto width = static_cast<std::ptrdiff_t>(parameters_.size());
    for (auto at = values_.begin(); at != values_.end(); at += width) known.emplace(at, at + width);
    return places_.first_row.size() - known.size();
  }

  [[nodiscard]] std::string heading(const Structure& structure, const Join& join) const {
    const auto joined_by = join.key.empty() ? std::string("row by row") : fmt::format("by the column '{}'", join.key);
    std::string text = fmt::format("{} and {}, joined {}: {} of {} runs", request_.design, request_.results, joined_by,
                                   number(results_.rows.size()), number(planned_));
    text += fmt::format("; {} points of {} parameters", number(places_.first_row.size()), parameters_.size());
    if (places_.replicates > 1) text += fmt::format(", {} replicates", places_.replicates);
    text += fmt::format(". Design: {}.", structure.description);
    if (structure.design != "any" && ranges_.size() < parameters_.size())
      text += " Parameter ranges not given by --range are those of the design's values.";
    if (!constants_.empty()) text += fmt::format(" Constant parameters: {}.", fmt::join(constants_, ", "));
    if (const auto repeated = repeated_points(); structure.design == "any" && repeated > 0) {
      text += fmt::format(" {} points repeat the values of another; add a column 'replicate' to make them replicates.",
                          number(repeated));
    }
    if (places_.replicates > 1)
      text +=
          " Replicates with the same number are assumed to share random numbers at all points; otherwise intervals "
          "are too wide.";
    return io::wrapped(text, page_width);
  }

  [[nodiscard]] ordered_json heading_json(const ParameterGroups& groups, const Structure& structure,
                                          const Join& join) const {
    ordered_json json{{"table",
                       {{"design", request_.design},
                        {"results", request_.results},
                        {"joined_by", join.key.empty() ? "order" : join.key},
                        {"structure", structure.description},
                        {"constant", constants_}}},
                      {"design", structure.design},
                      {"rows", places_.first_row.size()},
                      {"replicates", places_.replicates},
                      {"confidence", confidence},
                      {"runs",
                       {{"planned", planned_},
                        {"finished", results_.rows.size()},
                        {"failed", 0},
                        {"missing", planned_ - results_.rows.size()}}}};
    json["parameters"] = ordered_json::array();
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      ordered_json parameter{{"name", parameters_[p].name},
                             {"group", groups.names[groups.of_parameter[p]]},
                             {"kind", parameters_[p].kind}};
      if (parameters_[p].categorical()) parameter["categories"] = parameters_[p].categories;
      if (!parameters_[p].categorical()) parameter["range"] = {used_ranges_[p].low, used_ranges_[p].high};
      json["parameters"].push_back(std::move(parameter));
    }
    return json;
  }

  const TableAnalysisRequest& request_;
  Diagnostics diagnostics_;
  CsvTable design_;
  CsvTable results_;
  std::map<std::string, Range> ranges_;
  std::vector<sweep::FactorInfo> parameters_;
  std::vector<std::vector<double>> of_columns_;  ///< [parameter][row of the design]
  std::vector<double> values_;                   ///< [point x parameter]
  std::vector<Range> used_ranges_;
  std::vector<std::string> constants_;
  Places places_;
  std::size_t planned_ = 0;
};

}  // namespace

AnalysisInput input_of_tables(const TableAnalysisRequest& request) { return TableReader(request).read(); }

}  // namespace entrepot::report
