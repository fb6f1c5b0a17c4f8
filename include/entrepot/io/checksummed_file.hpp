#pragma once
// Binary files that end with a checksum, the XXH3-128 of all preceding bytes, which detects truncation and bit errors.

#include <cstddef>
#include <filesystem>
#include <span>

#include "entrepot/io/file.hpp"
#include "entrepot/io/hash.hpp"
#include "entrepot/io/pending_file.hpp"

namespace entrepot::io {

/// Writes a checksummed file. It appears under its name only when complete and on disk; until then an older file of
/// that name is unchanged.
class ChecksummedWriter {
 public:
  /// Throws Error if the file cannot be created.
  explicit ChecksummedWriter(std::filesystem::path path);

  /// Throws Error if the disk is full.
  void write(std::span<const std::byte> bytes);
  /// Appends the checksum and publishes the file under its name, durably. Throws Error on failure.
  void finish();
  /// Bytes written so far.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void put(const void* data, std::size_t size);

  std::filesystem::path path_;
  PendingFile pending_;
  OpenFile file_;
  std::size_t size_ = 0;
  Hasher hasher_;
};

/// A checksummed file, mapped read-only into memory.
class ChecksummedFile {
 public:
  /// Throws Error if the file cannot be read, with ExitCode::bad_input if its checksum does not match.
  explicit ChecksummedFile(const std::filesystem::path& path);
  /// All bytes before the checksum.
  [[nodiscard]] std::span<const std::byte> bytes() const;

 private:
  MappedFile file_;
};

}  // namespace entrepot::io
