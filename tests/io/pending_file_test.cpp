// Files that appear atomically.

#include "entrepot/io/pending_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entrepot/core/error.hpp"
#include "support/errors.hpp"
#include "support/files.hpp"

namespace entrepot::io {
namespace {

namespace fs = std::filesystem;
using entrepot::testing::error_of;
using entrepot::testing::read_bytes;
using entrepot::testing::TemporaryDirectory;
using ::testing::HasSubstr;

std::size_t files_in(const TemporaryDirectory& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

TEST(PendingFile, WritesATextAtomically) {
  const TemporaryDirectory folder;
  write_atomically(folder / "a", "one");
  write_atomically(folder / "a", "two\n");
  EXPECT_EQ(read_bytes(folder / "a"), "two\n");
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(PendingFile, AnErrorNamesTheFileAndTheReasonAndLeavesNothing) {
  const TemporaryDirectory folder;
  fs::create_directory(folder / "a");
  EXPECT_THAT(error_of([&] { write_atomically(folder / "a", "one"); }),
              HasSubstr("a: cannot be written: Is a directory"));
  EXPECT_THAT(error_of([&] { write_atomically(folder / "no/b", "one"); }), HasSubstr("No such file or directory"));
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(PendingFile, DoesNotFollowALinkWithTheNameOfADraft) {
  const TemporaryDirectory folder;
  write_atomically(folder / "dear", "dear");
  fs::create_symlink("dear", folder / ("a." + std::to_string(::getpid()) + ".partial"));
  write_atomically(folder / "a", "one");
  EXPECT_EQ(read_bytes(folder / "dear"), "dear");
  EXPECT_EQ(files_in(folder), 2U);
}

TEST(PendingFile, ACopyIsTheSameAndReplacesNothing) {
  const TemporaryDirectory folder;
  const std::string text(3'000'001, 'x');
  write_atomically(folder / "a", text);
  copy_to_new_file(folder / "a", folder / "b");
  EXPECT_EQ(read_bytes(folder / "b"), text);
  EXPECT_THAT(error_of([&] { copy_to_new_file(folder / "a", folder / "b"); }),
              HasSubstr("b: cannot be written: File exists"));
  EXPECT_THAT(error_of([&] { copy_to_new_file(folder / "c", folder / "d"); }),
              HasSubstr("c: cannot be read: No such file"));
}

TEST(PendingFile, DeletesADraftThatIsNotKept) {
  const TemporaryDirectory folder;
  {
    const auto draft = PendingFile::of(folder / "a");
    std::ofstream(draft.path()) << "half";
    EXPECT_EQ(files_in(folder), 1U);
  }
  EXPECT_EQ(files_in(folder), 0U);
}

}  // namespace
}  // namespace entrepot::io
