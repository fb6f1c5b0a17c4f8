#pragma once
// Files that appear under their name only when they are whole and on disk.

#include <filesystem>

namespace entrepot::results {

/// Wait until a file or directory is on disk. Throws Error if it cannot be.
void sync_to_disk(const std::filesystem::path& path);

/// A file that is taken away again unless it is kept.
class Draft {
 public:
  explicit Draft(std::filesystem::path path) : path_(std::move(path)) {}
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  /// The draft of a file: beside it, with this process in its name.
  static Draft of(const std::filesystem::path& file);
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Give the file its name once it is on disk. Throws Error if that cannot be.
  void keep_as(const std::filesystem::path& name);

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

}  // namespace entrepot::results
