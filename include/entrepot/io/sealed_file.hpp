#pragma once
// Files of bytes that end with a seal: the XXH3-128 of all before it. One that was cut short, or in which a bit has
// turned, is not taken for whole.

#include <cstddef>
#include <filesystem>
#include <span>

#include "entrepot/io/file.hpp"
#include "entrepot/io/hash.hpp"
#include "entrepot/io/pending_file.hpp"

namespace entrepot::io {

/// Writes a sealed file. It stands under its name only when it is whole and on disk; until then an older one of that
/// name stays as it is.
class SealedWriter {
 public:
  /// Throws Error if the file cannot be made.
  explicit SealedWriter(std::filesystem::path path);

  /// Throws Error if there is no room.
  void write(std::span<const std::byte> bytes);
  /// Seal it and give it its name; then it is on the disk. Throws Error if that cannot be.
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

/// A sealed file, mapped into memory to be read.
class SealedFile {
 public:
  /// Throws Error if the file cannot be read; with ExitCode::bad_input if its seal does not hold.
  explicit SealedFile(const std::filesystem::path& path);
  /// All before the seal.
  [[nodiscard]] std::span<const std::byte> bytes() const;

 private:
  MappedFile file_;
};

}  // namespace entrepot::io
