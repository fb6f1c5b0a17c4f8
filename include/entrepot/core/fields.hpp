#pragma once
// Tables with member-wise iteration. Each member is declared once, on one line, with its name, unit and meaning.
// Saving, comparing, sizing and documenting a table use these lines.
//
//   struct BuyerState {
//     ENTREPOT_TABLE(BuyerState, "Compute, orders, spending and contacts of end users.");
//     ENTREPOT_FIELD(installed, "H100e", "Effective compute in service.", Column<BuyerId, double>);
//     ENTREPOT_FIELD(fronted, "yes or no", "Whether it rents through a front company.", Column<BuyerId, char>);
//   };
// C++20 has no reflection. Instead, ENTREPOT_FIELD declares the member and a static function with a parameter
// Line<__LINE__> that describes it, and described_lines tests which lines have such a function.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "entrepot/core/axis.hpp"
#include "entrepot/core/fields_fwd.hpp"

namespace entrepot {

/// Description of a member. The unit is empty where none applies; the meaning is empty for a member that is itself a
/// table.
template <class Owner, class T>
struct Field {
  using Member = T;
  std::string_view name;
  T Owner::*member;
  std::string_view unit;
  std::string_view meaning;
  /// Axes of the cells of a flat vector.
  static constexpr Shape shape = shape_of<T>;
};

template <class Owner, class T>
constexpr Field<Owner, T> field(std::string_view name, T Owner::*member, std::string_view unit = "",
                                std::string_view meaning = "") {
  return {name, member, unit, meaning};
}

/// A line number of a header.
template <int number>
struct Line {};

/// Starts a table in which every member is declared by ENTREPOT_FIELD or ENTREPOT_PART.
#define ENTREPOT_TABLE(type, meaning)                        \
  using Table = type;                                        \
  static constexpr std::string_view table_meaning = meaning; \
  static constexpr int first_line = __LINE__

/// Starts a table in which only the sampled attributes are declared.
#define ENTREPOT_ATTRIBUTES(type, meaning) \
  ENTREPOT_TABLE(type, meaning);           \
  static constexpr bool has_other_members = true

/// A member of a table: name, unit, meaning, type. Its initial value is zero or empty. One per line.
#define ENTREPOT_FIELD(name, unit, meaning, ...) ENTREPOT_FIELD_FROM({}, name, unit, meaning, __VA_ARGS__)

/// A member with another initial value.
#define ENTREPOT_FIELD_FROM(initial, name, unit, meaning, ...)    \
  static constexpr auto described(::entrepot::Line<__LINE__>) {   \
    return ::entrepot::field(#name, &Table::name, unit, meaning); \
  }                                                               \
  __VA_ARGS__ name = initial

/// A member that is itself a table.
#define ENTREPOT_PART(name, ...) ENTREPOT_FIELD(name, "", "", __VA_ARGS__)

namespace detail {

/// Maximum number of lines of a table.
inline constexpr int max_lines = 250;

template <class T, int line>
inline constexpr bool describes_line = requires {
  T::described(Line<line>{});
};

template <class T, int... after>
constexpr std::size_t count_described(std::integer_sequence<int, after...>) {
  return (std::size_t{describes_line<T, T::first_line + after>} + ...);
}

template <class T>
inline constexpr auto described_lines = []<int... after>(std::integer_sequence<int, after...>) {
  std::array<int, count_described<T>(std::make_integer_sequence<int, max_lines>{})> lines{};
  std::size_t next = 0;
  ((describes_line<T, T::first_line + after> ? void(lines[next++] = T::first_line + after) : void()), ...);
  return lines;
}
(std::make_integer_sequence<int, max_lines>{});

template <class T, std::size_t... i>
constexpr auto described_fields(std::index_sequence<i...>) {
  return std::tuple{T::described(Line<described_lines<T>[i]> {})...};
}

}  // namespace detail

/// A struct that begins with ENTREPOT_TABLE or ENTREPOT_ATTRIBUTES.
template <class T>
concept DescribesItself = requires {
  T::first_line;
};

template <class T>
concept Declared = requires {
  Fields<T>::all;
};

/// Calls visit(field) for every declared member of T, in order.
template <class T, class Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&](const auto&... fields) { (visit(fields), ...); }, Fields<T>::all);
}

namespace detail {

struct Anything {
  template <class T>
  operator T() const;  // NOLINT: converts to any member type
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

namespace detail {

/// Whether the fields, laid out in order, fill the struct. This detects a missing field unless it fits into alignment
/// padding.
template <class T, class... Fields>
constexpr bool fill(const std::tuple<Fields...>&) {
  std::size_t end = 0;
  const auto place = [&](std::size_t size, std::size_t alignment) {
    end = (end + alignment - 1) / alignment * alignment + size;
  };
  (place(sizeof(typename Fields::Member), alignof(typename Fields::Member)), ...);
  place(0, alignof(T));
  return end == sizeof(T);
}

template <class T, class Fields>
constexpr bool declares_every_member(const Fields& fields) {
  if constexpr (requires { T::has_other_members; }) {
    return true;
  } else if constexpr (std::is_aggregate_v<T>) {
    return std::tuple_size_v<Fields> == member_count<T>;
  } else {
    return fill<T>(fields);
  }
}

}  // namespace detail

/// Whether the list of fields covers every member of an aggregate.
template <class T>
inline constexpr bool declares_all = detail::declares_every_member<T>(Fields<T>::all);

/// Whether the declared members, laid out in order, fill a struct that is not an aggregate.
template <class T>
inline constexpr bool declares_all_bytes = detail::fill<T>(Fields<T>::all);

/// The fields of a struct with ENTREPOT_TABLE. A member declared without ENTREPOT_FIELD does not compile.
template <DescribesItself T>
struct Fields<T> {
  static constexpr auto all =
      detail::described_fields<T>(std::make_index_sequence<detail::described_lines<T>.size()>{});
  static_assert(detail::declares_every_member<T>(all), "a member of this table has no ENTREPOT_FIELD");
};

/// The description of a table.
template <DescribesItself T>
inline constexpr std::string_view meaning_of_table = T::table_meaning;

}  // namespace entrepot
