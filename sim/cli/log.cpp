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

void print_warning(const std::string& text) { print_lines(text, "warning"); }

}  // namespace entrepot::cli
