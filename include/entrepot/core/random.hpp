#pragma once
// Counter-based randomness (Philox 4x32-10, Salmon et al. 2011, the Random123 library). A draw is a pure function of
// (seed, replicate) and (agent, week, purpose, number of the draw): no generator state exists, so neither the order
// of evaluation nor the number of threads can change a result.

#include <cstdint>
#include <string_view>

#include "entrepot/core/calendar.hpp"

namespace entrepot {

/// 64-bit name of an agent that does not depend on its position in any table or file.
using StableId = std::uint64_t;

/// Stable id of member `index` of a group with the stream name `stream` (XXH64 of both).
StableId stable_id(std::string_view stream, std::uint64_t index);

/// Stable id of what concerns two agents from a week on, e.g. an order (SplitMix64 of all three).
StableId stable_pair(StableId first, StableId second, Week week);

/// What a draw decides. A new purpose goes at the end with the next number: the numbers are part of every result.
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
  observation = 30,
  resampling = 40,
  design = 41,
  calibration = 42,
};

/// A cursor over the draws of one agent, week and purpose. Cheap to make; keep it local to one decision.
class Draws {
 public:
  Draws(std::uint32_t seed, std::uint32_t replicate, StableId agent, Week week, Purpose purpose);
  /// Uniform on the open interval (0, 1).
  double uniform();
  /// Standard normal.
  double normal();
  /// Standard Gumbel (maximum), for logit choice.
  double gumbel();
  bool bernoulli(double probability) { return uniform() < probability; }
  /// Uniform on 0 .. n-1; n >= 1.
  std::uint32_t index(std::uint32_t n);

 private:
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

 private:
  std::uint32_t seed_;
  std::uint32_t replicate_;
};

}  // namespace entrepot
