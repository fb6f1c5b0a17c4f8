#pragma once
// Serialisation of tables to bytes and back, bit for bit. A table with a list of fields (core/fields.hpp) is serialised
// field by field, so a new member is saved without further code. The format depends on the build: layout_of describes
// it as text, and bytes of another layout must not be unpacked.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entrepot/core/error.hpp"
#include "entrepot/core/fields.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"

namespace entrepot {

static_assert(std::endian::native == std::endian::little, "archives are little-endian");

/// Serialisation of a type: static functions pack, unpack and layout, as below. A type without a specialisation does
/// not compile.
template <class T>
struct Packing;

/// Text that describes the layout of a type in an archive, with member names. Types with equal texts have equal
/// layouts.
template <class T>
std::string layout_of() {
  return Packing<std::remove_cv_t<T>>::layout();
}

/// Serialises values in sequence and passes the bytes to a sink in blocks.
class Packer {
 public:
  using Sink = std::function<void(std::span<const std::byte>)>;

  explicit Packer(Sink sink) : sink_(std::move(sink)) { piece_.reserve(piece_bytes); }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  template <class T>
  void pack(const T& value) {
    Packing<T>::pack(*this, value);
  }
  void put(const void* data, std::size_t size) {
    if (size == 0) return;
    if (piece_.size() + size > piece_bytes) flush();
    const auto* bytes = static_cast<const std::byte*>(data);
    if (size >= piece_bytes) return sink_({bytes, size});
    piece_.insert(piece_.end(), bytes, bytes + size);
  }
  /// Passes the remaining bytes to the sink; must be called at the end.
  void flush() {
    if (!piece_.empty()) sink_(piece_);
    piece_.clear();
  }

 private:
  static constexpr std::size_t piece_bytes = std::size_t{64} << 10;
  Sink sink_;
  std::vector<std::byte> piece_;
};

/// Reads values from bytes. Throws Error (ExitCode::bad_input) if the bytes do not hold such a value.
class Unpacker {
 public:
  explicit Unpacker(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <class T>
  void unpack(T& value) {
    Packing<T>::unpack(*this, value);
  }
  void take(void* into, std::size_t size) {
    if (size == 0) return;
    if (size > rest_.size()) fail("ends too early");
    std::memcpy(into, rest_.data(), size);
    rest_ = rest_.subspan(size);
  }
  /// Reads a number of entries. Fails if the remaining bytes cannot hold that many entries of at least `entry_bytes`.
  std::size_t count(std::size_t entry_bytes) {
    std::uint64_t entries = 0;
    take(&entries, sizeof entries);
    if (entries > rest_.size() / entry_bytes) fail("ends too early");
    return static_cast<std::size_t>(entries);
  }
  /// Fails if bytes remain.
  void finish() const {
    if (!rest_.empty()) fail("has bytes after its end");
  }
  [[noreturn]] static void fail(const char* what) { throw Error(what, ExitCode::bad_input); }

 private:
  std::span<const std::byte> rest_;
};

namespace detail {

template <class T>
inline constexpr bool is_row_number = false;
template <class Tag, class Number>
inline constexpr bool is_row_number<Id<Tag, Number>> = true;

/// Types whose bytes in an archive equal their bytes in memory, without padding.
template <class T>
concept Flat = (std::is_arithmetic_v<T> && !std::same_as<T, bool> && !std::same_as<T, long double>) ||
               std::is_enum_v<T> || is_row_number<T> || std::same_as<T, Money>;

template <class T>
constexpr std::string_view kind_of() {
  if constexpr (is_row_number<T>) return "row";
  if constexpr (std::is_same_v<T, Money>) return "money";
  if constexpr (std::is_enum_v<T>) return "enum";
  if constexpr (std::is_floating_point_v<T>) return "real";
  if constexpr (std::is_unsigned_v<T>) return "natural";
  return "integer";
}

}  // namespace detail

template <detail::Flat T>
struct Packing<T> {
  static void pack(Packer& to, const T& value) { to.put(&value, sizeof value); }
  static void unpack(Unpacker& from, T& value) { from.take(&value, sizeof value); }
  static std::string layout() { return std::string(detail::kind_of<T>()) + std::to_string(sizeof(T)); }
};

template <>
struct Packing<bool> {
  static void pack(Packer& to, bool value) { to.pack(static_cast<std::uint8_t>(value ? 1 : 0)); }
  static void unpack(Unpacker& from, bool& value) {
    std::uint8_t byte = 0;
    from.unpack(byte);
    if (byte > 1) Unpacker::fail("has a boolean that is neither true nor false");
    value = byte != 0;
  }
  static std::string layout() { return "bool"; }
};

template <>
struct Packing<std::string> {
  static void pack(Packer& to, const std::string& text) {
    to.pack(std::uint64_t{text.size()});
    to.put(text.data(), text.size());
  }
  static void unpack(Unpacker& from, std::string& text) {
    text.resize(from.count(1));
    from.take(text.data(), text.size());
  }
  static std::string layout() { return "text"; }
};

template <class T>
struct Packing<std::vector<T>> {
  static void pack(Packer& to, const std::vector<T>& values) {
    to.pack(std::uint64_t{values.size()});
    if constexpr (detail::Flat<T>) {
      to.put(values.data(), values.size() * sizeof(T));
    } else {
      for (const T& value : values) to.pack(value);
    }
  }
  static void unpack(Unpacker& from, std::vector<T>& values) {
    if constexpr (detail::Flat<T>) {
      values.resize(from.count(sizeof(T)));
      from.take(values.data(), values.size() * sizeof(T));
    } else {
      values.clear();
      values.resize(from.count(1));
      for (T& value : values) from.unpack(value);
    }
  }
  static std::string layout() { return "[" + layout_of<T>() + "]"; }
};

template <class RowId, class T>
struct Packing<Column<RowId, T>> {
  static void pack(Packer& to, const Column<RowId, T>& column) { to.pack(column.cells()); }
  static void unpack(Unpacker& from, Column<RowId, T>& column) { from.unpack(column.cells()); }
  static std::string layout() { return layout_of<std::vector<T>>(); }
};

template <class T, Axis first, Axis second>
struct Packing<Along<T, first, second>> : Packing<std::vector<T>> {};

template <class T, std::size_t N>
struct Packing<std::array<T, N>> {
  static void pack(Packer& to, const std::array<T, N>& values) {
    for (const T& value : values) to.pack(value);
  }
  static void unpack(Unpacker& from, std::array<T, N>& values) {
    for (T& value : values) from.unpack(value);
  }
  static std::string layout() { return layout_of<T>() + "x" + std::to_string(N); }
};

template <Declared T>
struct Packing<T> {
  static void pack(Packer& to, const T& table) {
    for_each_field<T>([&](const auto& field) { to.pack(table.*(field.member)); });
  }
  static void unpack(Unpacker& from, T& table) {
    for_each_field<T>([&](const auto& field) { from.unpack(table.*(field.member)); });
  }
  static std::string layout() {
    std::string text = "{";
    for_each_field<T>([&]<class Owner, class Member>(const Field<Owner, Member>& field) {
      text.append(field.name).append(" ").append(layout_of<Member>()).append(";");
    });
    return text + "}";
  }
};

/// Serialises one value.
template <class T>
std::vector<std::byte> packed(const T& value) {
  std::vector<std::byte> bytes;
  Packer to([&](std::span<const std::byte> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
  to.pack(value);
  to.flush();
  return bytes;
}

/// Restores a value from the bytes of packed(). Throws Error (ExitCode::bad_input) if they do not hold such a value;
/// the value is then unspecified.
template <class T>
void unpack_all(std::span<const std::byte> bytes, T& value) {
  Unpacker from(bytes);
  from.unpack(value);
  from.finish();
}

}  // namespace entrepot
