// Tables are declared whole.

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "entrepot/model/world/state.hpp"

namespace entrepot {
namespace {

struct Three {
  Money money;
  std::vector<int> numbers;
  BuyerId buyer{};
};
struct Two {
  Column<BuyerId, double> column;
  Three three;
};

TEST(MemberCount, CountsMembersNotTheirMembers) {
  EXPECT_EQ(member_count<Three>, 3U);
  EXPECT_EQ(member_count<Two>, 2U);
  EXPECT_EQ(member_count<Money>, 1U);
  EXPECT_EQ(member_count<world::Case>, 2U);
}

}  // namespace

template <>
struct Fields<Three> {
  static constexpr auto all = std::tuple{field("money", &Three::money), field("numbers", &Three::numbers)};
};

namespace {

TEST(DeclaresAll, IsFalseWhereAMemberWasForgotten) { EXPECT_FALSE(declares_all<Three>); }

/// Names of all fields under T, and how often a name comes twice in one struct.
template <class T>
void collect(const std::string& path, std::set<std::string>& names, int& twice) {
  for_each_field<T>([&]<class Owner, class Member>(const Field<Owner, Member>& field) {
    const std::string name = path + "." + std::string(field.name);
    if (!names.insert(name).second) ++twice;
    if constexpr (Declared<Member>) collect<Member>(name, names, twice);
  });
}

TEST(StateFields, NamesAreUniqueAndReachEveryTable) {
  std::set<std::string> names;
  int twice = 0;
  collect<world::State>("state", names, twice);
  EXPECT_EQ(twice, 0);
  EXPECT_TRUE(names.contains("state.buyers.in_service"));
  EXPECT_TRUE(names.contains("state.shipments.lots.free"));
  EXPECT_TRUE(names.contains("state.licensing.applications"));
  // 13 parts of the state, their members, and the two of the lots.
  EXPECT_EQ(names.size(), 13U + 19 + 31 + 3 + 13 + 14 + 13 + 17 + 11 + 3 + 6 + 4 + 7 + 4 + 2);
}

TEST(StateFields, MembersAreReachedByName) {
  world::Order order;
  order.open = 5;
  order.unit_price = Money{700};
  Units open = 0;
  for_each_field<world::Order>([&](const auto& field) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(order.*(field.member))>, Units>) {
      if (field.name == "open") open = order.*(field.member);
    }
  });
  EXPECT_EQ(open, 5);
}

}  // namespace
}  // namespace entrepot
