#pragma once
// The text of a file that a user names, or why it cannot be read.

#include <filesystem>
#include <string>

namespace entrepot::scenario {

struct FileText {
  std::string text;
  std::string error{};  ///< empty if the file could be read; else with the nearest name, if the file is not there
};

/// At most `most_bytes`, whatever the file is; a caller that refuses longer files asks for one more.
FileText read_file(const std::filesystem::path& file, std::size_t most_bytes);

}  // namespace entrepot::scenario
