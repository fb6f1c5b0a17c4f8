#pragma once
// The submodels: the header, callers and parameters of each.

#include <string_view>
#include <vector>

namespace entrepot::report {

struct Submodel {
  std::string_view name;
  std::string_view header;                       ///< in include/entrepot/, without .hpp
  std::vector<std::string_view> phases;          ///< phases that call it
  std::vector<std::string_view> parameter_keys;  ///< prefixes of the paths of its parameters
};

/// In the order of the week. The last holds the parameters of no submodel: places, goods, groups, and the run itself.
const std::vector<Submodel>& submodels();

}  // namespace entrepot::report
