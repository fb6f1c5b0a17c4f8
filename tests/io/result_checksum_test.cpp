#include "io/result_checksum.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "entrepot/core/error.hpp"
#include "support/files.hpp"

namespace entrepot::io {
namespace {

class ResultChecksumTest : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  // Cases run concurrently, each in its own process.
  std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) / ("entrepot-checksum-" + std::to_string(::getpid()));
};

TEST_F(ResultChecksumTest, IsValidOnlyForTheOriginalBytes) {
  testing::write_bytes(path_, "some bytes");
  EXPECT_EQ(checksum_state(path_), ChecksumState::none);
  add_checksum(path_);
  EXPECT_EQ(testing::read_bytes(path_).size(), 10U + 32U);
  EXPECT_EQ(testing::read_bytes(path_).substr(10, 16), "entrepot seal 1\n");
  EXPECT_EQ(checksum_state(path_), ChecksumState::valid);
}

TEST_F(ResultChecksumTest, DetectsEverySingleBitError) {
  testing::write_bytes(path_, "some bytes");
  add_checksum(path_);
  const std::string whole = testing::read_bytes(path_);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    testing::write_bytes(path_, damaged);
    EXPECT_EQ(checksum_state(path_), ChecksumState::invalid) << at;
  }
}

TEST_F(ResultChecksumTest, RecognisesAMarkWithHalfItsBytesDamaged) {
  testing::write_bytes(path_, "some bytes");
  add_checksum(path_);
  const std::string whole = testing::read_bytes(path_);
  for (const std::size_t count : {1U, 4U, 8U, 9U, 16U}) {
    std::string damaged = whole;
    for (std::size_t at = 0; at < count; ++at) damaged[10 + at] = '\0';
    testing::write_bytes(path_, damaged);
    EXPECT_EQ(checksum_state(path_), count <= 8 ? ChecksumState::invalid : ChecksumState::none) << count;
  }
}

TEST_F(ResultChecksumTest, ThrowsForAMissingFile) { EXPECT_THROW((void)checksum_state(path_), Error); }

}  // namespace
}  // namespace entrepot::io
