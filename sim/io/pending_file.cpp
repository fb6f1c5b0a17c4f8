#include "entrepot/io/pending_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <vector>

#include "entrepot/io/file.hpp"

namespace entrepot::io {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = std::size_t{1} << 20U;

namespace {

/// Errors show the name `called`.
void sync(const fs::path& path, const fs::path& called) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  // Some file systems do not support fsync on directories.
  const bool synced = descriptor >= 0 && (::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP);
  const int cause = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw file_error(called, "written to disk", cause);
}

}  // namespace

void sync_to_disk(const fs::path& path) { sync(path, path); }

void sync_name(const fs::path& named) {
  const fs::path plain = named.has_filename() ? named : named.parent_path();  // the name of `saved/` is saved
  sync(plain.has_parent_path() ? plain.parent_path() : fs::path("."), named);
}

// std::filesystem::copy_file reports a misleading cause for a full disk.
void copy_to_new_file(const fs::path& from, const fs::path& to) {
  const OpenFile source(from, O_RDONLY);
  const OpenFile copy(to, O_WRONLY | O_CREAT | O_EXCL);
  std::vector<char> block(block_bytes);
  while (const std::size_t taken = source.read_some(block.data(), block.size())) copy.write(block.data(), taken);
}

void publish(const fs::path& draft, const fs::path& name) {
  sync_to_disk(draft);
  if (std::rename(draft.c_str(), name.c_str()) != 0) throw file_error(name, "written", errno);
  sync_name(name);
}

PendingFile PendingFile::of(const fs::path& file) {
  fs::path path = fmt::format("{}.{}.partial", file.string(), ::getpid());
  // Removes a leftover of a killed process with the same number, or a symbolic link, which must not be followed.
  std::error_code ignored;
  fs::remove(path, ignored);
  return PendingFile(std::move(path));
}

PendingFile::~PendingFile() {
  std::error_code ignored;
  if (!kept_) fs::remove(path_, ignored);
}

void PendingFile::keep_as(const fs::path& name) {
  publish(path_, name);
  kept_ = true;
}

void write_atomically(const fs::path& file, std::string_view text) {
  auto draft = PendingFile::of(file);
  OpenFile to(draft.path(), O_WRONLY | O_CREAT | O_EXCL, file);
  to.write(text.data(), text.size());
  to.close();
  draft.keep_as(file);
}

}  // namespace entrepot::io
