#include "io/result_seal.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "entrepot/core/error.hpp"
#include "support/files.hpp"

namespace entrepot::io {
namespace {

class ResultSealTest : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  // Cases run at the same time, each in a process of its own.
  std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) / ("entrepot-seal-" + std::to_string(::getpid()));
};

TEST_F(ResultSealTest, HoldsForWhatWasSealedAndForNothingElse) {
  testing::write_bytes(path_, "some bytes");
  EXPECT_EQ(seal_of(path_), ResultSeal::none);
  add_seal(path_);
  EXPECT_EQ(testing::read_bytes(path_).size(), 10U + 32U);
  EXPECT_EQ(testing::read_bytes(path_).substr(10, 16), "entrepot seal 1\n");
  EXPECT_EQ(seal_of(path_), ResultSeal::holds);
}

TEST_F(ResultSealTest, AnyBitThatTurnsBreaksIt) {
  testing::write_bytes(path_, "some bytes");
  add_seal(path_);
  const std::string whole = testing::read_bytes(path_);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    testing::write_bytes(path_, damaged);
    EXPECT_EQ(seal_of(path_), ResultSeal::broken) << at;
  }
}

TEST_F(ResultSealTest, AMarkOfWhichHalfTheBytesAreDamagedIsStillAMark) {
  testing::write_bytes(path_, "some bytes");
  add_seal(path_);
  const std::string whole = testing::read_bytes(path_);
  for (const std::size_t count : {1U, 4U, 8U, 9U, 16U}) {
    std::string damaged = whole;
    for (std::size_t at = 0; at < count; ++at) damaged[10 + at] = '\0';
    testing::write_bytes(path_, damaged);
    EXPECT_EQ(seal_of(path_), count <= 8 ? ResultSeal::broken : ResultSeal::none) << count;
  }
}

TEST_F(ResultSealTest, AFileThatIsNotThereIsAnError) { EXPECT_THROW((void)seal_of(path_), Error); }

}  // namespace
}  // namespace entrepot::io
