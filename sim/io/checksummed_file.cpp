#include "entrepot/io/checksummed_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "entrepot/core/error.hpp"

namespace entrepot::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t checksum_bytes = sizeof(Hash128);
static_assert(checksum_bytes == 16);

bool checksum_matches(std::span<const std::byte> bytes) {
  if (bytes.size() < checksum_bytes) return false;
  Hasher hasher;
  hasher.add_bytes(bytes.data(), bytes.size() - checksum_bytes);
  const Hash128 checksum = hasher.digest();
  return std::memcmp(bytes.last(checksum_bytes).data(), &checksum, checksum_bytes) == 0;
}

}  // namespace

ChecksummedWriter::ChecksummedWriter(fs::path path)
    : path_(std::move(path)),
      pending_(PendingFile::of(path_)),
      file_(pending_.path(), O_WRONLY | O_CREAT | O_TRUNC, path_) {}

void ChecksummedWriter::write(std::span<const std::byte> bytes) {
  hasher_.add_bytes(bytes.data(), bytes.size());
  put(bytes.data(), bytes.size());
}

void ChecksummedWriter::finish() {
  const Hash128 checksum = hasher_.digest();
  put(&checksum, sizeof checksum);
  file_.close();
  pending_.keep_as(path_);
}

void ChecksummedWriter::put(const void* data, std::size_t size) {
  size_ += size;
  file_.write(data, size);
}

ChecksummedFile::ChecksummedFile(const fs::path& path) : file_(path) {
  if (checksum_matches(file_.bytes())) return;
  throw Error(fmt::format("{}: is damaged: its checksum does not match its content", path.string()),
              ExitCode::bad_input);
}

std::span<const std::byte> ChecksummedFile::bytes() const {
  return file_.bytes().first(file_.bytes().size() - checksum_bytes);
}

}  // namespace entrepot::io
