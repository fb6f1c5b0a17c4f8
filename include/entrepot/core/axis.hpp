#pragma once
// Axes: the meaning of table rows and of cells in flat vectors.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "entrepot/core/id.hpp"

namespace entrepot {

/// Meaning of the rows along an axis; `position` is an axis without a name.
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
  contact,   ///< pair of buyer and intermediary
  provider,  ///< a buyer that rents compute out
  retail_trader,
  owner,
  line,
};
/// Names for people.
inline constexpr std::array<std::string_view, 16> axis_names{
    "",     "buyer", "intermediary", "channel partner",   "vendor", "product",       "place", "lane",
    "rule", "week",  "lot",          "buyer and contact", "cloud",  "retail trader", "owner", "line"};
inline constexpr std::size_t axis_count = axis_names.size();

/// The axis of a row number type; `position` for tables without a named axis.
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
template <>
inline constexpr Axis axis_of<OwnerId> = Axis::owner;
template <>
inline constexpr Axis axis_of<LineId> = Axis::line;

/// A flat vector over one or two named axes, row-major, slowest axis first: Along<Units, Axis::channel, Axis::product>.
template <class T, Axis first, Axis second = Axis::position>
class Along : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  using std::vector<T>::operator=;
};

/// Axes of a flat vector, slowest first. The second is `position` for a one-dimensional vector.
using Shape = std::array<Axis, 2>;

/// The axes of a member's cells. A Column's first axis follows from its row number type; this gives the axes of its
/// cells.
template <class T>
inline constexpr Shape shape_of = {Axis::position, Axis::position};
template <class T, Axis first, Axis second>
inline constexpr Shape shape_of<Along<T, first, second>> = {first, second};
template <class RowId, class T>
inline constexpr Shape shape_of<Column<RowId, T>> = shape_of<T>;

}  // namespace entrepot
