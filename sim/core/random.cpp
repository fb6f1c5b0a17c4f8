#include "entrepot/core/random.hpp"

#include <Random123/philox.h>
#include <xxhash.h>

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace entrepot {

StableId stable_id(std::string_view stream, std::uint64_t index) {
  return XXH64(stream.data(), stream.size(), index * 0x9E3779B97F4A7C15ULL + 1);
}

namespace {

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection whose output bits all depend on all input
/// bits.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

}  // namespace

StableId stable_pair(StableId first, StableId second, Week week) {
  return mixed(mixed(mixed(first) + second) + static_cast<std::uint64_t>(static_cast<std::uint32_t>(week)));
}

Draws::Draws(std::uint32_t seed, std::uint32_t replicate, StableId agent, Week week, Purpose purpose)
    : key_{seed, replicate},
      counter_{static_cast<std::uint32_t>(agent), static_cast<std::uint32_t>(agent >> 32U),
               (static_cast<std::uint32_t>(week + 1) << 16U) | static_cast<std::uint32_t>(purpose), 0} {}

double Draws::uniform() {
  if (left_ == 0) {
    const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
    const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
    const auto block = r123::Philox4x32{}(counter, key);
    std::copy(block.begin(), block.end(), words_);
    ++counter_[3];
    left_ = 2;
  }
  --left_;
  const int pair = 2 * (1 - left_);
  const std::uint64_t bits = (static_cast<std::uint64_t>(words_[pair + 1]) << 32U) | words_[pair];
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

double Draws::normal() { return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * uniform()); }

double Draws::gumbel() { return -std::log(-std::log(uniform())); }

std::uint32_t Draws::index(std::uint32_t n) {
  return std::min(n - 1, static_cast<std::uint32_t>(uniform() * static_cast<double>(n)));
}

}  // namespace entrepot
