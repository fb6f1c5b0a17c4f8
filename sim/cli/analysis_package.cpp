#include "analysis_package.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/core/error.hpp"

namespace entrepot::cli {
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

void become_analysis(const std::vector<std::string>& words) {
  const fs::path program = fs::read_symlink("/proc/self/exe");
  if (const auto package = python_package(program); !package.empty()) prepend("PYTHONPATH", package.string());
  ::setenv("ENTREPOT_BINARY", program.c_str(), 1);

  std::vector<std::string> command{python(), "-m", "entrepot"};
  command.insert(command.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  throw Error(fmt::format("{}: cannot be started: {}; this command needs Python (ENTREPOT_PYTHON can name it)",
                          command.front(), std::strerror(errno)));
}

}  // namespace entrepot::cli
