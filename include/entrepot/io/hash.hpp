#pragma once
// XXH3-128 hashes of bytes and text.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace entrepot::io {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};

/// XXH3-128 of a stream of bytes.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  void add_bytes(const void* data, std::size_t size);
  template <class T>
  void add(std::span<const T> values) {
    add_bytes(values.data(), values.size_bytes());
  }
  void add(std::uint64_t number) { add_bytes(&number, sizeof number); }
  /// Adds the length first, so that the boundaries between texts affect the hash.
  void add(std::string_view text);
  [[nodiscard]] Hash128 digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// 32 hex digits.
std::string hex(const Hash128& hash);
/// Hash of a text, as 32 hex digits.
std::string hash_of_text(std::string_view text);
/// nullopt unless the text is 32 hex digits.
std::optional<Hash128> from_hex(std::string_view digits);

}  // namespace entrepot::io
