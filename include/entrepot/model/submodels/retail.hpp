#pragma once
// Retail markets: a buyer's demand, and a trader's price, order and caution.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Weekly demand of a buyer: Poisson, capped at a maximum.
class SmallDemand {
 public:
  /// Units/week on average; 1 <= most <= 15.
  SmallDemand(double mean, std::int64_t most);
  /// The units for a uniform random number on 0 .. 2^32-1. Branchless, because it is called for every buyer and week.
  [[nodiscard]] std::uint32_t units_at(std::uint32_t word) const {
    std::uint32_t units = 0;
    for (std::uint32_t k = 0; k < most_; ++k) units += static_cast<std::uint32_t>(word >= below_[k]);
    return units;
  }

 private:
  std::uint32_t most_;
  std::array<std::uint64_t, 15> below_{};  ///< [k] number of the 2^32 words that give k units or fewer
};

/// Posted price over list price after a week: rises if demand exceeded the stock, falls otherwise.
inline float next_price(const scenario::RetailMarket& market, float price, Units asked, Units stock) {
  const auto excess = static_cast<float>(asked - stock);
  const auto volume = static_cast<float>(asked + stock + 1);
  const float moved = price * (1.0F + static_cast<float>(market.price_step) * excess / volume);
  return std::clamp(moved, static_cast<float>(market.lowest_price), static_cast<float>(market.highest_price));
}

/// Demand that a trader expects after a week, units/week.
inline float next_expected(const scenario::RetailMarket& market, float expected, Units asked) {
  const auto newest = static_cast<float>(market.memory);
  return (1.0F - newest) * expected + newest * static_cast<float>(asked);
}

/// Units that a trader orders to reach its target stock.
inline Units order(const scenario::RetailMarket& market, float expected, Units stock) {
  const auto wanted = static_cast<Units>(std::floor(static_cast<float>(market.cover_weeks) * expected));
  return std::max<Units>(0, wanted - stock);
}

/// Probability that a restricted buyer's purchase from a trader with this caution is diverted.
inline double diversion_probability(const scenario::RetailMarket& market, float caution) {
  return market.carried_share * (1.0 - static_cast<double>(caution));
}

/// Probability that a trader is detected in a week with `diverted` diverted units.
inline double retail_detection_probability(const scenario::RetailMarket& market, Units diverted) {
  return std::min(1.0, market.detection * static_cast<double>(diverted));
}

/// A trader's caution after a week.
inline float next_caution(const scenario::RetailMarket& market, float caution, bool detected) {
  return detected ? 1.0F : caution * (1.0F - static_cast<float>(market.caution_fade));
}

}  // namespace entrepot::submodels
