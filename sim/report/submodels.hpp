#pragma once
// The submodels: where each stands, who calls it, and which parameters are its own.

#include <string_view>
#include <vector>

namespace entrepot::report {

struct Submodel {
  std::string_view name;
  std::string_view header;                       ///< in include/entrepot/, without .hpp
  std::vector<std::string_view> phases;          ///< of the week that ask it
  std::vector<std::string_view> parameter_keys;  ///< beginnings of the paths of its parameters
};

/// In the order of the week. The last stands for what no submodel owns: places, goods, groups, and the run itself.
const std::vector<Submodel>& submodels();

}  // namespace entrepot::report
