#include "entrepot/io/sealed_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "entrepot/core/error.hpp"

namespace entrepot::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t seal_bytes = sizeof(Hash128);
static_assert(seal_bytes == 16);

bool seal_holds(std::span<const std::byte> bytes) {
  if (bytes.size() < seal_bytes) return false;
  Hasher hasher;
  hasher.add_bytes(bytes.data(), bytes.size() - seal_bytes);
  const Hash128 seal = hasher.digest();
  return std::memcmp(bytes.last(seal_bytes).data(), &seal, seal_bytes) == 0;
}

}  // namespace

SealedWriter::SealedWriter(fs::path path)
    : path_(std::move(path)),
      pending_(PendingFile::of(path_)),
      file_(pending_.path(), O_WRONLY | O_CREAT | O_TRUNC, path_) {}

void SealedWriter::write(std::span<const std::byte> bytes) {
  hasher_.add_bytes(bytes.data(), bytes.size());
  put(bytes.data(), bytes.size());
}

void SealedWriter::finish() {
  const Hash128 seal = hasher_.digest();
  put(&seal, sizeof seal);
  file_.close();
  pending_.keep_as(path_);
}

void SealedWriter::put(const void* data, std::size_t size) {
  size_ += size;
  file_.write(data, size);
}

SealedFile::SealedFile(const fs::path& path) : file_(path) {
  if (seal_holds(file_.bytes())) return;
  throw Error(fmt::format("{}: is damaged: its checksum does not match its content", path.string()),
              ExitCode::bad_input);
}

std::span<const std::byte> SealedFile::bytes() const { return file_.bytes().first(file_.bytes().size() - seal_bytes); }

}  // namespace entrepot::io
