#include "result_checksum.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

#include "entrepot/io/file.hpp"
#include "entrepot/io/hash.hpp"

namespace entrepot::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "entrepot seal 1\n";
constexpr std::size_t checksum_bytes = mark.size() + sizeof(Hash128);
static_assert(mark.size() == 16 && checksum_bytes == 32);
constexpr std::size_t piece_bytes = std::size_t{256} << 10U;

/// Whether the bytes are the mark, possibly damaged: at least half of them must agree, which random bytes do about once
/// in 10^15 files. File::open detects a mark damaged further.
bool resembles_mark(std::string_view bytes) {
  std::size_t equal = 0;
  for (std::size_t at = 0; at < mark.size(); ++at) equal += bytes[at] == mark[at] ? 1 : 0;
  return equal >= mark.size() / 2;
}

Hash128 hash_of_first(std::size_t bytes, const OpenFile& file) {
  Hasher hasher;
  std::vector<char> piece(piece_bytes);
  for (std::size_t from = 0; from < bytes; from += piece.size()) {
    const std::size_t size = std::min(piece.size(), bytes - from);
    file.read_at(from, piece.data(), size);
    hasher.add_bytes(piece.data(), size);
  }
  return hasher.digest();
}

}  // namespace

void add_checksum(const fs::path& path) {
  const OpenFile file(path, O_RDWR | O_APPEND);
  const Hash128 hash = hash_of_first(file.length(), file);
  std::array<char, checksum_bytes> trailer{};
  std::memcpy(trailer.data(), mark.data(), mark.size());
  std::memcpy(trailer.data() + mark.size(), &hash, sizeof hash);
  file.write(trailer.data(), trailer.size());
}

ChecksumState checksum_state(const fs::path& path) {
  const OpenFile file(path, O_RDONLY);
  const std::size_t length = file.length();
  if (length < checksum_bytes) return ChecksumState::none;
  std::array<char, checksum_bytes> trailer{};
  const std::size_t content_bytes = length - checksum_bytes;
  file.read_at(content_bytes, trailer.data(), trailer.size());
  const std::string_view found(trailer.data(), mark.size());
  if (!resembles_mark(found)) return ChecksumState::none;
  if (found != mark) return ChecksumState::invalid;
  const Hash128 hash = hash_of_first(content_bytes, file);
  return std::memcmp(trailer.data() + mark.size(), &hash, sizeof hash) == 0 ? ChecksumState::valid
                                                                            : ChecksumState::invalid;
}

}  // namespace entrepot::io
