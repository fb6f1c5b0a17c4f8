#include "result_seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "content_hash.hpp"
#include "draft.hpp"
#include "entrepot/core/error.hpp"

namespace entrepot::results {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "entrepot seal 1\n";
constexpr std::size_t seal_bytes = mark.size() + sizeof(Hash128);
static_assert(mark.size() == 16 && seal_bytes == 32);
constexpr std::size_t piece_bytes = std::size_t{256} << 10U;

/// A file that is open, to be read from anywhere and written at its end.
class OpenFile {
 public:
  OpenFile(const fs::path& path, int how) : path_(path), descriptor_(::open(path.c_str(), how | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) throw cannot_be(path, "read", errno);
    length_ = static_cast<std::size_t>(status.st_size);
  }
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] std::size_t length() const { return length_; }

  void read(std::size_t from, void* into, std::size_t bytes) const {
    auto* to = static_cast<char*>(into);
    while (bytes > 0) {
      const ssize_t taken = ::pread(descriptor_, to, bytes, static_cast<off_t>(from));
      if (taken < 0 && errno == EINTR) continue;
      if (taken <= 0) throw cannot_be(path_, "read", taken < 0 ? errno : EIO);
      to += taken;
      from += static_cast<std::size_t>(taken);
      bytes -= static_cast<std::size_t>(taken);
    }
  }

  void append(const void* data, std::size_t bytes) const {
    if (const int failed = write_all(descriptor_, data, bytes); failed != 0) throw cannot_be(path_, "written", failed);
  }

  [[nodiscard]] Hash128 hash_of_first(std::size_t bytes) const {
    Hasher hasher;
    std::vector<char> piece(piece_bytes);
    for (std::size_t from = 0; from < bytes; from += piece.size()) {
      const std::size_t size = std::min(piece.size(), bytes - from);
      read(from, piece.data(), size);
      hasher.add_bytes(piece.data(), size);
    }
    return hasher.digest();
  }

 private:
  const fs::path& path_;
  int descriptor_;
  std::size_t length_ = 0;
};

}  // namespace

void add_seal(const fs::path& path) {
  const OpenFile file(path, O_RDWR | O_APPEND);
  const Hash128 hash = file.hash_of_first(file.length());
  std::array<char, seal_bytes> seal{};
  std::memcpy(seal.data(), mark.data(), mark.size());
  std::memcpy(seal.data() + mark.size(), &hash, sizeof hash);
  file.append(seal.data(), seal.size());
}

ResultSeal seal_of(const fs::path& path) {
  const OpenFile file(path, O_RDONLY);
  if (file.length() < seal_bytes) return ResultSeal::none;
  std::array<char, seal_bytes> seal{};
  const std::size_t sealed = file.length() - seal_bytes;
  file.read(sealed, seal.data(), seal.size());
  if (std::string_view(seal.data(), mark.size()) != mark) return ResultSeal::none;
  const Hash128 hash = file.hash_of_first(sealed);
  return std::memcmp(seal.data() + mark.size(), &hash, sizeof hash) == 0 ? ResultSeal::holds : ResultSeal::broken;
}

}  // namespace entrepot::results
