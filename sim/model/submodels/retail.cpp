#include "entrepot/model/submodels/retail.hpp"

#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

SmallDemand::SmallDemand(double mean, std::int64_t most) : most_(static_cast<std::uint32_t>(most)) {
  constexpr double words = 4294967296.0;
  double probability = core::exp(-mean);  // of exactly k units
  double up_to = probability;
  for (std::uint32_t k = 0; k < most_; ++k) {
    below_[k] = static_cast<std::uint64_t>(std::llround(std::min(1.0, up_to) * words));
    probability *= mean / static_cast<double>(k + 1);
    up_to += probability;
  }
}

}  // namespace entrepot::submodels
