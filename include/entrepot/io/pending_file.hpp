#pragma once
// Files that appear under their final name only when complete and durable on disk.

#include <filesystem>
#include <string_view>

namespace entrepot::io {

/// Waits until a file, or the entries of a directory, are on disk. Throws Error with `path` on failure.
void sync_to_disk(const std::filesystem::path& path);

/// Waits until the directory entry of a file or directory is on disk; before that, a power failure can lose it with all
/// its flushed contents. Throws Error with its name on failure.
void sync_name(const std::filesystem::path& named);

/// Copies a file to a new one. Throws Error with the system's reason on failure, or if the target exists.
void copy_to_new_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Flushes a draft to disk, renames it and waits until the new name is on disk, so that its inputs may be deleted.
/// Throws Error on failure.
void publish(const std::filesystem::path& draft, const std::filesystem::path& name);

/// A file that is deleted unless it is kept.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path path) : path_(std::move(path)) {}
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  /// The draft of a file: in the same directory, with this process's number in its name.
  static PendingFile of(const std::filesystem::path& file);
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Publishes the file under `name`; see publish().
  void keep_as(const std::filesystem::path& name);

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

/// Writes a text file atomically. Throws Error with the system's reason on failure.
void write_atomically(const std::filesystem::path& file, std::string_view text);

}  // namespace entrepot::io
