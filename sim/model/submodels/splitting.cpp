#include "entrepot/model/submodels/splitting.hpp"

namespace entrepot::submodels {

std::vector<Units> split_evenly(Units units, std::int64_t parts) {
  std::vector<Units> sizes(static_cast<std::size_t>(parts), units / parts);
  for (std::int64_t k = 0; k < units % parts; ++k) ++sizes[static_cast<std::size_t>(k)];
  return sizes;
}

}  // namespace entrepot::submodels
