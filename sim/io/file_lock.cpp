#include "entrepot/io/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>

namespace entrepot::io {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_attempts{20};

enum class Attempt { locked, held_by_another, file_replaced };

Attempt attempt(const OpenFile& file, const fs::path& path) {
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return Attempt::held_by_another;
  return file.is_at(path) ? Attempt::locked : Attempt::file_replaced;
}

std::string holder_in(const OpenFile& file) {
  std::array<char, 300> text{};
  const ssize_t size = ::pread(file.descriptor(), text.data(), text.size(), 0);
  const std::string all(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return all.empty() ? "another process" : all.substr(0, all.find('\n'));
}

void write_holder(const OpenFile& file) {
  const std::string text = process_name() + "\n";
  [[maybe_unused]] const bool written =
      ::ftruncate(file.descriptor(), 0) == 0 && ::pwrite(file.descriptor(), text.data(), text.size(), 0) >= 0;
}

OpenFile locked(const fs::path& path, const std::string& what, const std::string& advice,
                std::chrono::milliseconds patience) {
  const auto until = Clock::now() + patience;
  while (true) {
    OpenFile file(path, O_RDWR | O_CREAT);
    const Attempt result = attempt(file, path);
    if (result == Attempt::locked) {
      write_holder(file);
      return file;
    }
    if (result == Attempt::file_replaced) continue;
    if (Clock::now() >= until)
      throw Error(fmt::format("{}: in use by {}; {}", what, holder_in(file), advice), ExitCode::bad_input);
    std::this_thread::sleep_for(between_attempts);
  }
}

}  // namespace

std::string process_name() {
  std::array<char, 256> host{};
  const bool known = ::gethostname(host.data(), host.size() - 1) == 0;
  return fmt::format("process {} on {}", ::getpid(), known ? host.data() : "this host");
}

FileLock::FileLock(const fs::path& path, const std::string& what, const std::string& advice,
                   std::chrono::milliseconds patience)
    : path_(path), file_(locked(path, what, advice, patience)) {}

void FileLock::remove() const {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

}  // namespace entrepot::io
