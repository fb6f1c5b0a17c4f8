#include "hand_tuned_market.hpp"

#include <Random123/philox.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <cmath>

namespace entrepot::bench {
namespace {

constexpr float out_of_stock = 1e9F;
// Cumulative probabilities of 0, 1 and 2 units, of 2^32; the rest asks for 3.
constexpr std::uint32_t none_below = 2604898000U;  // 0.6065
constexpr std::uint32_t one_below = 3907561700U;   // 0.9098
constexpr std::uint32_t two_below = 4233120000U;   // 0.9856
constexpr std::size_t lanes = 4;                   // words of one Philox call
constexpr std::size_t block = 4096;                // buyers of a task

using Philox = r123::Philox4x32;

std::array<std::uint32_t, lanes> words(std::uint32_t a, std::uint32_t b, std::uint32_t purpose, std::uint64_t seed) {
  const Philox::ctr_type counter{{a, b, purpose, 0}};
  const Philox::key_type key{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)}};
  const auto drawn = Philox()(counter, key);
  return {drawn[0], drawn[1], drawn[2], drawn[3]};
}

float unit(std::uint32_t word) { return static_cast<float>(word >> 8U) * 0x1p-24F; }

std::uint8_t units_of(std::uint32_t word) {
  return static_cast<std::uint8_t>((word >= none_below) + (word >= one_below) + (word >= two_below));
}

enum Purpose : std::uint32_t { of_contacts, of_demand, of_diversion, of_detection };

}  // namespace

HandTunedMarket::HandTunedMarket(std::size_t agents, std::uint64_t seed)
    : agents_(agents), resellers_(agents / 100), buyers_(agents - resellers_ - vendors), seed_(seed) {
  known_.resize(buyers_);
  for (std::size_t b = 0; b < buyers_; ++b) {
    const auto drawn = words(static_cast<std::uint32_t>(b), 0, of_contacts, seed_);
    for (std::size_t c = 0; c < contacts; ++c)
      known_[b][c] = static_cast<std::uint32_t>((std::uint64_t{drawn[c]} * resellers_) >> 32U);
  }
  restricted_ = buyers_ / 100;
  demand_.resize(buyers_);
  asked_.resize(buyers_);
  price_.assign(resellers_, 1);
  risk_.assign(resellers_, 0);
  average_.assign(resellers_, 50);
  stock_.assign(resellers_, 100);
  offer_.resize(resellers_);
  left_.resize(resellers_);
  wanted_.resize(resellers_);
  gone_.resize(resellers_);
  order_.resize(resellers_);
}

void HandTunedMarket::tick(std::size_t threads) {
  for (std::size_t r = 0; r < resellers_; ++r) offer_[r] = stock_[r] > 0 ? price_[r] : out_of_stock;
  if (threads == 1) {
    ask(0, buyers_);
  } else {
    const std::size_t blocks = (buyers_ + block - 1) / block;
    tbb::task_arena arena(static_cast<int>(threads));
    arena.execute([&] {
      tbb::parallel_for(std::size_t{0}, blocks,
                        [&](std::size_t k) { ask(k * block, std::min(buyers_, (k + 1) * block)); });
    });
  }
  fill();
  adapt();
  ship();
  ++tick_;
}

void HandTunedMarket::ask(std::size_t first, std::size_t last) {
  for (std::size_t b = first; b < last; b += lanes) {
    const auto drawn = words(static_cast<std::uint32_t>(b / lanes), tick_, of_demand, seed_);
    const std::size_t end = std::min(last, b + lanes);
    for (std::size_t k = b; k < end; ++k) {
      const std::uint8_t units = units_of(drawn[k - b]);
      demand_[k] = units;
      if (units == 0) continue;
      std::uint32_t best = known_[k][0];
      for (std::size_t c = 1; c < contacts; ++c) {
        const std::uint32_t other = known_[k][c];
        best = offer_[other] < offer_[best] ? other : best;
      }
      asked_[k] = offer_[best] < out_of_stock ? best : static_cast<std::uint32_t>(resellers_);
    }
  }
}

void HandTunedMarket::fill() {
  std::copy(stock_.begin(), stock_.end(), left_.begin());
  std::fill(wanted_.begin(), wanted_.end(), 0);
  std::fill(gone_.begin(), gone_.end(), 0);
  for (std::size_t b = 0; b < buyers_; ++b) {
    if (demand_[b] == 0 || asked_[b] == resellers_) continue;
    const std::uint32_t r = asked_[b];
    const std::int32_t filled = std::min<std::int32_t>(demand_[b], left_[r]);
    wanted_[r] += demand_[b];
    left_[r] -= filled;
    if (filled == 0 || b >= restricted_) continue;
    const auto drawn = words(static_cast<std::uint32_t>(b), tick_, of_diversion, seed_);
    if (unit(drawn[0]) < 0.5F * (1 - risk_[r])) gone_[r] += filled;
  }
}

void HandTunedMarket::adapt() {
  double revenue = 0;
  for (std::size_t r = 0; r < resellers_; ++r) {
    const std::int32_t sold = stock_[r] - left_[r];
    totals_.units += sold;
    totals_.diverted += gone_[r];
    revenue += static_cast<double>(sold) * static_cast<double>(price_[r]);
    const auto wanted = static_cast<float>(wanted_[r]);
    const auto stock = static_cast<float>(stock_[r]);
    price_[r] = std::clamp(price_[r] * (1 + 0.05F * (wanted - stock) / (wanted + stock + 1)), 0.5F, 3.0F);
    risk_[r] *= 0.98F;
    if (gone_[r] > 0) {
      const auto drawn = words(static_cast<std::uint32_t>(r), tick_, of_detection, seed_);
      if (unit(drawn[0]) < std::min(1.0F, 0.001F * static_cast<float>(gone_[r]))) risk_[r] = 1;
    }
    average_[r] = 0.9F * average_[r] + 0.1F * wanted;
    stock_[r] = left_[r];
    order_[r] = std::max(0, static_cast<std::int32_t>(std::floor(2 * average_[r])) - stock_[r]);
  }
  totals_.revenue += revenue;
}

void HandTunedMarket::ship() {
  std::array<std::int64_t, vendors> ordered{};
  for (std::size_t r = 0; r < resellers_; ++r) ordered[r % vendors] += order_[r];
  const double capacity = 0.6 * static_cast<double>(buyers_) / static_cast<double>(vendors);
  std::array<double, vendors> share{};
  for (std::size_t v = 0; v < vendors; ++v)
    share[v] = ordered[v] == 0 ? 0 : std::min(1.0, capacity / static_cast<double>(ordered[v]));
  for (std::size_t r = 0; r < resellers_; ++r)
    stock_[r] += static_cast<std::int32_t>(std::floor(order_[r] * share[r % vendors]));
}

}  // namespace entrepot::bench
