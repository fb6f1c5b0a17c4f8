#pragma once
// Counter-based random numbers (Philox 4x32-10, Salmon et al. 2011, the Random123 library). A draw is a pure function
// of (seed, replicate) and (agent, week, purpose, number of the draw). There is no generator state, so neither the
// order of evaluation nor the number of threads can change a result. Functions called dozens of times per decision are
// inline.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"

namespace entrepot {

/// 64-bit identifier of an agent, independent of its position in any table or file.
using StableId = std::uint64_t;

/// Stable id of member `index` of a group with the stream name `stream` (XXH64 of both).
StableId stable_id(std::string_view stream, std::uint64_t index);

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection whose output bits all depend on all input
/// bits.
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

/// Stable id of an object that belongs to two agents and a week, e.g. an order (SplitMix64 of all three).
inline StableId stable_pair(StableId first, StableId second, Week week) {
  return mixed(mixed(mixed(first) + second) + static_cast<std::uint64_t>(static_cast<std::uint32_t>(week)));
}

/// Purpose of a draw. Results depend on the numbers: a new purpose gets a new number, and existing numbers never
/// change.
enum class Purpose : std::uint16_t {
  population = 1,
  contacts = 2,
  demand = 3,
  choice = 4,
  diversion = 5,
  screening = 6,
  licensing = 7,
  routing = 8,
  customs = 9,
  tips = 10,
  end_use_check = 11,
  investigation = 12,
  billing = 13,
  supplier = 14,
  search = 15,
  rental = 16,
  queue = 17,
  listing = 18,
  location = 19,
  entry = 20,
  targeting = 21,
  retail = 22,
  retail_diversion = 23,
  charge = 24,
  nest_taste = 25,
  deposit = 26,
  site_check = 27,
  records = 28,
  origin_hold = 29,
  observation = 30,
  resampling = 40,
  design = 41,
  calibration = 42,
  guidance = 50,
  import_decision = 51,
  port_check = 52,
  permit = 53,
  stopping = 54,
  resale = 55,
  registry = 56,
};

/// The word of the counter that holds the week and purpose of a draw.
inline std::uint32_t counter_word(Week week, Purpose purpose) {
  return (static_cast<std::uint32_t>(week + 1) << 16U) | static_cast<std::uint32_t>(purpose);
}

/// The sequence of draws of one agent, week and purpose. Cheap to construct; use one per decision.
class Draws {
 public:
  Draws(std::uint32_t seed, std::uint32_t replicate, StableId agent, Week week, Purpose purpose)
      : key_{seed, replicate},
        counter_{static_cast<std::uint32_t>(agent), static_cast<std::uint32_t>(agent >> 32U),
                 counter_word(week, purpose), 0} {}
  /// Uniform on the open interval (0, 1).
  double uniform() {
    if (left_ == 0) draw_block();
    --left_;
    const int pair = 2 * (1 - left_);
    const std::uint64_t bits = (static_cast<std::uint64_t>(words_[pair + 1]) << 32U) | words_[pair];
    return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
  }
  /// Standard normal.
  double normal();
  /// Standard Gumbel (maximum), for logit choice.
  double gumbel() { return -core::log(-core::log(uniform())); }
  bool bernoulli(double probability) { return uniform() < probability; }
  /// Uniform on 0 .. n-1; n >= 1.
  std::uint32_t index(std::uint32_t n) {
    return std::min(n - 1, static_cast<std::uint32_t>(uniform() * static_cast<double>(n)));
  }

 private:
  void draw_block();

  std::uint32_t key_[2];
  std::uint32_t counter_[4];
  std::uint32_t words_[4] = {};
  int left_ = 0;
};

/// The source of all draws of one replicate.
class Streams {
 public:
  Streams(std::uint32_t seed, std::uint32_t replicate) : seed_(seed), replicate_(replicate) {}
  [[nodiscard]] Draws at(StableId agent, Week week, Purpose purpose) const {
    return {seed_, replicate_, agent, week, purpose};
  }
  /// Four draws each of agents first, first + 1, ... as integers, uniform on 0 .. 2^32-1, for weekly decisions of
  /// millions of agents. The size of `into` must be a multiple of four.
  void words(StableId first, Week week, Purpose purpose, std::span<std::uint32_t> into) const;

 private:
  std::uint32_t seed_;
  std::uint32_t replicate_;
};

}  // namespace entrepot
