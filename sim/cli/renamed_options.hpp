#pragma once
// Renamed options. The old name works for one version, with a warning.

#include <string>
#include <vector>

namespace entrepot::cli {

struct RenamedOption {
  std::string command;  ///< with the option; empty for all
  std::string old_name;
  std::string new_name;
};

const std::vector<RenamedOption>& renamed_options();

/// The arguments with new names in place of old ones, and a warning for each name replaced.
struct RenamedArguments {
  std::vector<std::string> arguments;
  std::vector<std::string> warnings;
};
RenamedArguments with_new_names(std::vector<std::string> arguments);

}  // namespace entrepot::cli
