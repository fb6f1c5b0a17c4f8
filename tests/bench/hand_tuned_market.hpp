#pragma once
// The small market of the benchmark, written for nothing but speed: what a program costs that can do nothing else. It
// shares no code with entrepot. tests/bench/README.md describes the market.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entrepot::bench {

/// What a run adds up to; its order of magnitude says whether two programs are the same market.
struct MarketTotals {
  std::int64_t units = 0;     ///< filled
  std::int64_t diverted = 0;  ///< units of restricted buyers that were diverted
  double revenue = 0;         ///< units times price
};

class HandTunedMarket {
 public:
  explicit HandTunedMarket(std::size_t agents, std::uint64_t seed = 1);
  /// One tick on `threads` threads (1 or more).
  void tick(std::size_t threads);
  [[nodiscard]] const MarketTotals& totals() const { return totals_; }
  [[nodiscard]] std::size_t agents() const { return agents_; }

 private:
  static constexpr std::size_t vendors = 4;
  static constexpr std::size_t contacts = 4;

  void ask(std::size_t first, std::size_t last);
  void fill();
  void adapt();
  void ship();

  std::size_t agents_;
  std::size_t resellers_;
  std::size_t buyers_;
  std::uint32_t tick_ = 0;
  std::uint64_t seed_;
  MarketTotals totals_;

  std::vector<std::array<std::uint32_t, contacts>> known_;  ///< [buyer]
  std::vector<std::uint8_t> demand_;                        ///< [buyer] of this tick
  std::vector<std::uint32_t> asked_;                        ///< [buyer] reseller of this tick; resellers_: none
  std::size_t restricted_;                                  ///< buyers below this row are restricted

  std::vector<float> price_, risk_, average_;  ///< [reseller]
  std::vector<float> offer_;                   ///< [reseller] price, or far above any without stock
  std::vector<std::int32_t> stock_, left_, wanted_, gone_, order_;  ///< [reseller]
};

}  // namespace entrepot::bench
