#pragma once
// Plain text: numbers with thousands separators, paragraphs, and tables of right-aligned columns.

#include <string>
#include <string_view>
#include <vector>

namespace entrepot::io {

/// A number with thousands separators and a fixed number of decimals; "-" for NaN.
std::string grouped(double number, int decimals = 0);

/// Characters that a UTF-8 text takes on screen, if each code point takes one.
std::size_t text_width(std::string_view text);

/// The words of a text in lines of at most `width` columns, each indented and ended.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0);

/// Columns as wide as their widest cell: the first `left_columns` aligned left, the others right, with the signs ± of a
/// column under each other.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header, std::size_t left_columns = 1)
      : left_columns_(left_columns), rows_{std::move(header)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] bool empty() const { return rows_.size() == 1; }
  /// Lines indented by two columns.
  [[nodiscard]] std::string text() const;

 private:
  std::size_t left_columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace entrepot::io
