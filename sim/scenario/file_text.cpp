#include "entrepot/scenario/file_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_names_listed = 1000;

/// Names of the files in the directory of a missing file.
std::vector<std::string> sibling_names(const fs::path& file) {
  std::vector<std::string> names;
  std::error_code failed;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (names.size() == max_names_listed) break;
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The messages for a file that cannot be read, with the system's reason.
FileText cannot_read(const fs::path& file, std::error_code reason) {
  if (reason == std::errc::no_such_file_or_directory) {
    const auto nearest = did_you_mean(file.filename().string(), sibling_names(file));
    return {"", fmt::format("no file '{}'{}", file.string(), nearest), "no such file" + nearest};
  }
  return {"", fmt::format("cannot read '{}': {}", file.string(), reason.message()),
          "cannot be read: " + reason.message()};
}

}  // namespace

FileText read_file(const fs::path& file, std::size_t max_bytes) {
  std::error_code failed;
  if (fs::is_directory(file, failed)) {
    return {"", fmt::format("'{}' is a directory; expected a file", file.string()), "is a directory; expected a file"};
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return cannot_read(file, {errno, std::generic_category()});
  // Read in blocks, because pipes and devices have no size.
  constexpr std::size_t piece = 65536;
  std::string text;
  while (stream && text.size() < max_bytes) {
    const std::size_t had = text.size();
    text.resize(std::min(had + piece, max_bytes));
    stream.read(text.data() + had, static_cast<std::streamsize>(text.size() - had));
    text.resize(had + static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return cannot_read(file, {errno, std::generic_category()});
  return {std::move(text)};
}

}  // namespace entrepot::scenario
