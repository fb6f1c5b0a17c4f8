#pragma once
// A lock between processes, released when its process ends for any reason.

#include <chrono>
#include <filesystem>
#include <string>

#include "entrepot/io/file.hpp"

namespace entrepot::io {

/// An exclusive lock on a dedicated file that stores only the name of its holder. It has no effect on a file system
/// without locks.
class FileLock {
 public:
  /// Waits for the lock up to `patience`, then throws Error (bad_input) with the name of its holder: `WHAT: in use by
  /// process 12 on node7; ADVICE`. Throws Error if the file cannot be created.
  FileLock(const std::filesystem::path& path, const std::string& what, const std::string& advice,
           std::chrono::milliseconds patience = {});
  /// Removes the file. This object holds the lock until its destruction; a waiting process then creates a new file.
  void remove() const;

 private:
  std::filesystem::path path_;
  OpenFile file_;
};

/// Name of this process: `process 12 on node7`.
std::string process_name();

}  // namespace entrepot::io
