// Tables are restored from their bytes, and invalid bytes are rejected.

#include "entrepot/core/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace entrepot {
namespace {

enum class Colour : std::uint8_t { red, green };

struct Inner {
  std::uint16_t number = 0;
  bool flag = false;
  Money money;
  friend bool operator==(const Inner&, const Inner&) = default;
};

struct Outer {
  std::vector<Inner> rows;
  Column<BuyerId, double> column;
  std::vector<std::vector<LotId>> lists;
  std::array<float, 2> pair{};
  Colour colour = Colour::red;
  std::string text;
  VendorId vendor{};
};

struct Renamed {
  std::uint16_t number = 0;
};
struct Retyped {
  std::int16_t number = 0;
};
struct Small {
  std::uint16_t number = 0;
};

std::vector<unsigned> as_numbers(const std::vector<std::byte>& bytes) {
  std::vector<unsigned> numbers;
  for (const std::byte byte : bytes) numbers.push_back(std::to_integer<unsigned>(byte));
  return numbers;
}

}  // namespace

template <>
struct Fields<Inner> {
  static constexpr auto all =
      std::tuple{field("number", &Inner::number), field("flag", &Inner::flag), field("money", &Inner::money)};
};
template <>
struct Fields<Outer> {
  static constexpr auto all =
      std::tuple{field("rows", &Outer::rows),    field("column", &Outer::column), field("lists", &Outer::lists),
                 field("pair", &Outer::pair),    field("colour", &Outer::colour), field("text", &Outer::text),
                 field("vendor", &Outer::vendor)};
};
template <>
struct Fields<Small> {
  static constexpr auto all = std::tuple{field("number", &Small::number)};
};
template <>
struct Fields<Renamed> {
  static constexpr auto all = std::tuple{field("count", &Renamed::number)};
};
template <>
struct Fields<Retyped> {
  static constexpr auto all = std::tuple{field("number", &Retyped::number)};
};

namespace {

Outer example() {
  Outer outer;
  outer.rows = {{.number = 7, .flag = true, .money = {-5}}, {.number = 65535, .flag = false, .money = {1}}};
  outer.column = Column<BuyerId, double>(3, 0.1);
  outer.column[BuyerId{1}] = std::bit_cast<double>(std::uint64_t{0x7ff8000000000abc});  // a NaN that carries a number
  outer.column[BuyerId{2}] = -0.0;
  outer.lists = {{}, {LotId{4}, LotId::none()}, {}};
  outer.pair = {1.5F, std::numeric_limits<float>::infinity()};
  outer.colour = Colour::green;
  outer.text = std::string("a\0b", 3);
  outer.vendor = VendorId{2};
  return outer;
}

TEST(Archive, BytesMatchAHandWorkedExample) {
  const std::vector<Inner> rows{{.number = 0x0102, .flag = true, .money = {256}}};
  EXPECT_THAT(as_numbers(packed(rows)), ::testing::ElementsAre(1, 0, 0, 0, 0, 0, 0, 0,    // one row
                                                               2, 1,                      // number
                                                               1,                         // flag
                                                               0, 1, 0, 0, 0, 0, 0, 0));  // money, and no padding
}

TEST(Archive, RestoresATableBitForBit) {
  const Outer before = example();
  const auto bytes = packed(before);
  Outer after;
  after.rows.resize(9);  // is overwritten
  after.lists = {{LotId{1}}};
  unpack_all(std::span(bytes), after);
  EXPECT_EQ(after.rows, before.rows);
  ASSERT_EQ(after.column.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(after.column[BuyerId{i}]),
              std::bit_cast<std::uint64_t>(before.column[BuyerId{i}]));
  }
  EXPECT_EQ(after.lists, before.lists);
  EXPECT_EQ(after.pair, before.pair);
  EXPECT_EQ(after.colour, Colour::green);
  EXPECT_EQ(after.text, before.text);
  EXPECT_EQ(after.vendor, VendorId{2});
  EXPECT_EQ(packed(after), bytes);
}

TEST(Archive, RejectsTruncatedOrExtraBytes) {
  auto bytes = packed(example());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    Outer into;
    EXPECT_THROW(unpack_all(std::span(bytes).first(length), into), Error) << length;
  }
  bytes.push_back({});
  Outer into;
  EXPECT_THROW(unpack_all(std::span<const std::byte>(bytes), into), Error);
}

TEST(Archive, AllocatesNoMoreThanTheBytesAllow) {
  const auto bytes = packed(std::numeric_limits<std::uint64_t>::max() / 8);
  std::vector<double> numbers;
  EXPECT_THROW(unpack_all(std::span(bytes), numbers), Error);
  std::vector<std::vector<Inner>> lists;
  EXPECT_THROW(unpack_all(std::span(bytes), lists), Error);
  std::string text;
  EXPECT_THROW(unpack_all(std::span(bytes), text), Error);
}

TEST(Archive, RejectsABooleanThatIsNeitherTrueNorFalse) {
  const auto bytes = packed(std::uint8_t{2});
  bool value = false;
  EXPECT_THROW(unpack_all(std::span(bytes), value), Error);
}

TEST(Archive, PassesLargeTablesToTheSinkInBlocks) {
  std::vector<std::uint32_t> numbers(100'000);
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::vector<std::byte> bytes;
  std::size_t pieces = 0;
  Packer to([&](std::span<const std::byte> piece) {
    bytes.insert(bytes.end(), piece.begin(), piece.end());
    ++pieces;
  });
  for (int i = 0; i < 30'000; ++i) to.pack(std::uint64_t{1});
  to.pack(numbers);
  to.pack('x');
  to.flush();
  EXPECT_GT(pieces, 4U);
  Unpacker from(bytes);
  for (int i = 0; i < 30'000; ++i) {
    std::uint64_t one = 0;
    from.unpack(one);
    ASSERT_EQ(one, 1U);
  }
  std::vector<std::uint32_t> after;
  from.unpack(after);
  EXPECT_EQ(after, numbers);
  char last = 0;
  from.unpack(last);
  EXPECT_EQ(last, 'x');
  from.finish();
}

TEST(Archive, LayoutHasNamesAndTypes) {
  EXPECT_EQ(layout_of<Inner>(), "{number natural2;flag bool;money money8;}");
  EXPECT_EQ(layout_of<Outer>(),
            "{rows [{number natural2;flag bool;money money8;}];column [real8];lists [[row4]];pair real4x2;"
            "colour enum1;text text;vendor row2;}");
  EXPECT_NE(layout_of<Renamed>(), layout_of<Small>());
  EXPECT_NE(layout_of<Retyped>(), layout_of<Small>());
}

class Hidden {
 public:
  friend struct Fields<Hidden>;

 private:
  std::vector<int> a_;
  std::int32_t b_ = 0;
  double c_ = 0;
};
class Forgotten {
 public:
  friend struct Fields<Forgotten>;

 private:
  std::vector<int> a_;
  [[maybe_unused]] double b_ = 0;
};

}  // namespace

template <>
struct Fields<Hidden> {
  static constexpr auto all = std::tuple{field("a", &Hidden::a_), field("b", &Hidden::b_), field("c", &Hidden::c_)};
};
template <>
struct Fields<Forgotten> {
  static constexpr auto all = std::tuple{field("a", &Forgotten::a_)};
};
static_assert(declares_all_bytes<Hidden>);
static_assert(!declares_all_bytes<Forgotten>);

}  // namespace entrepot
