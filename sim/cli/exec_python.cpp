#include "exec_python.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "entrepot/core/error.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// Names a missing package instead of printing a traceback.
constexpr const char* start_of_package = R"(
import sys
try:
    from entrepot._run import main
except ModuleNotFoundError as error:
    sys.exit(f"entrepot: error: this command needs the Python package '{error.name}', which {sys.executable} does not "
             "find; install it, or set ENTREPOT_PYTHON to another Python")
sys.exit(main(sys.argv[1]))
)";

/// Debian's Python has Debian's modules; another one on PATH may not.
std::string python() {
  if (const char* named = std::getenv("ENTREPOT_PYTHON")) return named;
  return fs::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

void prepend(const char* variable, const std::string& place) {
  const char* before = std::getenv(variable);
  const std::string value = before == nullptr || *before == '\0' ? place : place + ":" + before;
  ::setenv(variable, value.c_str(), 1);
}

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

/// A file in memory that Python opens by its descriptor, so that standard input is left to the user.
std::string file_with(const std::string& text) {
  const int file = ::memfd_create("entrepot-request", 0);
  if (file < 0) throw_errno("the request to Python");
  for (std::size_t done = 0; done < text.size();) {
    const auto written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0) throw_errno("the request to Python");
    done += static_cast<std::size_t>(written);
  }
  if (::lseek(file, 0, SEEK_SET) < 0) throw_errno("the request to Python");
  return fmt::format("/dev/fd/{}", file);
}

bool is_utf8(const std::string& text) {
  try {
    static_cast<void>(ordered_json(text).dump());
    return true;
  } catch (const ordered_json::type_error&) {
    return false;
  }
}

}  // namespace

void exec_python(const PythonRequest& request) {
  // Without the package beside the program, Python's own search path decides.
  const auto package = beside_program({"../share/entrepot/python", "../../analysis"}, "entrepot/_run.py");
  if (!package.empty()) prepend("PYTHONPATH", package.string());
  ::setenv("PYTHONSAFEPATH", "1", 0);  // do not import modules of the working directory

  const ordered_json json{{"verb", request.verb}, {"options", request.options}, {"data", request.data}};
  // Messages may quote names that are not UTF-8.
  const std::string file = file_with(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  std::vector<std::string> command{python(), "-c", start_of_package, file};
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  throw Error(fmt::format("{}: cannot be started: {}; expected Python (set ENTREPOT_PYTHON to its path)",
                          command.front(), std::strerror(errno)));
}

ordered_json path_json(const std::string& path) {
  if (is_utf8(path)) return path;
  return {{"bytes", std::vector<unsigned char>(path.begin(), path.end())}};
}

ordered_json path_json(const std::vector<std::string>& paths) {
  ordered_json list = ordered_json::array();
  for (const auto& path : paths) list.push_back(path_json(path));
  return list;
}

}  // namespace entrepot::cli
