#pragma once
// Files as the system has them, for what must be on disk, whole or locked: held open until the end of a scope, and with
// errors that name the file and the system's reason.

#include <cstddef>
#include <filesystem>
#include <span>

#include "entrepot/core/error.hpp"

namespace entrepot::io {

/// `FILE: cannot be DONE: the system's reason`. Bad input if the path is at fault (no such file, no permission, a
/// read-only place), else a failure.
Error cannot_be(const std::filesystem::path& file, const char* done, int cause);

/// Whether two paths name one file; not if either cannot be read.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b);

/// A file that is open. All that it does throws Error if it cannot be done.
class OpenFile {
 public:
  /// `how`: O_RDONLY, O_WRONLY | O_CREAT and so on, of <fcntl.h>. A file that it makes may be read by all.
  OpenFile(const std::filesystem::path& path, int how);
  /// The same; errors call it by another name, that of the file it is a draft of.
  OpenFile(const std::filesystem::path& path, int how, std::filesystem::path called);
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  /// Of the system's open files.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Whether the path names this very file: another process may have renamed or removed it.
  [[nodiscard]] bool is_at(const std::filesystem::path& path) const;
  /// Bytes.
  [[nodiscard]] std::size_t length() const;
  /// The next bytes, as many as the system gives at once; none at the end.
  [[nodiscard]] std::size_t read_some(void* into, std::size_t most) const;
  /// All of so many bytes from a place on.
  void read_at(std::size_t from, void* into, std::size_t bytes) const;
  /// All of it, however little the system takes at a time.
  void write(const void* data, std::size_t bytes) const;
  /// Close it before its time: some systems say only now that there was no room.
  void close();

 private:
  std::filesystem::path called_;
  int descriptor_;
};

/// A file in memory, to be read. Bytes that others append later are not in it.
class MappedFile {
 public:
  /// Throws Error if it cannot be read.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace entrepot::io
