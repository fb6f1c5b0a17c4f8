#pragma once
// What the fuzz targets share. A target is a function of bytes: it may refuse them with Error, and nothing else.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "entrepot/core/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace entrepot::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A file that is in memory alone, for readers that want a path; nothing is left behind when an input ends the process.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("entrepot-fuzz", MFD_CLOEXEC)) {
    if (descriptor_ < 0) std::abort();
    for (std::size_t written = 0; written < bytes.size();) {
      const auto count = ::write(descriptor_, bytes.data() + written, bytes.size() - written);
      if (count <= 0) std::abort();
      written += static_cast<std::size_t>(count);
    }
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

/// Does what a target does; an Error is an answer, any other exception is a finding and ends the process.
template <class Function>
int unless_refused(const Function& function) {
  try {
    function();
  } catch (const Error&) {
  }
  return 0;
}

}  // namespace entrepot::fuzz
