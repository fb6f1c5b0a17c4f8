#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace entrepot::cli {
namespace {

// Narrower than any terminal in use; a smaller number would break most words.
constexpr std::size_t min_width = 20;

std::optional<std::size_t> usable(std::size_t width) {
  return width >= min_width ? std::optional(width) : std::nullopt;
}

std::optional<std::size_t> columns_in_environment() {
  const char* set = std::getenv("COLUMNS");
  if (set == nullptr) return {};
  const std::string_view text = set;
  std::size_t width = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
  return error == std::errc() && end == text.data() + text.size() ? usable(width) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> terminal_width(std::FILE* stream) {
  if (const auto columns = columns_in_environment()) return columns;
  winsize size{};
  const int file = ::fileno(stream);
  if (file < 0 || ::isatty(file) == 0 || ::ioctl(file, TIOCGWINSZ, &size) != 0) return {};
  return usable(size.ws_col);
}

bool can_redraw(std::FILE* stream) {
  const int file = ::fileno(stream);
  if (file < 0 || ::isatty(file) == 0) return false;
  const char* type = std::getenv("TERM");
  return type != nullptr && *type != '\0' && std::string_view(type) != "dumb";
}

}  // namespace entrepot::cli
