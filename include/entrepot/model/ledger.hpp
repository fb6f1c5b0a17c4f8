#pragma once
// The double-entry books of goods and money (docs/reference/odd.md, section 7). Every movement is posted from one
// holder to another, apart from the tables the movement changes; the weekly audit counts the tables and compares. Exact
// integers: no tolerance.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/fields.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

enum class HolderKind : std::uint8_t {
  production,
  vendor,
  transit,
  channel,
  intermediary,
  buyer,
  seized,
  retired,
  treasury,
  carriers,
  retail_traders,
  retail_buyers
};
inline constexpr std::size_t holder_kinds = 12;

/// Who holds goods or money. Goods at a vendor are booked by product alone (row 0); money by vendor. Buyers
/// are too many for a row of products each: their goods are booked by product for all of them, and by buyer for all
/// products. Those who trade in small lots are booked together.
struct Holder {
  HolderKind kind;
  std::uint32_t row = 0;
};

inline Holder production() { return {HolderKind::production}; }
inline Holder vendor_stock() { return {HolderKind::vendor}; }
inline Holder transit() { return {HolderKind::transit}; }
inline Holder seized() { return {HolderKind::seized}; }
inline Holder retired() { return {HolderKind::retired}; }
inline Holder treasury() { return {HolderKind::treasury}; }
inline Holder carriers() { return {HolderKind::carriers}; }
inline Holder retail_traders() { return {HolderKind::retail_traders}; }
inline Holder retail_buyers() { return {HolderKind::retail_buyers}; }
inline Holder holder(VendorId v) { return {HolderKind::vendor, v.value}; }
inline Holder holder(ChannelId c) { return {HolderKind::channel, c.value}; }
inline Holder holder(IntermediaryId i) { return {HolderKind::intermediary, i.value}; }
inline Holder holder(BuyerId b) { return {HolderKind::buyer, b.value}; }

class Ledger {
 public:
  Ledger(const world::Agents& agents, const world::Catalogue& catalogue);

  void move(Holder from, Holder to, ProductId product, Units units) {
    book(from, product, -units);
    book(to, product, units);
  }
  void pay(Holder from, Holder to, Money amount) {
    money_[index(from.kind)][from.row] -= amount;
    money_[index(to.kind)][to.row] += amount;
    note(from);
    note(to);
  }

  /// Which buyers are audited. There are many, and few of them move goods or money in a week.
  enum class Buyers : std::uint8_t { all, moved_since_last_audit };

  /// Compare the books with the tables. Throws Error (ExitCode::ledger_violation) naming week, holder and both amounts
  /// of the first difference.
  void audit(Week week, const Calendar& calendar, const world::Catalogue& catalogue, const world::Agents& agents,
             const world::State& state, Buyers which = Buyers::all);

 private:
  friend struct Fields<Ledger>;
  static std::size_t index(HolderKind kind) { return static_cast<std::size_t>(kind); }
  void book(Holder holder, ProductId product, Units units) {
    note(holder);
    if (holder.kind == HolderKind::buyer) {
      buyer_units_[holder.row] += static_cast<FewUnits>(units);
      holder.row = 0;
    }
    goods_[index(holder.kind)][holder.row * products_ + product.row()] += units;
  }
  void note(Holder holder) {
    if (holder.kind == HolderKind::buyer) moved_buyers_.push_back(holder.row);
  }

  std::size_t products_;
  std::vector<std::vector<Units>> goods_;    ///< [kind][row x product]
  std::vector<FewUnits> buyer_units_;        ///< of all products, by buyer
  std::vector<std::vector<Money>> money_;    ///< [kind][row]
  std::vector<std::uint32_t> moved_buyers_;  ///< rows, one for every movement since the last audit
};

}  // namespace entrepot::model

namespace entrepot {

template <>
struct Fields<model::Ledger> {
  using T = model::Ledger;
  static constexpr auto all =
      std::tuple{field("products", &T::products_), field("goods", &T::goods_), field("buyer_units", &T::buyer_units_),
                 field("money", &T::money_), field("moved_buyers", &T::moved_buyers_)};
};
static_assert(declares_all_bytes<model::Ledger>);

}  // namespace entrepot
