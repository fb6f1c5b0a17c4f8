#include "entrepot/core/printable.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace entrepot {
namespace {

/// A UTF-8 character that must not reach a terminal.
struct Control {
  std::uint32_t code;
  std::size_t bytes;
};

/// The control character at the start of the text, if any.
std::optional<Control> control_at(std::string_view text) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return Control{byte(0), 1};
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return Control{byte(1), 2};
  if (byte(0) != 0xE2 || (byte(1) != 0x80 && byte(1) != 0x81)) return std::nullopt;
  const std::uint32_t code = 0x2000U + ((byte(1) & 0x3FU) << 6U) + (byte(2) & 0x3FU);
  const bool separates_or_reorders = (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  if (separates_or_reorders && byte(2) >= 0x80 && byte(2) < 0xC0) return Control{code, 3};
  return std::nullopt;
}

bool breaks_line(std::uint32_t code) { return code == '\n' || code == '\t' || code == '\r'; }

}  // namespace

std::string printable(std::string_view text, LineBreaks line_breaks) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto control = control_at(text.substr(i));
    if (!control || (line_breaks == LineBreaks::kept && (control->code == '\n' || control->code == '\t'))) {
      clean += text[i++];
      continue;
    }
    clean += control->code == '\n' ? "\\n" : control->code == '\t' ? "\\t" : fmt::format("\\u{:04x}", control->code);
    i += control->bytes;
  }
  return clean;
}

std::optional<std::size_t> first_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && !breaks_line(byte)) || byte == 0x7F) return i;
  }
  return std::nullopt;
}

std::optional<std::string> first_unprintable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto control = control_at(text.substr(i));
    if (control && !breaks_line(control->code)) return fmt::format("U+{:04X}", control->code);
  }
  return std::nullopt;
}

}  // namespace entrepot
