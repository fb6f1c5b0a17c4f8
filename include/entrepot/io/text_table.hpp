#pragma once
// Plain text: numbers with thousands separators, paragraphs, and tables of right-aligned columns.

#include <string>
#include <string_view>
#include <vector>

namespace entrepot::io {

/// A number with thousands separators and a fixed number of decimals; "-" for NaN.
std::string grouped(double number, int decimals = 0);

/// Display width of a UTF-8 text, counting each code point as one column.
std::size_t text_width(std::string_view text);

/// Wraps a text into lines of at most `width` columns, each indented and terminated.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0);

/// Wraps the paragraphs of a text again, to at most `width` columns. Lines with gaps of several spaces are kept: they
/// belong to tables or commands. A line continues the one before it if its first word did not fit there.
std::string rewrapped(std::string_view text, std::size_t width, std::size_t old_width = 100);

/// A table whose columns are as wide as their widest cell. The first `left_columns` are left-aligned, the others
/// right-aligned, and the ± signs of a column are aligned.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header, std::size_t left_columns = 1)
      : left_columns_(left_columns), rows_{std::move(header)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] bool empty() const { return rows_.size() == 1; }
  /// The table as text, indented by two columns. Columns beyond `width` continue below, with the first column repeated.
  [[nodiscard]] std::string text(std::size_t width = std::string::npos) const;

 private:
  [[nodiscard]] static std::vector<std::vector<std::size_t>> blocks_of(const std::vector<std::size_t>& widths,
                                                                       std::size_t width);
  [[nodiscard]] std::string line_of(const std::vector<std::string>& row, const std::vector<std::size_t>& columns,
                                    const std::vector<std::size_t>& widths) const;

  std::size_t left_columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace entrepot::io
