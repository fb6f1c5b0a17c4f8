#include "entrepot/market/billing.hpp"

#include <gtest/gtest.h>

#include "support/small_scenario.hpp"

namespace entrepot::market {
namespace {

using testing::small_scenario;
using testing::World;

// A firm from the US with a site in MY that has its invoices sent to SG from the week of 2023-07-03 (week 26) on.
constexpr const char* centralising = R"yaml(
  group: {count: 1, segment: neocloud, jurisdiction: MY, parent: US, direct: true, initial_stock: 1, growth: 0, willingness_to_pay: 1, budget: 1, billing_centre: SG, centralises_share: 1, centralises_from: 2023-07-03, centralises_until: 2023-07-03}
)yaml";

TEST(InvoiceDirect, GoesToTheParentUntilBillingIsCentralisedAndToTheCentreFromThenOn) {
  const World world(small_scenario(centralising));
  const auto agents = world.population();
  BuyerId b;
  for (const BuyerId row : Rows<BuyerId>(agents.buyers.size())) {
    if (agents.buyers.group_names[agents.buyers.group[row]] == "group") b = row;
  }
  ASSERT_TRUE(b.exists());
  const Invoice before = invoice_direct(agents.buyers, b, 25);
  EXPECT_EQ(before.bill_to, world.place("US"));
  EXPECT_EQ(before.ship_to, world.place("MY"));
  const Invoice after = invoice_direct(agents.buyers, b, 26);
  EXPECT_EQ(after.bill_to, world.place("SG"));
  EXPECT_EQ(after.ship_to, world.place("MY"));
}

TEST(InvoiceChannel, IsWhereThePartnerKeepsItsBooksAndShipsWhereItsGoodsArrive) {
  const World world(small_scenario(
      "", {"channel_partners.distributors.jurisdiction=SG", "channel_partners.distributors.bills_in=US"}));
  const auto agents = world.population();
  const Invoice invoice = invoice_channel(agents.channels, ChannelId{0});
  EXPECT_EQ(invoice.bill_to, world.place("US"));
  EXPECT_EQ(invoice.ship_to, world.place("SG"));
}

}  // namespace
}  // namespace entrepot::market
