#include "entrepot/scenario/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>
#include <tuple>

#include "entrepot/scenario/file_text.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "search.hpp"
#include "unit_conversion.hpp"

namespace entrepot::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = (std::size_t{2} << 20U) + 1;
constexpr std::size_t most_files = 200;

std::optional<double> number_in(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, code] = std::from_chars(text.data(), end, number);
  return code == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

// ---- reading -------------------------------------------------------------------------------------------------------

bool is_id(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_';
  });
}

/// Keys of a row that hold a figure.
constexpr const char* figure_keys[] = {"low", "value", "high"};

class RowReader {
 public:
  RowReader(Reading& reading, const Value& entry, std::string path)
      : reading_(reading), entry_(entry), path_(std::move(path)) {}

  EvidenceRow read(const std::string& id, const Mark& mark) {
    EvidenceRow row;
    table_of<EvidenceRow>()->read(reading_, entry_, path_, {}, row);
    row.id = id;
    row.mark = mark;
    if (!is_id(id)) reading_.diagnostics.error(mark, path_, "expected an id of letters, digits and underscores");
    if (entry_.kind == Value::Kind::map) check(row);
    return row;
  }

 private:
  void error(const char* key, const std::string& message) {
    const Value* at = entry_.find(key);
    reading_.error(at == nullptr ? entry_ : *at, path_ + "." + key, message);
  }

  void check(const EvidenceRow& row) {
    if (row.low.empty() != row.high.empty()) {
      error(row.low.empty() ? "high" : "low", "a range needs both 'low' and 'high'");
    } else if (row.value.empty() && row.low.empty()) {
      reading_.error(entry_, path_, "no figure; expected 'value', or 'low' and 'high'");
    } else if (row.unit == "status") {
      if (!row.low.empty()) error("low", "a status has no range");
    } else if (row.unit == "date") {
      check_order(row, dates());
    } else {
      check_order(row, numbers());
    }
    if (row.from && row.until && *row.until < *row.from)
      error("from", fmt::format("{} is after 'until', {}", row.from->iso(), row.until->iso()));
  }

  /// Figures by key.
  using Figures = std::map<std::string, double>;

  Figures numbers() {
    static const Description description = describe("figure", ParameterType::number, {});
    return figures<double>(description, [](double number) { return number; });
  }

  /// Dates as days, with those that cannot be read left out.
  Figures dates() {
    static const Description description = describe("figure", ParameterType::date, {});
    return figures<Date>(description, [](Date date) { return static_cast<double>(date.days); });
  }

  template <class T, class ToNumber>
  Figures figures(const Description& description, const ToNumber& to_number) {
    Figures read;
    for (const char* key : figure_keys) {
      const Value* given = entry_.find(key);
      if (given == nullptr || given->kind != Value::Kind::scalar) continue;
      const std::size_t errors = reading_.diagnostics.errors();
      T figure{};
      read_value(reading_, *given, path_ + "." + key, description, figure);
      if (reading_.diagnostics.errors() == errors) read[key] = to_number(figure);
    }
    return read;
  }

  void check_order(const EvidenceRow& row, const Figures& figures) {
    const auto above = [&](const char* a, const char* b) {
      return figures.contains(a) && figures.contains(b) && figures.at(a) > figures.at(b);
    };
    if (above("low", "high")) {
      error("low", fmt::format("{} is above 'high', {}", row.low, row.high));
    } else if (above("low", "value") || above("value", "high")) {
      error("value", fmt::format("{} is outside the range, {} to {}", row.value, row.low, row.high));
    }
  }

  Reading& reading_;
  const Value& entry_;
  std::string path_;
};

Mark key_mark(const Value& rows, const std::string& id) {
  const auto entry = std::find_if(rows.entries.begin(), rows.entries.end(), [&](const auto& e) { return e.key == id; });
  return entry == rows.entries.end() ? rows.mark : entry->mark;
}

void read_file_into(EvidenceRegister& evidence, const fs::path& file, Diagnostics& diagnostics) {
  const FileText text = read_file(file, most_bytes);
  if (!text.error.empty()) {
    diagnostics.error({file.string(), 0, 0}, "", text.problem);
    return;
  }
  const Value root = parse_yaml(text.text, file.string(), diagnostics);
  if (root.kind != Value::Kind::map) {
    if (root.kind != Value::Kind::null || text.text.empty())
      diagnostics.error({file.string(), 1, 1}, "", "expected a map with the key 'evidence'");
    return;
  }
  Reading reading(diagnostics);
  report_unknown_keys(reading, root, "", {"evidence"}, {});
  const Value* rows = root.find("evidence");
  if (rows == nullptr) {
    reading.error(root, "evidence", "required key is missing: rows of the register by id");
    return;
  }
  for (const auto& [id, entry] : entries_of(reading, *rows, "evidence"))
    evidence.add(RowReader(reading, *entry, "evidence." + id).read(id, key_mark(*rows, id)), diagnostics);
}

std::vector<fs::path> files_in(const fs::path& directory) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator it(directory, failed), end; !failed && it != end; it.increment(failed)) {
    // A link could lead out of the tree of a scenario from another source.
    if (it->path().extension() == ".yaml" && fs::is_regular_file(it->symlink_status(failed)))
      files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

fs::path canonical_path(const fs::path& path) {
  std::error_code failed;
  const auto real = fs::canonical(path, failed);
  return failed ? path : real;
}

}  // namespace

// ---- rows ----------------------------------------------------------------------------------------------------------

std::optional<Interval> EvidenceRow::range() const {
  if (unit == "date") {
    const auto [first, last] = std::pair(Date::parse(low), Date::parse(high));
    return first && last ? std::optional(Interval{static_cast<double>(first->days), static_cast<double>(last->days)})
                         : std::nullopt;
  }
  const auto [from_low, to_high] = std::pair(number_in(low), number_in(high));
  return from_low && to_high ? std::optional(Interval{*from_low, *to_high}) : std::nullopt;
}

// ---- register ------------------------------------------------------------------------------------------------------

namespace {

/// Whether a row says what another says, wherever it stands: a register beside a scenario may be a copy.
bool is_copy(const EvidenceRow& a, const EvidenceRow& b) {
  const auto all = [](const EvidenceRow& r) {
    return std::tie(r.quantity, r.place, r.value, r.low, r.high, r.unit, r.from, r.until, r.grade, r.read, r.seen,
                    r.source, r.url, r.note);
  };
  return !a.mark.file.empty() && a.mark.file != b.mark.file && all(a) == all(b);
}

}  // namespace

void EvidenceRegister::add(EvidenceRow row, Diagnostics& diagnostics) {
  const auto [it, is_new] = index_.emplace(row.id, rows_.size());
  if (!is_new && is_copy(rows_[it->second], row)) return;
  if (!is_new) {
    diagnostics.error(row.mark, "evidence." + row.id,
                      fmt::format("the id is in use: {}", place_of(rows_[it->second].mark)));
    return;
  }
  rows_.push_back(std::move(row));
}

const EvidenceRow* EvidenceRegister::find(const std::string& id) const {
  const auto it = index_.find(id);
  return it == index_.end() ? nullptr : &rows_[it->second];
}

std::vector<std::string> EvidenceRegister::ids() const {
  std::vector<std::string> ids;
  for (const auto& row : rows_) ids.push_back(row.id);
  return ids;
}

std::string EvidenceRegister::nearest(const std::string& id) const { return did_you_mean(id, ids()); }

std::vector<const EvidenceRow*> EvidenceRegister::search(const std::string& words) const {
  return found_first(words, rows_, [](const EvidenceRow& row) {
    return Searchable{row.id + " " + row.quantity + " " + row.place, row.source, row.note};
  });
}

EvidenceRegister read_evidence(const std::vector<fs::path>& directories, Diagnostics& diagnostics) {
  EvidenceRegister evidence;
  std::size_t files = 0;
  std::vector<fs::path> done;
  for (const auto& directory : directories) {
    const auto real = canonical_path(directory);
    if (std::find(done.begin(), done.end(), real) != done.end()) continue;
    done.push_back(real);
    for (const auto& file : files_in(directory)) {
      if (++files > most_files) {
        diagnostics.error({directory.string(), 0, 0}, "", fmt::format("more than {} files of evidence", most_files));
        return evidence;
      }
      read_file_into(evidence, file, diagnostics);
    }
  }
  return evidence;
}

EvidenceRegister read_evidence(const std::vector<fs::path>& directories) {
  Diagnostics diagnostics;
  auto evidence = read_evidence(directories, diagnostics);
  diagnostics.throw_if_failed();
  return evidence;
}

std::vector<fs::path> evidence_directories(std::vector<fs::path> given, const std::vector<fs::path>& files) {
  for (const auto& file : files) {
    const fs::path beside = file.parent_path() / "evidence";
    std::error_code failed;
    const bool is_new = std::find(given.begin(), given.end(), beside) == given.end();
    if (is_new && fs::is_directory(fs::symlink_status(beside, failed))) given.push_back(beside);
  }
  return given;
}

// ---- citations -----------------------------------------------------------------------------------------------------

std::vector<EvidenceRow> cited_rows(const std::vector<Citation>& citations, const EvidenceRegister& evidence,
                                    Diagnostics& diagnostics) {
  std::map<std::string, EvidenceRow> cited;
  for (const auto& citation : citations) {
    if (const auto* row = evidence.find(citation.id); row != nullptr) {
      cited.emplace(row->id, *row);
    } else {
      diagnostics.error(citation.mark, citation.path,
                        fmt::format("no evidence '{}'{}", citation.id, evidence.nearest(citation.id)));
    }
  }
  std::vector<EvidenceRow> rows;
  for (auto& [id, row] : cited) rows.push_back(std::move(row));
  return rows;
}

namespace {

std::string figure_text(double figure, const std::string& unit) {
  return unit == "date" ? Date{static_cast<std::int32_t>(figure)}.iso() : fmt::format("{}", figure);
}

std::string range_text(const Interval& range, const std::string& unit) {
  return fmt::format("{} to {}", figure_text(range.low, unit), figure_text(range.high, unit));
}

/// The range of a row in another unit; nullopt if it has none or its unit cannot be converted.
std::optional<Interval> range_in(const EvidenceRow& row, const std::string& unit) {
  const auto range = row.range();
  if (!range) return std::nullopt;
  const auto low = converted(range->low, row.unit, unit);
  const auto high = converted(range->high, row.unit, unit);
  return low && high ? std::optional(Interval{*low, *high}) : std::nullopt;
}

/// Sources may contradict each other, so a value needs to be in the range of one cited row only.
std::string text_outside_rows(const CitedValue& value, const std::vector<EvidenceRow>& rows) {
  std::string ranges;
  for (const auto& id : value.evidence) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.id == id; });
    const auto range = row == rows.end() ? std::nullopt : range_in(*row, value.unit);
    if (!range) continue;
    if (range->contains(*value.number)) return "";
    ranges += fmt::format("{}{} ({})", ranges.empty() ? "" : ", ", range_text(*range, value.unit), id);
  }
  return ranges.empty()
             ? ""
             : fmt::format("{} is outside the cited evidence, {}", figure_text(*value.number, value.unit), ranges);
}

}  // namespace

std::vector<RangeFinding> values_out_of_range(const std::vector<CitedValue>& values,
                                              const std::vector<EvidenceRow>& rows) {
  std::vector<RangeFinding> findings;
  for (const auto& value : values) {
    if (!value.number) continue;
    if (value.range && !value.range->contains(*value.number)) {
      findings.push_back({value.where, value.path,
                          fmt::format("{} is outside its range, {}", figure_text(*value.number, value.unit),
                                      range_text(*value.range, value.unit))});
    }
    if (auto text = text_outside_rows(value, rows); !text.empty())
      findings.push_back({value.where, value.path, std::move(text)});
  }
  return findings;
}

}  // namespace entrepot::scenario
