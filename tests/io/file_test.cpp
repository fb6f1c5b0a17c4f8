// Files held open, and mapped.

#include "entrepot/io/file.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "support/errors.hpp"
#include "support/files.hpp"

namespace entrepot::io {
namespace {

using entrepot::testing::error_of;
using entrepot::testing::read_bytes;
using entrepot::testing::TemporaryDirectory;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string text_of(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

TEST(FileTest, ReadsWrittenBytesAtAnyOffset) {
  const TemporaryDirectory folder;
  OpenFile file(folder / "a", O_RDWR | O_CREAT | O_EXCL);
  file.write("one two", 7);
  EXPECT_EQ(file.length(), 7U);
  std::array<char, 3> word{};
  file.read_at(4, word.data(), word.size());
  EXPECT_EQ(std::string_view(word.data(), word.size()), "two");
  file.close();
  EXPECT_EQ(read_bytes(folder / "a"), "one two");
}

TEST(FileTest, TheEndGivesNoMoreBytes) {
  const TemporaryDirectory folder;
  OpenFile(folder / "a", O_WRONLY | O_CREAT).write("ab", 2);
  const OpenFile file(folder / "a", O_RDONLY);
  std::array<char, 8> bytes{};
  EXPECT_EQ(file.read_some(bytes.data(), bytes.size()), 2U);
  EXPECT_EQ(file.read_some(bytes.data(), bytes.size()), 0U);
}

TEST(FileTest, ReadingPastTheEndIsAnError) {
  const TemporaryDirectory folder;
  OpenFile(folder / "a", O_WRONLY | O_CREAT).write("ab", 2);
  const OpenFile file(folder / "a", O_RDONLY);
  std::array<char, 8> bytes{};
  EXPECT_THAT(error_of([&] { file.read_at(1, bytes.data(), 2); }), HasSubstr("a: cannot be read: "));
}

TEST(FileTest, ErrorsNameTheFileAndTheReason) {
  const TemporaryDirectory folder;
  const auto gone = folder / "gone";
  EXPECT_EQ(error_of([&] { OpenFile(gone, O_RDONLY); }), gone.string() + ": cannot be read: No such file or directory");
  EXPECT_EQ(error_of([&] { MappedFile{gone}; }), gone.string() + ": cannot be read: No such file or directory");
  EXPECT_EQ(error_of([&] { OpenFile(gone / "below", O_WRONLY | O_CREAT); }),
            (gone / "below").string() + ": cannot be written: No such file or directory");
}

TEST(FileTest, ErrorsOfADraftShowItsFinalName) {
  const OpenFile full("/dev/full", O_WRONLY, "result.h5");
  EXPECT_EQ(error_of([&] { full.write("a", 1); }), "result.h5: cannot be written: No space left on device");
  EXPECT_THAT(error_of([] { OpenFile("/nowhere/draft", O_WRONLY, "result.h5"); }), StartsWith("result.h5: "));
}

TEST(FileTest, AMappedFileMovesWithItsBytes) {
  const TemporaryDirectory folder;
  OpenFile(folder / "a", O_WRONLY | O_CREAT).write("bytes", 5);
  MappedFile from(folder / "a");
  const MappedFile to(std::move(from));
  EXPECT_EQ(text_of(to), "bytes");
}

TEST(FileTest, AnEmptyFileIsMappedToNoBytes) {
  const TemporaryDirectory folder;
  const OpenFile file(folder / "a", O_WRONLY | O_CREAT);
  EXPECT_TRUE(MappedFile(folder / "a").bytes().empty());
}

}  // namespace
}  // namespace entrepot::io
