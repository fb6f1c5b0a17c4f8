#include "entrepot/core/random.hpp"

#include <Random123/philox.h>
#include <xxhash.h>

#include "entrepot/core/distributions.hpp"

namespace entrepot {

StableId stable_id(std::string_view stream, std::uint64_t index) {
  return XXH64(stream.data(), stream.size(), index * 0x9E3779B97F4A7C15ULL + 1);
}

void Draws::draw_block() {
  const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
  const auto block = r123::Philox4x32{}(counter, key);
  std::copy(block.begin(), block.end(), words_);
  ++counter_[3];
  left_ = 2;
}

void Streams::words(StableId first, Week week, Purpose purpose, std::span<std::uint32_t> into) const {
  const r123::Philox4x32::key_type key{{seed_, replicate_}};
  const std::uint32_t when = counter_word(week, purpose);
  StableId agent = first;
  for (auto word = into.begin(); word != into.end(); ++agent) {
    const r123::Philox4x32::ctr_type counter{
        {static_cast<std::uint32_t>(agent), static_cast<std::uint32_t>(agent >> 32U), when, 0}};
    const auto block = r123::Philox4x32{}(counter, key);
    word = std::copy(block.begin(), block.end(), word);
  }
}

double Draws::normal() { return core::normal_quantile(uniform()); }

}  // namespace entrepot
