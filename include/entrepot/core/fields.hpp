#pragma once
// Tables that can be walked member by member: each struct declares its members once, by name, and whoever compares,
// prints or saves a whole table follows that list.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "entrepot/core/fields_fwd.hpp"
#include "entrepot/core/id.hpp"

namespace entrepot {

/// What the rows along an axis of a table are. `position`: of no meaning beyond their order.
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

/// Axes of a flat vector, slowest first. The second is `position` where there is none.
using Shape = std::array<Axis, 2>;

/// A member of a struct by its name. `shape` says what a flat vector is laid out over; a Column says it by its type.
template <class Owner, class T>
struct Field {
  std::string_view name;
  T Owner::*member;
  Shape shape = {Axis::position, Axis::position};
};

template <class Owner, class T>
constexpr Field<Owner, T> field(std::string_view name, T Owner::*member, Axis first = Axis::position,
                                Axis second = Axis::position) {
  return {name, member, {first, second}};
}

template <class T>
concept Declared = requires {
  Fields<T>::all;
};

/// Call visit(field) for every declared member of T, in order.
template <class T, class Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&](const auto&... fields) { (visit(fields), ...); }, Fields<T>::all);
}

namespace detail {

struct Anything {
  template <class T>
  operator T() const;  // NOLINT: converts to whatever a member is
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), Anything{})...}; };
}

template <class T, std::size_t N = 0>
constexpr std::size_t members() {
  if constexpr (takes<T>(std::make_index_sequence<N + 1>{})) {
    return members<T, N + 1>();
  } else {
    return N;
  }
}

}  // namespace detail

/// Number of members of an aggregate.
template <class T>
requires std::is_aggregate_v<T>
inline constexpr std::size_t member_count = detail::members<T>();

/// Whether no member of an aggregate was left out of its list.
template <class T>
inline constexpr bool declares_all = std::tuple_size_v<std::remove_cv_t<decltype(Fields<T>::all)>> == member_count<T>;

/// Whether the declared members, laid out in their order, fill a struct: the same question where it is no aggregate. A
/// member that was left out shows, unless it hides where another one's alignment leaves a gap.
template <class T>
inline constexpr bool declares_all_bytes = [] {
  std::size_t end = 0;
  const auto place = [&](std::size_t size, std::size_t alignment) {
    end = (end + alignment - 1) / alignment * alignment + size;
  };
  for_each_field<T>(
      [&]<class Owner, class Member>(const Field<Owner, Member>&) { place(sizeof(Member), alignof(Member)); });
  place(0, alignof(T));
  return end == sizeof(T);
}();

}  // namespace entrepot
