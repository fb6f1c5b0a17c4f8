#pragma once
// POSIX file handles, for files that must be durable, complete or locked. Errors name the file and the system's reason.

#include <cstddef>
#include <filesystem>
#include <span>

#include "entrepot/core/error.hpp"

namespace entrepot::io {

/// The error `FILE: cannot be DONE: REASON`. Its exit code is bad_input if the path is at fault (no such file, no
/// permission, a read-only location), else failure.
Error file_error(const std::filesystem::path& file, const char* done, int cause);

/// Whether two paths name the same file; false if either cannot be read.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b);

/// An open file. Every member function throws Error on failure.
class OpenFile {
 public:
  /// `how`: flags of <fcntl.h>, such as O_RDONLY or O_WRONLY | O_CREAT. A created file is readable by all users.
  OpenFile(const std::filesystem::path& path, int how);
  /// The same, but errors show the name `called`: that of the file whose draft this is.
  OpenFile(const std::filesystem::path& path, int how, std::filesystem::path called);
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  /// The file descriptor.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Whether the path still names this file; another process may have renamed or removed it.
  [[nodiscard]] bool is_at(const std::filesystem::path& path) const;
  /// Size in bytes.
  [[nodiscard]] std::size_t length() const;
  /// Reads up to `most` bytes with one system call; returns the number read, 0 at the end of the file.
  [[nodiscard]] std::size_t read_some(void* into, std::size_t most) const;
  /// Reads exactly `bytes` bytes from offset `from`.
  void read_at(std::size_t from, void* into, std::size_t bytes) const;
  /// Writes all bytes, with as many system calls as needed.
  void write(const void* data, std::size_t bytes) const;
  /// Closes the file early; some systems report a full disk only on closing.
  void close();

 private:
  std::filesystem::path called_;
  int descriptor_;
};

/// A file mapped read-only into memory. Bytes appended later are not visible.
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
