#include "draft.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include "entrepot/core/error.hpp"

namespace entrepot::results {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = std::size_t{1} << 20U;

void sync_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  // Some file systems know no such thing for directories.
  const bool synced = descriptor >= 0 && (::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP);
  const int cause = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw cannot_be(path, "written to disk", cause);
}

Error cannot_be(const fs::path& file, const char* done, int cause) {
  return Error(fmt::format("{}: cannot be {}: {}", file.string(), done, std::strerror(cause)));
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

int write_all(int descriptor, const void* data, std::size_t size) {
  const auto* from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(descriptor, from, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : ENOSPC;
    from += written;
    size -= static_cast<std::size_t>(written);
  }
  return 0;
}

namespace {

/// An open file.
struct Descriptor {
  Descriptor(const fs::path& path, int how) : number(::open(path.c_str(), how | O_CLOEXEC, 0644)) {
    if (number >= 0) return;
    throw cannot_be(path, how == O_RDONLY ? "read" : "written", errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number); }
  int number;
};

}  // namespace

// std::filesystem::copy_file has an error of its own for a full disk, which names another cause.
void copy_whole(const fs::path& from, const fs::path& to) {
  const Descriptor source(from, O_RDONLY);
  const Descriptor copy(to, O_WRONLY | O_CREAT | O_EXCL);
  std::vector<char> block(block_bytes);
  while (true) {
    const ssize_t taken = ::read(source.number, block.data(), block.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) throw cannot_be(from, "read", errno);
    if (taken == 0) return;
    const int failed = write_all(copy.number, block.data(), static_cast<std::size_t>(taken));
    if (failed != 0) throw cannot_be(to, "written", failed);
  }
}

Draft Draft::of(const fs::path& file) {
  fs::path path = fmt::format("{}.{}.partial", file.string(), ::getpid());
  // Left by a process that was killed and had the same number; or a link, which must not be written through.
  std::error_code ignored;
  fs::remove(path, ignored);
  return Draft(std::move(path));
}

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
  sync_to_disk(folder_of(name));
}

void write_whole(const fs::path& file, std::string_view text) {
  auto draft = Draft::of(file);
  const Descriptor to(draft.path(), O_WRONLY | O_CREAT | O_EXCL);
  if (const int failed = write_all(to.number, text.data(), text.size()); failed != 0)
    throw cannot_be(file, "written", failed);
  draft.keep_as(file);
}

}  // namespace entrepot::results
