#include "log.hpp"

#include <sstream>

namespace entrepot::cli {
namespace {

/// Library messages have the form of compilers, `FILE:LINE:COL: error: problem`; the severity moves to the front.
std::string without_severity(std::string line, const std::string& severity) {
  const std::string mark = ": " + severity + ": ";
  if (line.starts_with(severity + ": ")) return line.substr(severity.size() + 2);
  if (const auto at = line.find(mark); at != std::string::npos) line.erase(at + 2, mark.size() - 2);
  return line;
}

void print_lines(const std::string& text, const std::string& severity) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(" ") || line.starts_with("... and")) {
      log("{}", line);
    } else {
      log("entrepot: {}: {}", severity, without_severity(line, severity));
    }
  }
}

}  // namespace

void print_error(const std::string& text) { print_lines(text, "error"); }

void print_errors(const std::string& file, const std::string& text) {
  print_error(text);
  std::size_t errors = 0;
  bool shortened = false;  // its last line has the number of the others
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    shortened = line.starts_with("... and");
    if (!line.starts_with(" ")) ++errors;
  }
  if (errors > 1 && !shortened) log("entrepot: error: {}: {}", file, counted(errors, "error"));
}

std::string counted(std::size_t number, const char* noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

void print_warning(const std::string& text) { print_lines(text, "warning"); }

}  // namespace entrepot::cli
