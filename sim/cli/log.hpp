#pragma once
// What the program prints. Names and titles in it may come from anybody's file, so nothing in them controls the
// terminal.

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "entrepot/core/printable.hpp"

namespace entrepot::cli {

/// On a standard stream. Throws std::system_error if it cannot be written.
template <class... Parts>
void print_to(std::FILE* stream, fmt::format_string<Parts...> format, Parts&&... parts) {
  const std::string text = printable(fmt::format(format, std::forward<Parts>(parts)...), LineBreaks::kept);
  if (std::fwrite(text.data(), 1, text.size(), stream) < text.size())
    throw std::system_error(errno, std::generic_category(), "cannot write");
}

/// On standard output.
template <class... Parts>
void print(fmt::format_string<Parts...> format, Parts&&... parts) {
  print_to(stdout, format, std::forward<Parts>(parts)...);
}

/// On standard error, as it is. If nothing can be said there, it is lost: hours of work must not end because of it.
inline void log_as_is(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

/// A line on standard error.
template <class... Parts>
void log(fmt::format_string<Parts...> format, Parts&&... parts) {
  log_as_is(printable(fmt::format(format, std::forward<Parts>(parts)...), LineBreaks::kept) + "\n");
}

/// On standard error as `entrepot: error: FILE:LINE:COL: problem; what was expected`, a line for each error in the
/// text. Lines that begin with a space go with the error above them.
void print_error(const std::string& text);
/// The same as `entrepot: warning: ...`.
void print_warning(const std::string& text);

}  // namespace entrepot::cli
