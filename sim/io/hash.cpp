#include "entrepot/io/hash.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <charconv>

namespace entrepot::io {

struct Hasher::State {
  XXH3_state_t* stream = XXH3_createState();
};

Hasher::Hasher() : state_(std::make_unique<State>()) { XXH3_128bits_reset(state_->stream); }

Hasher::~Hasher() { XXH3_freeState(state_->stream); }

void Hasher::add_bytes(const void* data, std::size_t size) {
  if (size > 0) XXH3_128bits_update(state_->stream, data, size);
}

void Hasher::add(std::string_view text) {
  add(std::uint64_t{text.size()});
  add_bytes(text.data(), text.size());
}

Hash128 Hasher::digest() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_->stream);
  return {hash.high64, hash.low64};
}

std::string hex(const Hash128& hash) { return fmt::format("{:016x}{:016x}", hash.high, hash.low); }

std::string hash_of_text(std::string_view text) {
  Hasher hasher;
  hasher.add_bytes(text.data(), text.size());
  return hex(hasher.digest());
}

std::optional<Hash128> from_hex(std::string_view digits) {
  Hash128 hash;
  if (digits.size() != 32) return std::nullopt;
  const auto read = [&](std::size_t first, std::uint64_t& into) {
    const char* last = digits.data() + first + 16;
    return std::from_chars(digits.data() + first, last, into, 16).ptr == last;
  };
  if (!read(0, hash.high) || !read(16, hash.low)) return std::nullopt;
  return hash;
}

}  // namespace entrepot::io
