#include "entrepot/io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace entrepot::io {
namespace {

constexpr std::size_t gap = 3;
constexpr std::size_t table_indent = 2;
constexpr std::size_t group = 3;  // digits

constexpr std::string_view plus_minus = "± ";

/// The part of a cell after ±; empty without one.
std::string_view half_width(std::string_view cell) {
  const std::size_t at = cell.find(plus_minus);
  return at == std::string_view::npos ? std::string_view() : cell.substr(at + plus_minus.size());
}

/// Pads the parts after ± so that the signs of a column are aligned.
void align_signs(std::vector<std::vector<std::string>>& rows, std::size_t column) {
  std::size_t widest = 0;
  for (const auto& row : rows) {
    if (column < row.size()) widest = std::max(widest, half_width(row[column]).size());
  }
  for (auto& row : rows) {
    if (column >= row.size() || half_width(row[column]).empty()) continue;
    const std::size_t half = half_width(row[column]).size();
    row[column].insert(row[column].size() - half, widest - half, ' ');
  }
}

/// Whether a line is running text: words with single spaces, after an indent.
bool is_prose(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first != std::string_view::npos && line.find("  ", first) == std::string_view::npos;
}

void trim_end(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

}  // namespace

std::string grouped(double number, int decimals) {
  if (std::isnan(number)) return "-";
  std::string digits = fmt::format("{:.{}f}", std::fabs(number), decimals);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > group; at -= group) digits.insert(at - group, ",");
  const bool rounds_to_zero = digits.find_first_not_of("0.,") == std::string::npos;
  return number < 0 && !rounds_to_zero ? "-" + digits : digits;
}

std::size_t text_width(std::string_view text) {
  const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) lines += std::string(indent, ' ') + line + "\n";
    line.clear();
  };
  constexpr std::string_view blanks = " \n\t";
  for (std::size_t begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (indent + text_width(line) + 1 + text_width(word) > width) end_line();
    if (!line.empty()) line += ' ';
    line += word;
    begin = text.find_first_not_of(blanks, end);
  }
  end_line();
  return lines;
}

std::string rewrapped(std::string_view text, std::size_t width, std::size_t old_width) {
  if (width >= old_width) return std::string(text);
  std::string result;
  std::string paragraph;
  std::size_t indent = 0;
  std::size_t last_width = 0;  // of the last line of the paragraph
  const auto end_paragraph = [&] {
    result += wrapped(paragraph, width, indent);
    paragraph.clear();
  };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (!is_prose(line)) {
      end_paragraph();
      result += std::string(line) + "\n";
      continue;
    }
    const std::size_t first = line.find_first_not_of(' ');
    const std::string_view words = line.substr(first);
    const bool would_have_fit = last_width + 1 + text_width(words.substr(0, words.find(' '))) <= old_width;
    if (paragraph.empty() || first != indent || would_have_fit) end_paragraph();
    paragraph += (paragraph.empty() ? "" : " ") + std::string(words);
    indent = first;
    last_width = text_width(line);
  }
  end_paragraph();
  return result;
}

std::string TextTable::text(std::size_t width) const {
  auto rows = rows_;
  for (std::size_t column = 0; column < rows.front().size(); ++column) align_signs(rows, column);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t column = 0; column < row.size(); ++column)
      widths[column] = std::max(widths[column], text_width(row[column]));
  }
  std::string lines;
  for (const auto& columns : blocks_of(widths, width)) {
    if (!lines.empty()) lines += "\n";
    for (const auto& row : rows) lines += line_of(row, columns, widths);
  }
  return lines;
}

/// The columns of each part of the table that is at most `width` wide; every part begins with the first column.
std::vector<std::vector<std::size_t>> TextTable::blocks_of(const std::vector<std::size_t>& widths, std::size_t width) {
  std::vector<std::vector<std::size_t>> blocks{{0}};
  std::size_t used = table_indent + widths.front();
  for (std::size_t column = 1; column < widths.size(); ++column) {
    if (used + gap + widths[column] > width && blocks.back().size() > 1) {
      blocks.push_back({0});
      used = table_indent + widths.front();
    }
    blocks.back().push_back(column);
    used += gap + widths[column];
  }
  return blocks;
}

std::string TextTable::line_of(const std::vector<std::string>& row, const std::vector<std::size_t>& columns,
                               const std::vector<std::size_t>& widths) const {
  std::string line(table_indent, ' ');
  for (const std::size_t column : columns) {
    if (column >= row.size()) continue;
    const std::string padding(widths[column] - text_width(row[column]), ' ');
    if (column > 0) line += std::string(gap, ' ');
    line += column < left_columns_ ? row[column] + padding : padding + row[column];
  }
  trim_end(line);
  return line + "\n";
}

}  // namespace entrepot::io
