#pragma once
// A lock between processes that ends with the process that holds it, however it ends.

#include <chrono>
#include <filesystem>
#include <string>

#include "entrepot/io/file.hpp"

namespace entrepot::io {

/// The exclusive lock of a file that is made for it and holds nothing but who has it. On a file system without locks
/// nobody is kept out.
class FileLock {
 public:
  /// Wait for the lock up to `patience`. Throws Error (bad input) that names the process that still has it:
  /// `WHAT: in use by process 12 on node7; ADVICE`. Throws Error if the file cannot be made.
  FileLock(const std::filesystem::path& path, const std::string& what, const std::string& advice,
           std::chrono::milliseconds patience = {});
  /// Remove the file. The lock is held until this object goes; who waits for it finds the file gone and makes another.
  void remove() const;

 private:
  std::filesystem::path path_;
  OpenFile file_;
};

/// `process 12 on node7`: this one.
std::string process_name();

}  // namespace entrepot::io
