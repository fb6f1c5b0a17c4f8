#pragma once
// Reading of files named by the user.

#include <filesystem>
#include <string>

namespace entrepot::scenario {

struct FileText {
  std::string text;
  std::string error{};    ///< names the file; empty on success; for a missing file, suggests the nearest name
  std::string problem{};  ///< the same, for a message that begins with the file
};

/// Reads at most `max_bytes` of any kind of file. To reject longer files, ask for one byte more than the limit.
FileText read_file(const std::filesystem::path& file, std::size_t max_bytes);

}  // namespace entrepot::scenario
