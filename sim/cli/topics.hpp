#pragma once
// The pages of `entrepot help`: one screen each, with commands that run as they stand.

#include <string>
#include <vector>

namespace entrepot::cli {

/// The page of `entrepot` without arguments.
std::string orientation();

struct Topic {
  std::string name;
  std::string title;  ///< one line of the list of topics
  std::string text;   ///< at most 25 lines of 78 columns; commands are indented by four spaces
};

const std::vector<Topic>& topics();

}  // namespace entrepot::cli
