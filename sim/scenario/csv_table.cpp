#include "entrepot/scenario/csv_table.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <new>
#include <string_view>

#include "csv_number.hpp"
#include "csv_text.hpp"

namespace entrepot::scenario {
namespace {

using Row = std::vector<Value>;

/// Feeds libcsv one byte at a time, so that the position of every field is known.
class ByteParser {
 public:
  enum class Problem { none, syntax };
  struct Field {
    bool ended = false;
    std::string_view text = {};  ///< valid until the next byte
  };

  explicit ByteParser(char separator) : separator_(separator) { start(); }
  ByteParser(const ByteParser&) = delete;
  ByteParser& operator=(const ByteParser&) = delete;
  ~ByteParser() { csv_free(&parser_); }

  void restart() {
    csv_free(&parser_);
    start();
  }
  /// Returns false if the byte is not allowed at its position.
  bool feed(char byte) {
    reset();
    if (csv_parse(&parser_, &byte, 1, end_field, end_row, this) == 1) return true;
    check_memory();
    return false;
  }
  /// Returns false if a quotation is open.
  bool finish() {
    reset();
    if (csv_fini(&parser_, end_field, end_row, this) == 0) return true;
    check_memory();
    return false;
  }
  [[nodiscard]] const Field& field() const { return field_; }
  [[nodiscard]] bool row_ended() const { return row_ended_; }

 private:
  void start() {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator_));
  }
  void reset() {
    field_ = {};
    row_ended_ = false;
  }
  void check_memory() {
    if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
  }
  // A byte ends at most one field and one row. Neither function allocates: exceptions must not pass through C.
  static void end_field(void* text, std::size_t size, void* self) noexcept {
    static_cast<ByteParser*>(self)->field_ = {true, {static_cast<const char*>(text), size}};
  }
  static void end_row(int, void* self) noexcept { static_cast<ByteParser*>(self)->row_ended_ = true; }

  csv_parser parser_{};
  char separator_;
  Field field_;
  bool row_ended_ = false;
};

/// Splits a text into rows of fields. After an error it continues at the next line.
class RowReader {
 public:
  RowReader(std::string_view text, Mark start, char separator, Diagnostics& diagnostics)
      : text_(text), here_(std::move(start)), separator_(separator), parser_(separator), diagnostics_(diagnostics) {}

  std::vector<Row> read() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      note_start();
      if (parser_.feed(text_[at_])) {
        take();
        step();
      } else {
        report_quotation();
        skip_line();
      }
    }
    if (parser_.finish()) {
      take();
    } else {
      failed_ = true;
      diagnostics_.error(*start_, "",
                         "this quotation mark opens a field that is never closed; close it, or double it "
                         "if it belongs to the text");
    }
    return std::move(rows_);
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  /// Records the start of a field: its first byte that is neither a space nor the end of an empty field.
  void note_start() {
    const char c = text_[at_];
    const bool space = (c == ' ' || c == '\t') && c != separator_;
    if (start_ || space || c == separator_ || c == '\n' || c == '\r') return;
    start_ = here_;
    quoted_ = c == '"';
  }

  void take() {
    if (parser_.field().ended) {
      Value field;
      field.kind = Value::Kind::scalar;
      field.text = parser_.field().text;
      field.mark = start_.value_or(here_);
      field.quoted = start_ && quoted_;
      row_.push_back(std::move(field));
      start_.reset();
    }
    if (parser_.row_ended()) {
      rows_.push_back(std::move(row_));
      row_ = {};
    }
  }

  void report_quotation() {
    failed_ = true;
    diagnostics_.error(
        here_, "",
        quoted_ ? fmt::format("text after the closing quotation mark of the field that opens at {}; a quotation mark "
                              "within a quoted field is doubled",
                              place_of(*start_))
                : "a quotation mark inside a field that does not begin with one; quote the complete field, and double "
                  "the mark within it");
  }

  void skip_line() {
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') step_to_next();
    if (at_ < text_.size()) step();
    parser_.restart();
    row_.clear();
    start_.reset();
  }
  void step_to_next() {
    step();
    ++at_;
  }

  /// Advances the position past the current byte.
  void step() {
    ++here_.column;
    const char c = text_[at_];
    const bool crlf = c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    if (c == '\n' || (c == '\r' && !crlf)) {
      ++here_.line;
      here_.column = 1;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Mark here_;
  char separator_;
  ByteParser parser_;
  Diagnostics& diagnostics_;
  std::optional<Mark> start_;  ///< start of the current field
  bool quoted_ = false;
  bool failed_ = false;
  Row row_;
  std::vector<Row> rows_;
};

// ---- the separator -------------------------------------------------------------------------------------------------

std::string_view first_line(std::string_view text) {
  bool open = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') open = !open;
    if (!open && (text[i] == '\n' || text[i] == '\r')) return text.substr(0, i);
  }
  return text;
}

/// Counts of separators in a line outside quotation marks.
std::map<char, std::size_t> separators_in(std::string_view line) {
  std::map<char, std::size_t> count;
  bool open = false;
  for (const char c : line) {
    if (c == '"') open = !open;
    if (!open && (c == ',' || c == ';' || c == '\t' || c == '|' || c == ' ')) ++count[c];
  }
  return count;
}

std::string name_of(char separator) {
  switch (separator) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case '|':
      return "vertical bars";
    default:
      return "spaces";
  }
}

/// The text after blank lines and after the `sep=;` line by which Excel declares a separator.
struct Body {
  std::string_view text;
  Mark start;
  std::optional<char> separator = {};
};

void skip_blank_lines(Body& body) {
  for (;;) {
    const auto end = body.text.find_first_of("\r\n");
    const auto line = body.text.substr(0, end);
    if (end == std::string_view::npos || line.find_first_not_of(" \t,;") != std::string_view::npos) return;
    const bool crlf = body.text.substr(end).starts_with("\r\n");
    body.text.remove_prefix(end + (crlf ? 2 : 1));
    ++body.start.line;
  }
}

/// Returns false if it declares an unsupported separator.
bool take_sep_line(Body& body, Diagnostics& diagnostics) {
  std::string line(body.text.substr(0, body.text.find_first_of("\r\n")));
  std::erase(line, '"');
  std::string key = line.substr(0, 4);
  std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
  if (key != "sep=" || line.size() > 5) return true;
  if (line.size() < 5 || (line[4] != ',' && line[4] != ';' && line[4] != '\t')) {
    diagnostics.error(body.start, "",
                      fmt::format("'{}' is not a separator; expected a comma, a semicolon or a tab", line.substr(4)));
    return false;
  }
  body.separator = line[4];
  const auto end = body.text.find_first_of("\r\n");
  const bool crlf = end != std::string_view::npos && body.text.substr(end).starts_with("\r\n");
  body.text.remove_prefix(end == std::string_view::npos ? body.text.size() : end + (crlf ? 2 : 1));
  ++body.start.line;
  skip_blank_lines(body);
  return true;
}

/// Why a header line without commas, semicolons and tabs seems to name more than one column; empty if it does not.
std::string other_separator(std::string_view line) {
  auto count = separators_in(line);
  if (count['|'] > 0) return "the fields seem to be separated by vertical bars; expected commas, semicolons or tabs";
  // A name may have spaces, but two adjacent quoted names are unambiguous.
  if (count[' '] > 0 && std::count(line.begin(), line.end(), '"') > 2)
    return "the fields seem to be separated by spaces; expected commas, semicolons or tabs (in R: write.csv)";
  return "";
}

/// The separator of the header line.
std::optional<char> separator_of(const Body& body, Diagnostics& diagnostics) {
  if (body.separator) return body.separator;
  const auto line = first_line(body.text);
  auto count = separators_in(line);
  std::vector<char> found;
  for (const char c : {',', ';', '\t'}) {
    if (count[c] > 0) found.push_back(c);
  }
  std::string why;
  if (found.empty()) why = other_separator(line);
  if (found.size() > 1)
    why = fmt::format(
        "the header line has {} and {}; quote the names that contain one of them, or declare the separator in a first "
        "line such as sep=;",
        name_of(found[0]), name_of(found[1]));
  if (!why.empty()) {
    diagnostics.error(body.start, "", why);
    return std::nullopt;
  }
  return found.empty() ? ',' : found.front();
}

// ---- rows and columns without data
// ----------------------------------------------------------------------------------------------

bool is_empty(const Value& field) { return field.text.empty() && !field.quoted; }
bool all_empty(const Row& row) { return std::all_of(row.begin(), row.end(), is_empty); }

/// Whether the last column of every row is missing or empty.
bool last_is_empty(const CsvTable& table) {
  const std::size_t columns = table.header.size();
  return columns > 1 && is_empty(table.header.back()) &&
         std::all_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
           return row.size() < columns || (row.size() == columns && is_empty(row.back()));
         });
}

/// Removes an empty last column, which trailing separators cause.
void drop_empty_end(CsvTable& table) {
  while (!table.rows.empty() && all_empty(table.rows.back())) table.rows.pop_back();
  while (last_is_empty(table)) {
    table.header.pop_back();
    for (auto& row : table.rows) row.resize(std::min(row.size(), table.header.size()));
  }
  for (auto& row : table.rows) {
    while (row.size() > table.header.size() && is_empty(row.back())) row.pop_back();
  }
}

/// Whether the first fields number the rows from `first`.
bool counts_from(const CsvTable& table, std::size_t first) {
  return std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const Row& row) { return !row.empty() && row.front().text == fmt::format("{}", first++); });
}

bool counts_rows(const CsvTable& table) { return counts_from(table, 0) || counts_from(table, 1); }

/// Whether a column has the name that R (write.csv) and pandas give to row names.
bool names_rows(const Value& name) { return name.text.empty() || name.text.starts_with("Unnamed:"); }

constexpr const char* leave_out = "leave row names out (R: row.names=FALSE; pandas: index=False)";

void drop_first(std::vector<Row>& rows) {
  for (auto& row : rows) row.erase(row.begin());
}

/// Drops a first column of row numbers. A column without a name that holds anything else may be data and is an error.
void drop_row_numbers(CsvTable& table, Diagnostics& diagnostics) {
  while (table.header.size() > 1 && names_rows(table.header.front()) && !table.rows.empty()) {
    const Value name = table.header.front();
    if (!counts_rows(table)) {
      diagnostics.error(
          name.mark, "",
          fmt::format("the first column has {}, as columns of row names do, but does not number the rows; "
                      "{}, or give the column a name",
                      name.text.empty() ? "no name" : fmt::format("the name '{}'", name.text), leave_out));
      table.header.front().text = "row names";  // reported
      return;
    }
    diagnostics.warning(name.mark, "",
                        fmt::format("ignored the first column, which only numbers the rows; {}", leave_out));
    table.header.erase(table.header.begin());
    drop_first(table.rows);
  }
}

/// R's write.table has no header field for row names. Unquoted row numbers could also be parts of numbers with decimal
/// commas, so only quoted ones are dropped.
void drop_unnamed_row_numbers(CsvTable& table, Diagnostics& diagnostics) {
  const auto longer = [&](const Row& row) { return row.size() == table.header.size() + 1; };
  if (table.rows.empty() || !std::all_of(table.rows.begin(), table.rows.end(), longer)) return;
  const auto quoted = [](const Row& row) { return row.front().quoted; };
  if (std::all_of(table.rows.begin(), table.rows.end(), quoted) && counts_rows(table)) {
    diagnostics.warning(
        table.rows.front().front().mark, "",
        fmt::format("ignored the first column, which has no header and only numbers the rows; {}", leave_out));
    drop_first(table.rows);
    return;
  }
  const bool decimals = table.separator == ',';
  diagnostics.error(table.rows.front().front().mark, "",
                    fmt::format("every row has one field more than the header: {}{}, or complete the header",
                                decimals ? "write decimal points if these are decimal commas, " : "", leave_out));
  table.rows.clear();
}

// ---- checks --------------------------------------------------------------------------------------------------------

void check_length(const CsvTable& table, const Row& row, Diagnostics& diagnostics) {
  const std::size_t wanted = table.header.size();
  std::string hint;
  if (row.front().text.starts_with('#')) hint = "; comments are not supported";
  if (row.size() == 1 && wanted > 1) {
    auto other = separators_in(row.front().text);
    for (const char c : {',', ';', '\t'}) {
      if (c != table.separator && other[c] > 0)
        hint = fmt::format("; the header has {}, this line {}", name_of(table.separator), name_of(c));
    }
  }
  if (row.size() > wanted && table.separator == ',')
    hint = "; quote text that contains a comma, and write numbers with a decimal point";
  const Mark& at = row.size() > wanted ? row[wanted].mark : row.front().mark;
  diagnostics.error(
      at, "", fmt::format("{} field{}, but the header has {}{}", row.size(), row.size() == 1 ? "" : "s", wanted, hint));
}

void check_fields(const CsvTable& table, const Row& row, Diagnostics& diagnostics) {
  if (row.size() > 1 && all_empty(row)) {
    diagnostics.error(row.front().mark, "", "all cells of the row are empty; remove the row");
    return;
  }
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (row[c].text.empty())
      diagnostics.error(row[c].mark, table.header[c].text, "the cell is empty; expected a value in every cell");
  }
}

void check_rows(CsvTable& table, Diagnostics& diagnostics) {
  std::vector<Row> complete;
  for (auto& row : table.rows) {
    if (row.size() == table.header.size()) {
      check_fields(table, row, diagnostics);
      complete.push_back(std::move(row));
    } else {
      check_length(table, row, diagnostics);
    }
  }
  table.rows = std::move(complete);
}

void check_header(const CsvTable& table, Diagnostics& diagnostics) {
  const auto is_number = [](const Value& name) { return is_csv_number(name); };
  if (std::all_of(table.header.begin(), table.header.end(), is_number)) {
    diagnostics.error(table.header.front().mark, "",
                      "the first line has only numbers; expected a header line of column names");
    return;
  }
  std::map<std::string, Mark> seen;
  for (const auto& name : table.header) {
    if (name.text.empty()) {
      diagnostics.error(name.mark, "", "the column has no name; name it in the header line, or remove it");
      continue;
    }
    const auto [earlier, fresh] = seen.emplace(name.text, name.mark);
    if (!fresh)
      diagnostics.error(name.mark, "",
                        fmt::format("a second column '{}'; the first is at {}", name.text, place_of(earlier->second)));
  }
}

/// Makes the first row the header. Returns false if there is none, so that the rows cannot be checked.
bool take_header(CsvTable& table, const Body& body, bool failed, Diagnostics& diagnostics) {
  const bool found = !table.rows.empty() && table.rows.front().front().mark.line == body.start.line;
  if (!found) {
    if (!failed)
      diagnostics.error({body.start.file, 1, 1}, "", "the table is empty; expected a header line of column names");
    return false;
  }
  table.header = std::move(table.rows.front());
  table.rows.erase(table.rows.begin());
  const bool comment = table.header.front().text.starts_with('#') && !table.header.front().quoted;
  if (comment) diagnostics.error(body.start, "", "comments are not supported; expected a header line of column names");
  return !comment;
}

/// Whether a text splits into as many parts as the header's name, at least one of them a number.
bool is_split_alike(const std::string& text, char separator, std::size_t parts) {
  std::size_t count = 0;
  bool number = false;
  for (std::size_t begin = 0; begin <= text.size(); ++count) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    Value part;
    part.text = text.substr(begin, end - begin);
    number = number || is_csv_number(part);
    begin = end + 1;
  }
  return number && count == parts;
}

/// Reports a single column whose name and values all split into parts: it was meant as several columns.
void check_single_column(const CsvTable& table, Diagnostics& diagnostics) {
  if (table.header.size() != 1 || table.rows.empty()) return;
  const Value& name = table.header.front();
  for (const char c : {',', ';', '\t', ' '}) {
    const auto parts = static_cast<std::size_t>(std::count(name.text.begin(), name.text.end(), c)) + 1;
    const bool alike = std::all_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
      return row.size() == 1 && is_split_alike(row.front().text, c, parts);
    });
    if (parts == 1 || !alike) continue;
    diagnostics.error(name.mark, "",
                      c == ' ' ? "the fields seem to be separated by spaces; expected commas, semicolons or tabs"
                               : "the complete lines are in quotation marks; quote each field, or none");
    return;
  }
}

/// Number of line breaks (LF, CRLF or CR).
int line_breaks(const std::string& text) {
  int breaks = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if ((text[i] == '\n' || text[i] == '\r') && !crlf) ++breaks;
  }
  return breaks;
}

/// Reports blank lines in a single column, where they may be missing values.
void check_gaps(const CsvTable& table, Diagnostics& diagnostics) {
  if (table.header.size() != 1) return;
  int line = table.header.front().mark.line + line_breaks(table.header.front().text);
  for (const auto& row : table.rows) {
    const Mark& mark = row.front().mark;
    if (mark.line > line + 1)
      diagnostics.error({mark.file, line + 1, 1}, table.header.front().text,
                        "a blank line between the rows of a single column; expected a value in every row");
    line = mark.line + line_breaks(row.front().text);
  }
}

}  // namespace

std::optional<std::size_t> CsvTable::column(const std::string& name) const {
  const auto found = std::find_if(header.begin(), header.end(), [&](const Value& v) { return v.text == name; });
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

CsvTable read_csv(const std::string& bytes, const std::string& file, Diagnostics& diagnostics) {
  CsvTable table;
  const auto text = csv_text(bytes, file, diagnostics);
  if (!text) return table;
  Body body{*text, {file, 1, 1}};
  skip_blank_lines(body);
  if (!take_sep_line(body, diagnostics)) return table;
  const auto separator = separator_of(body, diagnostics);
  if (!separator) return table;
  table.separator = *separator;
  RowReader reader(body.text, body.start, table.separator, diagnostics);
  table.rows = reader.read();
  if (!take_header(table, body, reader.failed(), diagnostics)) return table;
  drop_empty_end(table);
  if (table.rows.empty() && !reader.failed())
    diagnostics.error(body.start, "", "there are no rows after the header line");
  drop_row_numbers(table, diagnostics);
  drop_unnamed_row_numbers(table, diagnostics);
  check_header(table, diagnostics);
  check_single_column(table, diagnostics);
  check_gaps(table, diagnostics);
  check_rows(table, diagnostics);
  settle_decimals(table, diagnostics);
  return table;
}

}  // namespace entrepot::scenario
