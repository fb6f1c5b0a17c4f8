#pragma once
// Typed row numbers and the columns they index: a product's row number cannot index a table of jurisdictions.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace entrepot {

/// 0-based row number in the table named by `Tag`; `none()` means "no row". Tables that a scenario lists by hand use a
/// short number to save memory in agents, orders and lots.
template <class Tag, class Number = std::uint32_t>
struct Id {
  Number value = std::numeric_limits<Number>::max();

  constexpr Id() = default;
  constexpr explicit Id(std::size_t row) : value(static_cast<Number>(row)) {}
  [[nodiscard]] constexpr std::size_t row() const { return value; }
  [[nodiscard]] constexpr bool exists() const { return value != std::numeric_limits<Number>::max(); }
  static constexpr Id none() { return Id{}; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using JurisdictionId = Id<struct JurisdictionTag, std::uint16_t>;
using ProductId = Id<struct ProductTag, std::uint16_t>;
using LineId = Id<struct LineTag, std::uint16_t>;
using LaneId = Id<struct LaneTag>;
using RouteId = Id<struct RouteTag>;
using VendorId = Id<struct VendorTag, std::uint16_t>;
using BuyerId = Id<struct BuyerTag>;
using ProviderId = Id<struct ProviderTag>;
using IntermediaryId = Id<struct IntermediaryTag>;
using OwnerId = Id<struct OwnerTag>;
using ChannelId = Id<struct ChannelTag>;
using SellerId = Id<struct SellerTag>;
using GroupId = Id<struct GroupTag>;
using LotId = Id<struct LotTag>;
using RuleId = Id<struct RuleTag, std::uint16_t>;
using RetailTraderId = Id<struct RetailTraderTag>;
using ChainId = Id<struct ChainTag>;

/// One column of a table: a vector indexed only by the table's row number type.
template <class RowId, class T>
class Column {
 public:
  Column() = default;
  explicit Column(std::size_t rows, T fill = T{}) : cells_(rows, fill) {}

  [[nodiscard]] decltype(auto) operator[](RowId id) { return cells_[id.row()]; }
  [[nodiscard]] decltype(auto) operator[](RowId id) const { return cells_[id.row()]; }
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] bool empty() const { return cells_.empty(); }
  void reserve(std::size_t rows) { cells_.reserve(rows); }
  void push_back(T value) { cells_.push_back(std::move(value)); }
  void assign(std::size_t rows, T fill) { cells_.assign(rows, fill); }
  [[nodiscard]] auto begin() { return cells_.begin(); }
  [[nodiscard]] auto end() { return cells_.end(); }
  [[nodiscard]] auto begin() const { return cells_.begin(); }
  [[nodiscard]] auto end() const { return cells_.end(); }
  friend bool operator==(const Column&, const Column&) = default;
  [[nodiscard]] const std::vector<T>& cells() const { return cells_; }
  [[nodiscard]] std::vector<T>& cells() { return cells_; }

 private:
  std::vector<T> cells_;
};

/// The rows 0 .. size-1 of a table, for range-for loops.
template <class RowId>
class Rows {
 public:
  explicit Rows(std::size_t size) : end_(size) {}
  Rows(std::size_t first, std::size_t end) : first_(first), end_(end) {}
  struct Iterator {
    std::size_t row;
    RowId operator*() const { return RowId{row}; }
    Iterator& operator++() {
      ++row;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return row != other.row; }
  };
  [[nodiscard]] Iterator begin() const { return {first_}; }
  [[nodiscard]] Iterator end() const { return {end_}; }

 private:
  std::size_t first_ = 0;
  std::size_t end_;
};

}  // namespace entrepot
