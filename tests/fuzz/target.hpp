#pragma once
// What the fuzz targets share. A target is a function of bytes: it may refuse them with Error, and nothing else.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "entrepot/core/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace entrepot::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A file in memory for readers that want a path. It has a name (HDF5 refuses one that was deleted), of this process,
/// so that an input that ends the process leaves one file behind at most.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : path_("/dev/shm/entrepot-fuzz-" + std::to_string(::getpid())) {
    if (!std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
      std::abort();
  }
  ~MemoryFile() { ::unlink(path_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Whether the last input was refused, for who gives inputs that must not be.
inline bool refused = false;

/// Does what a target does; an Error is an answer, any other exception is a finding and ends the process.
template <class Function>
int unless_refused(const Function& function) {
  refused = false;
  try {
    function();
  } catch (const Error&) {
    refused = true;
  }
  return 0;
}

}  // namespace entrepot::fuzz
