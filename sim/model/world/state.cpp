#include "entrepot/model/world/state.hpp"

#include <utility>

namespace entrepot::world {
namespace {

/// The share of an amount for `units` of `total`; the remainder of the division stays with the rest.
Money part(Money amount, Units units, Units total) {
  const auto each = amount.cents / total;
  return Money{each * units + (amount.cents % total) * units / total};
}

}  // namespace

LotId LotTable::add(const Lot& lot) {
  if (free_.empty()) {
    rows_.push_back(lot);
    return LotId{rows_.size() - 1};
  }
  const LotId id = free_.back();
  free_.pop_back();
  rows_[id] = lot;
  return id;
}

void LotTable::remove(LotId id) {
  rows_[id] = Lot{};
  free_.push_back(id);
}

LotId LotTable::split(LotId id, Units units) {
  Lot piece = rows_[id];
  piece.units = units;
  piece.basis = part(rows_[id].basis, units, rows_[id].units);
  piece.deposit = part(rows_[id].deposit, units, rows_[id].units);
  rows_[id].units -= units;
  rows_[id].basis -= piece.basis;
  rows_[id].deposit -= piece.deposit;
  return add(piece);
}

}  // namespace entrepot::world
