// A checksummed file is complete or does not exist.

#include "entrepot/io/checksummed_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <optional>
#include <string>
#include <string_view>

#include "entrepot/core/error.hpp"
#include "support/files.hpp"

namespace entrepot::io {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

void write(const std::filesystem::path& path, std::string_view text) {
  ChecksummedWriter file(path);
  file.write(bytes_of(text.substr(0, 3)));
  file.write(bytes_of(text.substr(3)));
  file.finish();
}

std::string read(const std::filesystem::path& path) {
  const ChecksummedFile file(path);
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

std::string refusal(const std::filesystem::path& path) {
  try {
    const ChecksummedFile file(path);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  }
  return "";
}

TEST(ChecksummedFile, ReturnsTheWrittenBytes) {
  const testing::TemporaryDirectory directory;
  write(directory / "a", "some bytes");
  EXPECT_EQ(read(directory / "a"), "some bytes");
}

TEST(ChecksummedFile, RejectsATruncatedFileByName) {
  const testing::TemporaryDirectory directory;
  const auto path = directory / "a";
  write(path, "some bytes");
  const std::string whole = testing::read_bytes(path);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    testing::write_bytes(path, whole.substr(0, length));
    EXPECT_EQ(refusal(path), path.string() + ": is damaged: its checksum does not match its content") << length;
  }
}

TEST(ChecksummedFile, RejectsAFileWithABitError) {
  const testing::TemporaryDirectory directory;
  const auto path = directory / "a";
  write(path, "some bytes");
  const std::string whole = testing::read_bytes(path);
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string turned = whole;
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << (bit % 8)));
    testing::write_bytes(path, turned);
    EXPECT_NE(refusal(path), "") << bit;
  }
}

TEST(ChecksummedFile, DoesNotReportAMissingFileAsDamaged) {
  const testing::TemporaryDirectory directory;
  try {
    const ChecksummedFile file(directory / "none");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("No such file"));
    EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr("damaged")));
    EXPECT_EQ(error.code(), ExitCode::bad_input) << "as every file that cannot be read";
  }
}

TEST(ChecksummedWriter, KeepsAnOlderFileUntilTheNewOneIsComplete) {
  const testing::TemporaryDirectory directory;
  write(directory / "a", "older");
  std::optional<ChecksummedWriter> file(directory / "a");
  file->write(bytes_of("newer"));
  EXPECT_EQ(read(directory / "a"), "older");
  file->finish();
  EXPECT_EQ(read(directory / "a"), "newer");
}

TEST(ChecksummedWriter, LeavesNoFileWhenAbandoned) {
  const testing::TemporaryDirectory directory;
  {
    ChecksummedWriter file(directory / "a");
    file.write(bytes_of("some bytes"));
  }
  EXPECT_TRUE(directory.empty());
}

/// Limits the file size of this process, to simulate a full disk.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(ChecksummedWriter, AFullDiskIsAnErrorAndLeavesTheOlderFile) {
  const testing::TemporaryDirectory directory;
  write(directory / "a", "older");
  const std::string much(100'000, 'x');
  {
    const SmallDisk small(50'000);
    ChecksummedWriter file(directory / "a");
    EXPECT_THROW(file.write(bytes_of(much)), Error);
  }
  EXPECT_EQ(read(directory / "a"), "older");
}

}  // namespace
}  // namespace entrepot::io
