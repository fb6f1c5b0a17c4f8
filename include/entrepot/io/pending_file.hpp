#pragma once
// Files that appear under their name only when they are whole and on disk.

#include <filesystem>
#include <string_view>

namespace entrepot::io {

/// Wait until a file, or the names in a folder, are on disk. Throws Error, naming `path`, if they cannot be.
void sync_to_disk(const std::filesystem::path& path);

/// Wait until the name of a file or folder is on disk: until then a power cut takes it, with all that was flushed in
/// it. Throws Error, naming it, if it cannot be.
void sync_name(const std::filesystem::path& named);

/// Copy a file to one that is not there yet. Throws Error with the system's reason if it cannot be.
void copy_whole(const std::filesystem::path& from, const std::filesystem::path& to);

/// Give a file its name once it is on disk, and wait until the name is, so that what it was made from may go. Throws
/// Error if that cannot be.
void publish(const std::filesystem::path& draft, const std::filesystem::path& name);

/// A file that is taken away again unless it is kept.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path path) : path_(std::move(path)) {}
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  /// The draft of a file: beside it, with this process in its name.
  static PendingFile of(const std::filesystem::path& file);
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// As publish() does.
  void keep_as(const std::filesystem::path& name);

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

/// Write a text file that appears whole or not at all. Throws Error with the system's reason if it cannot be.
void write_whole(const std::filesystem::path& file, std::string_view text);

}  // namespace entrepot::io
