#pragma once
// The evidence register: published, computed and judged figures that scenarios and estimates cite by id.

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// A closed interval of numbers.
struct Interval {
  double low = 0;
  double high = 0;
  [[nodiscard]] bool contains(double number) const { return low <= number && number <= high; }
};

/// A row of the register: one figure with its source. Figures keep their notation; the reader has checked them.
struct EvidenceRow {
  std::string id;
  std::string quantity;
  std::string place;
  std::string value;  ///< a number, a date or a status, by the unit; empty if only the range is known
  std::string low;
  std::string high;
  std::string unit;
  std::optional<Date> from;
  std::optional<Date> until;
  std::string grade;
  std::string read;
  bool seen = true;
  std::string source;
  std::string url;
  std::string note;
  Mark mark;

  // clang-format off
  template <class Rows>
  static void rows(Rows& row) {
    using E = EvidenceRow;
    row("quantity", &E::quantity, {.meaning = "The quantity that was measured, in words joined by underscores."});
    row("place", &E::place, {.meaning = "ISO code, several joined by - or _, WORLD, or the owner of the chips."});
    row("value", &E::value, {.fallback = "''", .meaning = "The figure: a number, a date or a status, as the unit says."});
    row("low", &E::low, {.fallback = "''", .meaning = "Lower end of the figure's range."});
    row("high", &E::high, {.fallback = "''", .meaning = "Upper end of the figure's range."});
    row("unit", &E::unit, {.meaning = "Unit of value, low and high; 'date' or 'status' for figures that are no numbers."});
    row("from", &E::from, {.meaning = "First day of the period that the figure is about."});
    row("until", &E::until, {.meaning = "Last day of that period."});
    row("grade", &E::grade, {.choices = {"A", "B", "C"}, .meaning = "A official, B named research or press, C rough, computed or judged."});
    row("read", &E::read, {.choices = {"direct", "second_hand", "derived"}, .meaning = "direct: in the named source; second_hand: as another page reports it; derived: computed or judged from other figures."});
    row("seen", &E::seen, {.fallback = "true", .meaning = "Whether the figure was found in a document, not only computed or remembered."});
    row("source", &E::source, {.meaning = "Publication and date."});
    row("url", &E::url, {.fallback = "''", .meaning = "Address of the page that was read."});
    row("note", &E::note, {.fallback = "''", .meaning = "Basis, limits and conflicts of the figure."});
  }
  // clang-format on

  /// The range, of dates in days; nullopt without one.
  [[nodiscard]] std::optional<Interval> range() const;
};

class EvidenceRegister {
 public:
  /// Adds a row; reports an id that the register has.
  void add(EvidenceRow row, Diagnostics& diagnostics);
  [[nodiscard]] const EvidenceRow* find(const std::string& id) const;
  [[nodiscard]] const std::vector<EvidenceRow>& rows() const { return rows_; }  ///< by file, in its order
  [[nodiscard]] std::vector<std::string> ids() const;
  /// `; did you mean 'x'?`, or nothing.
  [[nodiscard]] std::string nearest(const std::string& id) const;
  /// Rows with all words of a query in id, quantity, place, source or note, best match first.
  [[nodiscard]] std::vector<const EvidenceRow*> search(const std::string& words) const;

 private:
  std::vector<EvidenceRow> rows_;
  std::map<std::string, std::size_t> index_;  ///< of rows, by id
};

/// Reads the files *.yaml of directories, in alphabetical order, except links. Missing directories are skipped, and one
/// named twice is read once. Reports every error at file:line:column.
EvidenceRegister read_evidence(const std::vector<std::filesystem::path>& directories, Diagnostics& diagnostics);
/// The same; throws ScenarioError with all errors.
EvidenceRegister read_evidence(const std::vector<std::filesystem::path>& directories);

/// The directories of a scenario's register: those given, then `evidence` beside each of its files.
std::vector<std::filesystem::path> evidence_directories(std::vector<std::filesystem::path> given,
                                                        const std::vector<std::filesystem::path>& files);

/// The id of a row, cited at a place of a scenario or of a file of estimates.
struct Citation {
  std::string id;
  std::string path;  ///< of the value or entry that cites it
  Mark mark;
};

/// A value or entry of a scenario that cites rows or carries a range.
struct CitedValue {
  std::string path;
  std::string unit = {};                   ///< of the parameter; empty for an entry
  std::optional<double> number = {};       ///< in that unit; nullopt unless the value is one number or date (in days)
  std::optional<Interval> range = {};      ///< its own, in the same unit
  std::string range_text = {};             ///< the range as written; empty without one
  std::vector<std::string> evidence = {};  ///< ids
  std::string where = {};                  ///< file:line:column
};

/// The cited rows, by id. Reports unknown ids, each with the nearest one.
std::vector<EvidenceRow> cited_rows(const std::vector<Citation>& citations, const EvidenceRegister& evidence,
                                    Diagnostics& diagnostics);

/// A value that contradicts its own range, or every range of its unit among the rows it cites.
struct RangeFinding {
  std::string where;
  std::string path;
  std::string text;
};
std::vector<RangeFinding> values_out_of_range(const std::vector<CitedValue>& values,
                                              const std::vector<EvidenceRow>& rows);

/// JSON Schema (draft 2020-12) of the files of a register, for editors.
std::string evidence_schema_json();

}  // namespace entrepot::scenario
