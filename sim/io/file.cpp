#include "entrepot/io/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace entrepot::io {

namespace fs = std::filesystem;

namespace {

/// Whether the path is at fault and not the machine (a full disk, too many open files, too little memory).
bool is_fault_of_path(int cause) {
  switch (cause) {
    case ENOENT:
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
      return true;
    default:
      return false;
  }
}

}  // namespace

Error file_error(const fs::path& file, const char* done, int cause) {
  return Error(fmt::format("{}: cannot be {}: {}", file.string(), done, std::strerror(cause)),
               is_fault_of_path(cause) ? ExitCode::bad_input : ExitCode::failure);
}

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code unreadable;
  return fs::equivalent(a, b, unreadable) && !unreadable;
}

OpenFile::OpenFile(const fs::path& path, int how) : OpenFile(path, how, path) {}

OpenFile::OpenFile(const fs::path& path, int how, fs::path called)
    : called_(std::move(called)), descriptor_(::open(path.c_str(), how | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) throw file_error(called_, (how & O_ACCMODE) == O_RDONLY ? "read" : "written", errno);
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : called_(std::move(other.called_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

bool OpenFile::is_at(const fs::path& path) const {
  struct stat own {};
  struct stat named {};
  return ::fstat(descriptor_, &own) == 0 && ::stat(path.c_str(), &named) == 0 && own.st_ino == named.st_ino &&
         own.st_dev == named.st_dev;
}

std::size_t OpenFile::length() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) throw file_error(called_, "read", errno);
  return static_cast<std::size_t>(status.st_size);
}

std::size_t OpenFile::read_some(void* into, std::size_t most) const {
  while (true) {
    const ssize_t taken = ::read(descriptor_, into, most);
    if (taken >= 0) return static_cast<std::size_t>(taken);
    if (errno != EINTR) throw file_error(called_, "read", errno);
  }
}

void OpenFile::read_at(std::size_t from, void* into, std::size_t bytes) const {
  auto* to = static_cast<char*>(into);
  while (bytes > 0) {
    const ssize_t taken = ::pread(descriptor_, to, bytes, static_cast<off_t>(from));
    if (taken < 0 && errno == EINTR) continue;
    if (taken <= 0) throw file_error(called_, "read", taken < 0 ? errno : EIO);
    to += taken;
    from += static_cast<std::size_t>(taken);
    bytes -= static_cast<std::size_t>(taken);
  }
}

void OpenFile::write(const void* data, std::size_t bytes) const {
  const auto* from = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t written = ::write(descriptor_, from, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw file_error(called_, "written", written < 0 ? errno : ENOSPC);
    from += written;
    bytes -= static_cast<std::size_t>(written);
  }
}

void OpenFile::close() {
  if (::close(std::exchange(descriptor_, -1)) != 0) throw file_error(called_, "written", errno);
}

MappedFile::MappedFile(const fs::path& path) {
  const OpenFile file(path, O_RDONLY);
  const std::size_t length = file.length();
  if (length == 0) return;  // mmap rejects a length of 0
  void* mapped = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, file.descriptor(), 0);
  if (mapped == MAP_FAILED) throw file_error(path, "read", errno);
  bytes_ = {static_cast<const std::byte*>(mapped), length};
}

MappedFile::~MappedFile() {
  // The mapping is read-only, but munmap takes a non-const pointer.
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

}  // namespace entrepot::io
