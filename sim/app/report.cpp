// The command that writes the report: the work of the Python package, which stands beside the program.

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "commands.hpp"
#include "entrepot/core/error.hpp"

namespace entrepot::app {
namespace {

namespace fs = std::filesystem;

/// Where the Python package is, from the program's own place: installed, or in the source tree.
fs::path python_package(const fs::path& program) {
  const fs::path folder = program.parent_path();
  for (const fs::path& place : {folder / "../share/entrepot/python", folder / "../../analysis"}) {
    if (fs::exists(place / "entrepot" / "__main__.py")) return fs::weakly_canonical(place);
  }
  return {};  // then it is where Python looks by itself, if it is anywhere
}

/// Debian's Python has Debian's modules; another that comes first in PATH may not.
std::string python() {
  if (const char* named = std::getenv("ENTREPOT_PYTHON")) return named;
  return fs::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

void prepend(const char* variable, const std::string& place) {
  const char* before = std::getenv(variable);
  const std::string value = before == nullptr || *before == '\0' ? place : place + ":" + before;
  ::setenv(variable, value.c_str(), 1);
}

}  // namespace

void report(const ReportOptions& options) {
  const fs::path program = fs::read_symlink("/proc/self/exe");
  if (const auto package = python_package(program); !package.empty()) prepend("PYTHONPATH", package.string());
  ::setenv("ENTREPOT_BINARY", program.c_str(), 1);

  std::vector<std::string> words{python(), "-m", "entrepot", "report"};
  words.insert(words.end(), options.files.begin(), options.files.end());
  if (!options.output.empty()) words.insert(words.end(), {"--output", options.output});
  if (options.pdf) words.emplace_back("--pdf");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  throw Error(fmt::format("{}: cannot be started: {}; the report needs Python (ENTREPOT_PYTHON can name it)",
                          words.front(), std::strerror(errno)));
}

}  // namespace entrepot::app
