#include "entrepot/model/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "entrepot/core/error.hpp"

namespace entrepot::model {
namespace {

constexpr std::array<const char*, holder_kinds> kind_names = {
    "production", "vendors", "transit",  "channel partner", "intermediary",   "buyer",
    "seized",     "retired", "treasury", "carriers",        "retail traders", "retail buyers"};

using world::Lot;
using world::LotStage;

/// The tables of all but buyers, counted as the books are kept.
struct Count {
  std::vector<std::vector<Units>> goods;
  std::vector<std::vector<Money>> money;
};

void count_lot(const Lot& lot, std::size_t products, Count& count) {
  const auto goods = [&](HolderKind kind, std::size_t row) -> Units& {
    return count.goods[static_cast<std::size_t>(kind)][row * products + lot.product.row()];
  };
  const auto outlay = [&](HolderKind kind, std::size_t row) {
    count.money[static_cast<std::size_t>(kind)][row] -= lot.basis;
  };
  switch (lot.stage) {
    case LotStage::free:
      return;
    case LotStage::channel_stock:
      goods(HolderKind::channel, lot.channel.row()) += lot.units;
      break;
    case LotStage::at_intermediary:
      goods(HolderKind::intermediary, lot.intermediary.row()) += lot.units;
      break;
    case LotStage::to_channel:
    case LotStage::to_intermediary:
    case LotStage::to_buyer:
      goods(HolderKind::transit, 0) += lot.units;
      break;
  }
  if (lot.intermediary.exists()) {
    outlay(HolderKind::intermediary, lot.intermediary.row());
  } else if (lot.channel.exists()) {
    outlay(HolderKind::channel, lot.channel.row());
  }
}

Count count_tables(const world::Catalogue& catalogue, const world::Agents& agents, const world::State& state) {
  const std::size_t products = catalogue.products.size();
  Count count{std::vector<std::vector<Units>>(holder_kinds), std::vector<std::vector<Money>>(holder_kinds)};
  const auto goods = [&](HolderKind kind) -> auto& { return count.goods[static_cast<std::size_t>(kind)]; };
  const auto money = [&](HolderKind kind) -> auto& { return count.money[static_cast<std::size_t>(kind)]; };

  goods(HolderKind::vendor) = state.vendors.stock.cells();
  goods(HolderKind::transit).assign(products, 0);
  goods(HolderKind::channel).assign(agents.channels.size() * products, 0);
  goods(HolderKind::intermediary).assign(agents.intermediaries.size() * products, 0);
  goods(HolderKind::buyer) = state.buyers.in_service_of.cells();
  goods(HolderKind::seized) = state.outside.seized.cells();
  goods(HolderKind::retired) = state.outside.retired.cells();
  goods(HolderKind::retail_traders).assign(products, 0);
  for (const RetailTraderId t : Rows<RetailTraderId>(state.retail.stock.size()))
    goods(HolderKind::retail_traders)[agents.retail.product[t].row()] += state.retail.stock[t];
  goods(HolderKind::retail_buyers) = state.retail.bought.cells();

  money(HolderKind::treasury) = {state.outside.treasury};
  money(HolderKind::carriers) = {state.outside.carriers};
  money(HolderKind::retail_traders) = {state.retail.takings};
  money(HolderKind::retail_buyers) = {-state.retail.paid};
  for (const VendorId v : Rows<VendorId>(catalogue.vendors.size())) {
    money(HolderKind::vendor).push_back(state.vendors.revenue[v] - state.vendors.levies[v]);
  }
  money(HolderKind::channel) = state.channels.margin.cells();
  for (const IntermediaryId i : Rows<IntermediaryId>(agents.intermediaries.size())) {
    const auto& table = state.intermediaries;
    money(HolderKind::intermediary).push_back(table.margin[i] - table.losses[i] - table.fines[i]);
  }

  for (const Lot& lot : state.shipments.lots.rows()) count_lot(lot, products, count);
  return count;
}

std::string name_of(HolderKind kind, std::size_t row, const world::Catalogue& catalogue, const world::Agents& agents) {
  const auto named = [row](const auto& table, const auto& group) {
    return fmt::format(" {} (group {})", row, table.group_names[group]);
  };
  std::string name = kind_names[static_cast<std::size_t>(kind)];
  if (kind == HolderKind::vendor) name += " " + catalogue.vendors.names[row];
  if (kind == HolderKind::channel) name += named(agents.channels, agents.channels.group[ChannelId{row}]);
  if (kind == HolderKind::intermediary)
    name += named(agents.intermediaries, agents.intermediaries.group[IntermediaryId{row}]);
  if (kind == HolderKind::buyer) name += named(agents.buyers, agents.buyers.group[BuyerId{row}]);
  return name;
}

/// Compares the books with the tables and throws at the first difference.
class Comparison {
 public:
  Comparison(Week week, const Calendar& calendar, const world::Catalogue& catalogue, const world::Agents& agents)
      : week_(week), calendar_(calendar), catalogue_(catalogue), agents_(agents) {}

  void goods(HolderKind kind, std::size_t cell, Units booked, Units held) const {
    if (booked == held) return;
    const std::size_t products = catalogue_.products.size();
    const std::string who = kind == HolderKind::vendor  ? "vendors"
                            : kind == HolderKind::buyer ? "all buyers"
                                                        : name_of(kind, cell / products, catalogue_, agents_);
    fail(catalogue_.products.names[cell % products], who, booked, held);
  }
  void units_of_buyer(std::size_t row, Units booked, Units held) const {
    if (booked != held) fail("all products", name_of(HolderKind::buyer, row, catalogue_, agents_), booked, held);
  }
  void money(HolderKind kind, std::size_t row, Money booked, Money held) const {
    if (booked == held) return;
    throw Error(fmt::format("money is not conserved in the week of {} (week {}): {}: the books say {:.2f} USD, the "
                            "tables hold {:.2f} USD",
                            calendar_.date_of(week_).iso(), week_, name_of(kind, row, catalogue_, agents_),
                            booked.dollars(), held.dollars()),
                ExitCode::ledger_violation);
  }

 private:
  [[noreturn]] void fail(const std::string& goods, const std::string& who, Units booked, Units held) const {
    throw Error(
        fmt::format("goods are not conserved in the week of {} (week {}): units of {} held by {}: the books say "
                    "{}, the tables hold {}",
                    calendar_.date_of(week_).iso(), week_, goods, who, booked, held),
        ExitCode::ledger_violation);
  }

  Week week_;
  const Calendar& calendar_;
  const world::Catalogue& catalogue_;
  const world::Agents& agents_;
};

}  // namespace

Ledger::Ledger(const world::Agents& agents, const world::Catalogue& catalogue)
    : products_(catalogue.products.size()), goods_(holder_kinds), money_(holder_kinds) {
  const auto open = [&](HolderKind kind, std::size_t goods_rows, std::size_t money_rows) {
    goods_[index(kind)].assign(goods_rows * products_, 0);
    money_[index(kind)].assign(money_rows, Money{});
  };
  for (std::size_t kind = 0; kind < holder_kinds; ++kind) open(static_cast<HolderKind>(kind), 1, 1);
  open(HolderKind::vendor, 1, catalogue.vendors.size());
  open(HolderKind::channel, agents.channels.size(), agents.channels.size());
  open(HolderKind::intermediary, agents.intermediaries.size(), agents.intermediaries.size());
  open(HolderKind::buyer, 1, agents.buyers.size());
  buyer_units_.assign(agents.buyers.size(), 0);
}

void Ledger::audit(Week week, const Calendar& calendar, const world::Catalogue& catalogue, const world::Agents& agents,
                   const world::State& state, Buyers which) {
  const Comparison compare(week, calendar, catalogue, agents);
  const Count count = count_tables(catalogue, agents, state);
  for (std::size_t kind = 0; kind < holder_kinds; ++kind) {
    const auto holder_kind = static_cast<HolderKind>(kind);
    const auto& counted = count.goods[kind];
    const bool same = std::equal(counted.begin(), counted.end(), goods_[kind].begin());
    for (std::size_t cell = 0; cell < counted.size() && !same; ++cell)
      compare.goods(holder_kind, cell, goods_[kind][cell], counted[cell]);
    for (std::size_t row = 0; row < count.money[kind].size(); ++row)
      compare.money(holder_kind, row, money_[kind][row], count.money[kind][row]);
  }

  const auto& money = money_[index(HolderKind::buyer)];
  const auto compare_buyer = [&](std::size_t row) {
    compare.units_of_buyer(row, buyer_units_[row], state.buyers.in_service[BuyerId{row}]);
    compare.money(HolderKind::buyer, row, money[row], -state.buyers.paid[BuyerId{row}]);
  };
  if (which == Buyers::all) {
    for (std::size_t row = 0; row < money.size(); ++row) compare_buyer(row);
  } else {
    for (const std::uint32_t row : moved_buyers_) compare_buyer(row);
  }
  moved_buyers_.clear();
}

}  // namespace entrepot::model
