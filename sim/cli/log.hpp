#pragma once
// What the program prints. Names and titles may come from untrusted files, so control characters are escaped.

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "entrepot/core/error.hpp"
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

/// On standard error, unchanged. Failures to write are ignored: they must not end hours of work.
inline void log_as_is(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

/// A line on standard error.
template <class... Parts>
void log(fmt::format_string<Parts...> format, Parts&&... parts) {
  log_as_is(printable(fmt::format(format, std::forward<Parts>(parts)...), LineBreaks::kept) + "\n");
}

/// Ends the program with this exit code; its errors have been printed.
struct ReportedFailure {
  ExitCode code = ExitCode::failure;
};

/// On standard error as `entrepot: error: FILE:LINE:COL: problem; what was expected`, a line for each error in the
/// text. Lines that begin with a space belong to the error above them.
void print_error(const std::string& text);
/// The errors of a file, then their number if there are several.
void print_errors(const std::string& file, const std::string& text);
/// "1 finding", "2 findings"
std::string counted(std::size_t number, const char* noun);
/// The same as `entrepot: warning: ...`.
void print_warning(const std::string& text);

}  // namespace entrepot::cli
