#include "draft.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "entrepot/core/error.hpp"

namespace entrepot::results {

namespace fs = std::filesystem;

void sync_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int cause = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw Error(fmt::format("{}: cannot be written to disk: {}", path.string(), std::strerror(cause)));
}

Draft Draft::of(const fs::path& file) { return Draft(fmt::format("{}.{}.partial", file.string(), ::getpid())); }

Draft::~Draft() {
  std::error_code ignored;
  if (!kept_) fs::remove(path_, ignored);
}

void Draft::keep_as(const fs::path& name) {
  sync_to_disk(path_);
  std::error_code error;
  fs::rename(path_, name, error);
  if (error) throw Error(fmt::format("{}: cannot be written: {}", name.string(), error.message()));
  kept_ = true;
}

}  // namespace entrepot::results
