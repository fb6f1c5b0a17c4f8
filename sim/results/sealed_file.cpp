#include "sealed_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "entrepot/core/error.hpp"

namespace entrepot::results {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t seal_bytes = sizeof(Hash128);
static_assert(seal_bytes == 16);

bool seal_holds(const std::byte* bytes, std::size_t length) {
  if (length < seal_bytes) return false;
  Hasher hasher;
  hasher.add_bytes(bytes, length - seal_bytes);
  const Hash128 seal = hasher.digest();
  return std::memcmp(bytes + length - seal_bytes, &seal, seal_bytes) == 0;
}

}  // namespace

SealedWriter::SealedWriter(fs::path path)
    : path_(std::move(path)),
      draft_(Draft::of(path_)),
      descriptor_(::open(draft_.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) throw cannot_be(path_, "written", errno);
}

SealedWriter::~SealedWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void SealedWriter::write(std::span<const std::byte> bytes) {
  hasher_.add_bytes(bytes.data(), bytes.size());
  put(bytes.data(), bytes.size());
}

void SealedWriter::finish() {
  const Hash128 seal = hasher_.digest();
  put(&seal, sizeof seal);
  if (::close(std::exchange(descriptor_, -1)) != 0) throw cannot_be(path_, "written", errno);
  draft_.keep_as(path_);
}

void SealedWriter::put(const void* data, std::size_t size) {
  size_ += size;
  if (const int failed = write_all(descriptor_, data, size); failed != 0) throw cannot_be(path_, "written", failed);
}

SealedFile::SealedFile(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    const int cause = errno;
    if (descriptor >= 0) ::close(descriptor);
    throw cannot_be(path, "read", cause);
  }
  length_ = static_cast<std::size_t>(status.st_size);
  if (length_ > 0) mapped_ = ::mmap(nullptr, length_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  const int cause = errno;
  ::close(descriptor);
  if (mapped_ == MAP_FAILED) throw cannot_be(path, "read", cause);
  if (seal_holds(static_cast<const std::byte*>(mapped_), length_)) return;
  if (mapped_ != nullptr) ::munmap(mapped_, length_);
  throw Error(fmt::format("{}: is damaged: its checksum does not match what is in it", path.string()),
              ExitCode::bad_input);
}

SealedFile::~SealedFile() {
  if (mapped_ != nullptr) ::munmap(mapped_, length_);
}

std::span<const std::byte> SealedFile::bytes() const {
  return {static_cast<const std::byte*>(mapped_), length_ - seal_bytes};
}

}  // namespace entrepot::results
