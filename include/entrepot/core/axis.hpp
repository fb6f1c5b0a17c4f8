#pragma once
// What the rows of tables and the cells of flat vectors stand for.

#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "entrepot/core/id.hpp"

namespace entrepot {

/// What the rows along an axis of a table stand for. `position`: nothing beyond their order.
enum class Axis : std::uint8_t {
  position,
  buyer,
  intermediary,
  channel,
  vendor,
  product,
  place,
  lane,
  rule,
  week,
  lot,
  contact,   ///< of a buyer with an intermediary
  provider,  ///< a buyer that rents compute out
  retail_trader,
};

/// The axis that a row number belongs to; `position` for those of tables that are not named.
template <class RowId>
inline constexpr Axis axis_of = Axis::position;
template <>
inline constexpr Axis axis_of<BuyerId> = Axis::buyer;
template <>
inline constexpr Axis axis_of<IntermediaryId> = Axis::intermediary;
template <>
inline constexpr Axis axis_of<ChannelId> = Axis::channel;
template <>
inline constexpr Axis axis_of<VendorId> = Axis::vendor;
template <>
inline constexpr Axis axis_of<ProductId> = Axis::product;
template <>
inline constexpr Axis axis_of<JurisdictionId> = Axis::place;
template <>
inline constexpr Axis axis_of<LaneId> = Axis::lane;
template <>
inline constexpr Axis axis_of<RuleId> = Axis::rule;
template <>
inline constexpr Axis axis_of<LotId> = Axis::lot;
template <>
inline constexpr Axis axis_of<ProviderId> = Axis::provider;
template <>
inline constexpr Axis axis_of<RetailTraderId> = Axis::retail_trader;

/// A flat vector over one or two named axes, row-major, slowest axis first: Along<Units, Axis::channel, Axis::product>.
template <class T, Axis first, Axis second = Axis::position>
class Along : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  using std::vector<T>::operator=;
};

/// Axes of a flat vector, slowest first. The second is `position` where there is none.
using Shape = std::array<Axis, 2>;

/// The axes that the cells of a member lie along. A Column says its own by its row numbers; what follows is that of its
/// cells.
template <class T>
inline constexpr Shape shape_of = {Axis::position, Axis::position};
template <class T, Axis first, Axis second>
inline constexpr Shape shape_of<Along<T, first, second>> = {first, second};
template <class RowId, class T>
inline constexpr Shape shape_of<Column<RowId, T>> = shape_of<T>;

}  // namespace entrepot
