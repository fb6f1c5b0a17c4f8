#include "entrepot/model/submodels/billing.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "support/small_scenario.hpp"

namespace entrepot::submodels {
namespace {

using testing::small_scenario;
using testing::SmallWorld;

// A firm from the US with a site in MY that has its invoices sent to SG from the week of 2023-07-03 (week 26) on.
constexpr const char* centralising = R"yaml(
  group: {count: 1, segment: neocloud, jurisdiction: MY, parent: US, direct: true, initial_stock: 1, growth: 0, willingness_to_pay: 1, budget: 1, billing_centre: SG, centralises_share: 1, centralises_from: 2023-07-03, centralises_until: 2023-07-03}
)yaml";

BuyerId first_of(const world::Buyers& buyers, const std::string& group) {
  for (const BuyerId row : Rows<BuyerId>(buyers.size())) {
    if (buyers.group_names[buyers.group[row]] == group) return row;
  }
  return BuyerId::none();
}

const Date any_day = Date::of(2023, 6, 1);

Draws any_draws(Week week = 0) { return {1, 0, 1, week, Purpose::billing}; }

TEST(InvoiceDirect, GoesToTheParentUntilBillingIsCentralisedAndToTheCentreFromThenOn) {
  const SmallWorld world(small_scenario(centralising));
  const auto agents = world.population();
  const BuyerId b = first_of(agents.buyers, "group");
  ASSERT_TRUE(b.exists());
  const Invoice before = invoice_direct(agents.buyers, b, 25, any_day, any_draws());
  EXPECT_EQ(before.bill_to, world.place("US"));
  EXPECT_EQ(before.ship_to, world.place("MY"));
  EXPECT_EQ(before.seat, world.place("US"));
  const Invoice after = invoice_direct(agents.buyers, b, 26, any_day, any_draws());
  EXPECT_EQ(after.bill_to, world.place("SG"));
  EXPECT_EQ(after.ship_to, world.place("MY"));
  EXPECT_EQ(after.seat, world.place("US")) << "a billing centre moves no headquarters";
}

// A firm from the US, four fifths of whose machines are built by makers in SG and MY, three to one.
constexpr const char* assembled = R"yaml(
  group: {count: 1, segment: hyperscaler, jurisdiction: US, direct: true, initial_stock: 1, growth: 0, willingness_to_pay: 1, budget: 1, assembled_share: 0.8, assemblers: {SG: 3, MY: 1}}
)yaml";

TEST(InvoiceDirect, GoesToContractMakersForTheirShareAndTheGoodsToTheCustomerAllTheSame) {
  const SmallWorld world(small_scenario(assembled));
  const auto agents = world.population();
  const BuyerId b = first_of(agents.buyers, "group");
  ASSERT_TRUE(b.exists());
  std::map<JurisdictionId, int> billed;
  constexpr int weeks = 4000;
  for (Week week = 0; week < weeks; ++week) {
    const Invoice invoice = invoice_direct(agents.buyers, b, week, any_day, any_draws(week));
    EXPECT_EQ(invoice.ship_to, world.place("US"));
    EXPECT_EQ(invoice.seat, invoice.bill_to) << "the maker is the direct customer";
    ++billed[invoice.bill_to];
  }
  // five standard deviations of a share of 4,000
  EXPECT_NEAR(billed[world.place("US")], 0.2 * weeks, 130);
  EXPECT_NEAR(billed[world.place("SG")], 0.6 * weeks, 155);
  EXPECT_NEAR(billed[world.place("MY")], 0.2 * weeks, 130);
}

TEST(InvoiceChannel, IsWhereThePartnerKeepsItsBooksAndShipsWhereItsGoodsArrive) {
  const SmallWorld world(small_scenario(
      "", {"channel_partners.distributors.jurisdiction=SG", "channel_partners.distributors.bills_in=US"}));
  const auto agents = world.population();
  const Invoice invoice = invoice_channel(agents.channels, ChannelId{0});
  EXPECT_EQ(invoice.bill_to, world.place("US"));
  EXPECT_EQ(invoice.ship_to, world.place("SG"));
  EXPECT_EQ(invoice.seat, world.place("SG"));
}

TEST(InvoiceDirect, FollowsThePathOfTheMakersShare) {
  const SmallWorld world(small_scenario(assembled, {"buyers.group.assembled_share={2023-01-02: 0, 2024-01-01: 1}"}));
  const auto agents = world.population();
  const BuyerId b = first_of(agents.buyers, "group");
  EXPECT_EQ(invoice_direct(agents.buyers, b, 0, Date::of(2023, 1, 2), any_draws()).seat, world.place("US"));
  EXPECT_NE(invoice_direct(agents.buyers, b, 52, Date::of(2024, 1, 1), any_draws()).seat, world.place("US"));
}

TEST(InvoiceChannel, HasTheSeatOfItsCompany) {
  const SmallWorld world(small_scenario(
      "", {"channel_partners.distributors.jurisdiction=SG", "channel_partners.distributors.headquarters=US"}));
  const auto agents = world.population();
  const Invoice invoice = invoice_channel(agents.channels, ChannelId{0});
  EXPECT_EQ(invoice.bill_to, world.place("SG"));
  EXPECT_EQ(invoice.seat, world.place("US"));
}

}  // namespace
}  // namespace entrepot::submodels
