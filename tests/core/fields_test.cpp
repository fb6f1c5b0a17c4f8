// Tables with described fields.

#include "entrepot/core/fields.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entrepot/core/archive.hpp"

namespace entrepot {
namespace {

struct Part {
  ENTREPOT_TABLE(Part, "A table in a table.");
  ENTREPOT_FIELD(cells, "units", "Cells.", Along<std::int64_t, Axis::channel, Axis::product>);
};

struct Whole {
  ENTREPOT_TABLE(Whole, "A table.");
  ENTREPOT_FIELD(amount, "USD", "An amount that begins at zero.", std::int64_t);
  ENTREPOT_FIELD_FROM(7, lucky, "count", "A number that begins at seven.", int);

  // A comment, an empty line and a member function do not end the table.
  [[nodiscard]] int twice() const { return 2 * lucky; }
  ENTREPOT_FIELD(by_buyer, "H100e", "A declaration may be broken over lines; its type may hold commas.",
                 Column<BuyerId, double>);
  ENTREPOT_PART(part, Part);
};

struct Some {
  ENTREPOT_ATTRIBUTES(Some, "A table with members that follow from others.");
  int undeclared = 0;
  ENTREPOT_FIELD(declared, "count", "The only row.", int);
};

template <class T>
std::vector<std::string> names() {
  std::vector<std::string> found;
  for_each_field<T>([&](const auto& field) { found.emplace_back(field.name); });
  return found;
}

TEST(Fields, AreInTheOrderOfTheirLines) {
  EXPECT_EQ(names<Whole>(), (std::vector<std::string>{"amount", "lucky", "by_buyer", "part"}));
  EXPECT_EQ(names<Some>(), std::vector<std::string>{"declared"});
}

TEST(Fields, HaveUnitMeaningAndAxes) {
  const auto& [amount, lucky, by_buyer, part] = Fields<Whole>::all;
  EXPECT_EQ(amount.unit, "USD");
  EXPECT_EQ(lucky.meaning, "A number that begins at seven.");
  EXPECT_EQ(Whole::table_meaning, "A table.");
  EXPECT_EQ(by_buyer.shape[0], Axis::position);  // a Column's axis follows from its row number type
  const auto& [cells] = Fields<Part>::all;
  EXPECT_EQ(cells.shape, (Shape{Axis::channel, Axis::product}));
}

TEST(Fields, HaveTheDeclaredInitialValues) {
  const Whole whole;
  EXPECT_EQ(whole.amount, 0);
  EXPECT_EQ(whole.twice(), 14);
  EXPECT_TRUE(whole.by_buyer.empty());
}

TEST(Fields, AreSavedAndRestored) {
  Whole whole;
  whole.amount = 3;
  whole.by_buyer = Column<BuyerId, double>(2, 0.5);
  whole.part.cells = {1, 2, 3};
  Whole restored;
  unpack_all(packed(whole), restored);
  EXPECT_EQ(restored.amount, 3);
  EXPECT_EQ(restored.by_buyer, whole.by_buyer);
  EXPECT_EQ(restored.part.cells, whole.part.cells);
}

struct Forgetful {
  ENTREPOT_TABLE(Forgetful, "A member of it has no row.");
  ENTREPOT_FIELD(declared, "count", "A row.", int);
  int forgotten = 0;
};

TEST(Fields, AMemberWithoutAFieldIsDetected) {
  static_assert(!detail::declares_every_member<Forgetful>(
      std::tuple{Forgetful::described(Line<detail::described_lines<Forgetful>[0]> {})}));
  static_assert(member_count<Forgetful> == 2);
}

}  // namespace
}  // namespace entrepot
