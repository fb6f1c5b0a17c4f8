#include "csv_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <regex>

#include "entrepot/core/calendar.hpp"

namespace entrepot::scenario {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }

std::size_t count_digits(const std::string& text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

/// The end of an exponent at `from`, or `from` if there is none.
std::size_t end_of_exponent(const std::string& text, std::size_t from) {
  if (from >= text.size() || (text[from] != 'e' && text[from] != 'E')) return from;
  const std::size_t sign = from + 1 < text.size() && (text[from + 1] == '+' || text[from + 1] == '-') ? 1 : 0;
  const std::size_t digits = count_digits(text, from + 1 + sign);
  return digits > 0 ? from + 1 + sign + digits : from;
}

/// Numbers of digits between the signs of a number: `12,345.6e7` has groups of 2 and 3 digits, and 1 after the point.
struct Shape {
  std::vector<std::size_t> digits;  ///< number of digits between signs; may be 0
  std::string signs;                ///< '.' and ',' between the parts
  bool leading_zero = false;
  bool exponent = false;
  std::size_t end = 0;  ///< end of the number; text may follow
};

Shape shape_of(const std::string& text) {
  Shape shape;
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  shape.leading_zero = at < text.size() && text[at] == '0';
  for (;;) {
    shape.digits.push_back(count_digits(text, at));
    at += shape.digits.back();
    if (at >= text.size() || (text[at] != '.' && text[at] != ',')) break;
    shape.signs += text[at++];
  }
  const bool any = std::any_of(shape.digits.begin(), shape.digits.end(), [](std::size_t n) { return n > 0; });
  shape.end = any ? end_of_exponent(text, at) : 0;
  shape.exponent = shape.end > at;
  return shape;
}

/// Whether the text is a number with at most one decimal point. std::strtod would also accept hexadecimal numbers and
/// `infinity`.
bool is_plain(const std::string& text) {
  const Shape shape = shape_of(text);
  return shape.end == text.size() && shape.end > 0 && (shape.signs.empty() || shape.signs == ".");
}

double plain_number(const std::string& text) {
  const std::size_t plus = text.starts_with('+') ? 1 : 0;
  double number = std::nan("");
  const auto read = std::from_chars(text.data() + plus, text.data() + text.size(), number);
  return read.ec == std::errc{} ? number : std::nan("");
}

/// The decimal notation of a single number, as far as it is unambiguous.
enum class Decimals { none, point, comma, either_point, either_comma, groups };

Decimals decimals_of(const std::string& text) {
  const Shape shape = shape_of(text);
  if (shape.end != text.size() || shape.end == 0 || shape.signs.empty()) return Decimals::none;
  const bool comma = shape.signs.front() == ',';
  if (shape.signs.size() > 1) {
    const bool grouped = shape.digits.front() >= 1 && shape.digits.front() <= 3 && shape.digits[1] == 3;
    return grouped ? Decimals::groups : Decimals::none;  // 31.12.2024 is not a number
  }
  const bool may_be_thousands =
      shape.digits[0] >= 1 && shape.digits[0] <= 3 && shape.digits[1] == 3 && !shape.leading_zero && !shape.exponent;
  if (may_be_thousands) return comma ? Decimals::either_comma : Decimals::either_point;
  return comma ? Decimals::comma : Decimals::point;
}

/// A message with the two possible values of an ambiguous number.
std::string two_readings(const std::string& text) {
  std::string decimal = text;
  std::replace(decimal.begin(), decimal.end(), ',', '.');
  std::string thousands = text;
  std::erase_if(thousands, [](char c) { return c == ',' || c == '.'; });
  while (decimal.ends_with('0')) decimal.pop_back();
  if (decimal.ends_with('.')) decimal.pop_back();
  return fmt::format("'{}' may mean {} or {}", text, decimal, thousands);
}

/// Infers the decimal notation of a table from all its fields.
class DecimalStyle {
 public:
  explicit DecimalStyle(const CsvTable& table) {
    for (const auto& row : table.rows) {
      for (const auto& field : row) {
        const Decimals decimals = decimals_of(field.text);
        if (decimals == Decimals::comma && comma_ == nullptr) comma_ = &field;
        if (decimals == Decimals::point && point_ == nullptr) point_ = &field;
      }
    }
  }
  [[nodiscard]] bool mixed() const { return comma_ != nullptr && point_ != nullptr; }
  [[nodiscard]] bool is_comma() const { return comma_ != nullptr; }
  [[nodiscard]] const Value& first_comma() const { return *comma_; }
  [[nodiscard]] const Value& first_point() const { return *point_; }

  /// Why a field is ambiguous in a table of this notation; empty if it is not.
  [[nodiscard]] std::string doubt(const std::string& text) const {
    const Decimals decimals = decimals_of(text);
    const bool either = decimals == Decimals::either_comma || decimals == Decimals::either_point;
    if (!either) return "";
    const Value* settled = decimals == Decimals::either_comma ? comma_ : point_;
    const Value* contrary = decimals == Decimals::either_comma ? point_ : comma_;
    if (settled != nullptr) return "";
    std::string why = two_readings(text);
    if (contrary != nullptr)
      why +=
          fmt::format(" (the decimals of this table are as in '{}' at {})", contrary->text, place_of(contrary->mark));
    return why + "; write numbers without thousands separators and with a decimal point";
  }

 private:
  const Value* comma_ = nullptr;  ///< first field with an unambiguous decimal comma
  const Value* point_ = nullptr;
};

void use_point(std::string& text) {
  const Decimals decimals = decimals_of(text);
  if (decimals == Decimals::comma || decimals == Decimals::either_comma)
    std::replace(text.begin(), text.end(), ',', '.');
}

/// A pattern of text that is not a number, and the correction.
struct Mistake {
  std::regex pattern;
  const char* why;
};

const std::vector<Mistake>& mistakes() {
  using std::regex;
  constexpr auto flags = regex::ECMAScript | regex::icase;
  static const std::vector<Mistake> all{
      {regex("[+-]?(nan|na|n/a|#n/a|null|none|nil|missing|-|\\?|\\.)", flags),
       "is not a value; expected a number in every cell"},
      {regex("[+-]?(inf|infinity|1\\.#inf.*)", flags), "is not a finite number"},
      {regex("#[A-Z0-9/!?]+[!?]?", flags), "is an error of a spreadsheet, not a number"},
      {regex("=.*"), "is a formula, not a number; save the values"},
      {regex("[+-]?0x.*", flags), "is hexadecimal; write a decimal number"},
      {regex("[+-]?[0-9]+([.,][0-9]+)?d[+-]?[0-9]+", flags), "has an exponent as in Fortran; write it with an 'e'"},
      {regex("[0-9]{1,4}([-/.])[0-9]{1,2}\\1[0-9]{1,4}([ T].*)?"), "is a date; dates are written as YYYY-MM-DD"},
      {regex("[0-9]{1,2}[-. ]?[A-Z]{3,9}[-. ]?[0-9]{2,4}|[A-Z]{3,9} [0-9]{1,2},? [0-9]{4}", flags),
       "is a date; dates are written as YYYY-MM-DD"},
      {regex("[+-]?[0-9]+:[0-9]+.*"), "is a time, not a number"},
      {regex("[+-]?[0-9.,]+ *(%|\xE2\x80\xB0)"),
       "has a percent sign; write the share as a number, such as 0.05 for 5%"},
      {regex("([$]|\xE2\x82\xAC|\xC2\xA3|\xC2\xA5).*|.*([$]|\xE2\x82\xAC|\xC2\xA3|\xC2\xA5)"),
       "has a currency sign; write the number alone"},
      {regex("\xE2\x88\x92.*|\xE2\x80\x93.*"), "begins with a dash; write the minus sign as '-'"},
      {regex("\\([0-9.,]+\\)"), "is in parentheses; write a negative number with '-'"},
      {regex("[+-]?[0-9]{1,3}(('|_| |\xC2\xA0|\xE2\x80\xAF|\xE2\x80\x99)[0-9]{3})+([.,][0-9]+)?"),
       "has thousands separators; write the digits without them"},
      {regex("[+-]?[0-9]*[.,]?[0-9]+ *[A-Z\xC2\xB5/].*", flags),
       "has text after the number; write the number without a unit"},
  };
  return all;
}

/// Why the text is not a number.
std::string why_not_a_number(const std::string& text) {
  const Decimals decimals = decimals_of(text);
  if (decimals == Decimals::groups)
    return fmt::format("'{}' has thousands separators; write the digits without them", text);
  if (decimals == Decimals::either_comma)
    return two_readings(text) + "; write it without thousands separators and with a decimal point";
  if (decimals == Decimals::comma)
    return fmt::format("'{}' has a decimal comma; write a decimal point, or separate the fields with semicolons", text);
  constexpr std::size_t longest = 100;  // of text matched against the patterns
  if (text.size() <= longest) {
    for (const auto& mistake : mistakes()) {
      if (std::regex_match(text, mistake.pattern)) return fmt::format("'{}' {}", text, mistake.why);
    }
  }
  return fmt::format("expected a number, found '{}'", text);
}

}  // namespace

void settle_decimals(CsvTable& table, Diagnostics& diagnostics) {
  if (table.separator == ',') return;
  const DecimalStyle style(table);
  if (style.mixed()) {
    diagnostics.error(
        style.first_comma().mark, "",
        fmt::format("'{}' has a decimal comma, but '{}' at {} has a decimal point; use one of them",
                    style.first_comma().text, style.first_point().text, place_of(style.first_point().mark)));
    return;
  }
  table.decimal_comma = style.is_comma();
  for (auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const auto doubt = style.doubt(row[c].text);
      if (!doubt.empty()) diagnostics.error(row[c].mark, table.header[c].text, doubt);
      if (table.decimal_comma) use_point(row[c].text);
    }
  }
}

bool is_csv_number(const Value& field) { return is_plain(field.text) && std::isfinite(plain_number(field.text)); }

double csv_number(const Value& field, const std::string& name, Diagnostics& diagnostics) {
  if (is_csv_number(field)) return plain_number(field.text);
  const bool too_large = is_plain(field.text);
  diagnostics.error(
      field.mark, name,
      too_large ? fmt::format("'{}' is outside the range of numbers", field.text) : why_not_a_number(field.text));
  return std::nan("");
}

}  // namespace entrepot::scenario
