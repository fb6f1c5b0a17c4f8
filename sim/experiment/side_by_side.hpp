#pragma once
// Comparison of the tables of two runs: matches rows and finds the first differing cell of each table.

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/core/fields.hpp"
#include "entrepot/experiment/divergence.hpp"
#include "entrepot/model/replicate.hpp"
#include "entrepot/model/tally.hpp"

namespace entrepot::experiment {

/// Matches the rows of runs A and B by name for every axis, and names rows.
class Alignment {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  Alignment(const model::Replicate& a, const model::Replicate& b);

  /// The row of B that matches a row of A; none if there is none. Rows without names match by number.
  [[nodiscard]] std::uint32_t in_b(Axis axis, std::size_t row) const {
    const auto& rows = b_of_a_[static_cast<std::size_t>(axis)];
    if (!is_named(axis)) return static_cast<std::uint32_t>(row);
    return row < rows.size() ? rows[row] : none;
  }
  [[nodiscard]] static bool is_named(Axis axis) {
    return axis != Axis::position && axis != Axis::week && axis != Axis::lot;
  }
  [[nodiscard]] std::size_t size_in_a(Axis axis) const { return b_of_a_[static_cast<std::size_t>(axis)].size(); }
  [[nodiscard]] std::size_t size_in_b(Axis axis) const { return sizes_in_b_[static_cast<std::size_t>(axis)]; }

  /// Whether two weeks both mean "never" or "before the run": they are outside both runs on the same side.
  [[nodiscard]] bool outside_both(Week a, Week b) const {
    const Week weeks_a = a_.setting().calendar.weeks();
    const Week weeks_b = b_.setting().calendar.weeks();
    return (a >= weeks_a && b >= weeks_b) || (a <= -weeks_a && b <= -weeks_b);
  }

  /// Name of a row, e.g. `buyer deepseek #0 (9f..)`, as in one of the runs.
  [[nodiscard]] std::string name_in_a(Axis axis, std::size_t row) const { return name(a_, axis, row); }
  [[nodiscard]] std::string name_in_b(Axis axis, std::size_t row) const { return name(b_, axis, row); }

 private:
  template <class Key>
  void match(Axis axis, const std::vector<Key>& in_a, const std::vector<Key>& in_b);
  void match_contacts();
  static std::string name(const model::Replicate& run, Axis axis, std::size_t row);

  const model::Replicate& a_;
  const model::Replicate& b_;
  std::vector<std::uint32_t> b_of_a_[axis_count];
  std::size_t sizes_in_b_[axis_count] = {};
};

/// Collects the first difference of each compared table.
class SideBySide {
 public:
  explicit SideBySide(const Alignment& rows) : rows_(rows) {}

  /// Compares two structs of tables, table by table.
  template <class T>
  void compare(const std::string& name, const T& a, const T& b) {
    for_each_field<T>([&](const auto& field) {
      const auto& in_a = a.*(field.member);
      const auto& in_b = b.*(field.member);
      const std::string table = name.empty() ? std::string(field.name) : fmt::format("{}.{}", name, field.name);
      if constexpr (Declared<std::remove_cvref_t<decltype(in_a)>>) {
        compare(table, in_a, in_b);
      } else {
        compare_table(table, field.shape, in_a, in_b);
      }
    });
  }
  template <class T>
  void compare_table(const std::string& name, Shape shape, const T& a, const T& b) {
    here_ = {};
    if (differ_entry(a, b, shape)) keep(name);
  }
  void add(CellDifference difference) { found_.push_back(std::move(difference)); }
  [[nodiscard]] std::vector<CellDifference> take() { return std::move(found_); }

 private:
  /// Position of a difference; filled from the innermost axis outwards.
  struct Here {
    std::vector<std::string> rows;
    std::string a;
    std::string b;
  };
  using Names = std::string (Alignment::*)(Axis, std::size_t) const;

  void keep(const std::string& table) {
    found_.push_back(
        {table, fmt::format("{}", fmt::join(here_.rows.rbegin(), here_.rows.rend(), ", ")), here_.a, here_.b});
  }
  bool note(Axis axis, std::size_t row) {
    here_.rows.push_back(rows_.name_in_a(axis, row));
    return true;
  }

  // ---- tables and lists: the first entry that differs ----

  template <class RowId, class T>
  bool differ(const Column<RowId, T>& a, const Column<RowId, T>& b, Shape inner) {
    return differ_along(axis_of<RowId>, a.cells(), b.cells(), inner);
  }
  template <class T>
  bool differ(const std::vector<T>& a, const std::vector<T>& b, Shape shape = {}) {
    if (shape[1] == Axis::position) return differ_along(shape[0], a, b, Shape{});
    const std::size_t width_a = rows_.size_in_a(shape[1]);
    const std::size_t width_b = rows_.size_in_b(shape[1]);
    for (std::size_t i = 0; i < a.size(); ++i) {
      const auto row = rows_.in_b(shape[0], i / width_a);
      const auto column = rows_.in_b(shape[1], i % width_a);
      if (row == Alignment::none || column == Alignment::none) continue;
      if (differ(a[i], b[row * width_b + column])) {
        note(shape[1], i % width_a);
        return note(shape[0], i / width_a);
      }
    }
    return false;
  }
  template <class T, std::size_t Rank>
  bool differ(const model::Cells<T, Rank>& a, const model::Cells<T, Rank>& b, Shape = {}) {
    // Tallies of different shapes cannot be matched.
    if (a.shape() != b.shape()) return false;
    for (std::size_t cell = 0; cell < a.values().size(); ++cell) {
      if (!differ(a.values()[cell], b.values()[cell])) continue;
      std::array<std::size_t, Rank> at{};
      std::size_t rest = cell;
      for (std::size_t axis = Rank; axis-- > 0;) {
        at[axis] = rest % a.shape()[axis];
        rest /= a.shape()[axis];
      }
      here_.rows.push_back(fmt::format("cell [{}]", fmt::join(at, ", ")));
      return true;
    }
    return false;
  }
  template <class T>
  bool differ_along(Axis axis, const std::vector<T>& a, const std::vector<T>& b, Shape inner) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::size_t row = rows_.in_b(axis, i);
      if (row == Alignment::none || row >= b.size()) continue;
      if (differ_entry(a[i], b[row], inner)) return note(axis, i);
    }
    // Extra weeks of a longer run, and names that only one run has, are not differences.
    if (axis == Axis::week || Alignment::is_named(axis) || a.size() == b.size()) return false;
    return differ_in_length(a, b);
  }
  template <class T>
  bool differ_entry(const T& a, const T& b, Shape inner) {
    if constexpr (requires { differ(a, b, inner); }) {
      return differ(a, b, inner);
    } else {
      return differ(a, b);
    }
  }
  template <class T>
  bool differ_in_length(const std::vector<T>& a, const std::vector<T>& b) {
    const bool longer_a = a.size() > b.size();
    here_.a = fmt::format("{} entries", a.size());
    here_.b = fmt::format("{} entries", b.size());
    const T& extra = longer_a ? a[b.size()] : b[a.size()];
    const Names names = longer_a ? &Alignment::name_in_a : &Alignment::name_in_b;
    note_owners(extra, names);
    here_.rows.push_back(fmt::format("only in {}: entry {}", longer_a ? "A" : "B", std::min(a.size(), b.size())));
    return true;
  }

  // ---- entries ----

  template <class T>
  requires Declared<T>
  bool differ(const T& a, const T& b) {
    bool found = false;
    for_each_field<T>([&](const auto& field) {
      if (found) return;
      found = differ_entry(a.*(field.member), b.*(field.member), field.shape);
      if (found) here_.rows.push_back(std::string(field.name));
    });
    if (found) note_owners(a, &Alignment::name_in_a);
    return found;
  }
  template <class Tag, class Number>
  bool differ(Id<Tag, Number> a, Id<Tag, Number> b) {
    constexpr Axis axis = axis_of<Id<Tag, Number>>;
    const bool same = a.exists() && b.exists() ? rows_.in_b(axis, a.row()) == b.value : a.exists() == b.exists();
    if (same) return false;
    here_.a = a.exists() ? rows_.name_in_a(axis, a.row()) : "none";
    here_.b = b.exists() ? rows_.name_in_b(axis, b.row()) : "none";
    return true;
  }
  bool differ(Money a, Money b) {
    if (a == b) return false;
    here_.a = fmt::format("{:.2f} USD", a.dollars());
    here_.b = fmt::format("{:.2f} USD", b.dollars());
    return true;
  }
  bool differ(const std::string& a, const std::string& b) {
    if (a == b) return false;
    here_.a = a;
    here_.b = b;
    return true;
  }
  /// Compares bits, so that a NaN equals itself.
  template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  bool differ(T a, T b) {
    if (same_bits(a, b)) return false;
    if constexpr (std::is_same_v<T, Week>) {
      if (rows_.outside_both(a, b)) return false;
    }
    here_.a = text(a);
    here_.b = text(b);
    return true;
  }

  template <class T>
  static bool same_bits(T a, T b) {
    if constexpr (std::is_same_v<T, double>) {
      return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    } else if constexpr (std::is_same_v<T, float>) {
      return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
    } else {
      return a == b;
    }
  }

  template <class T>
  static std::string text(T value) {
    if constexpr (std::is_same_v<T, world::Pathway>) {
      return std::string(world::pathway_names[static_cast<std::size_t>(value)]);
    } else if constexpr (std::is_same_v<T, world::LotStage>) {
      return std::string(world::lot_stage_names[static_cast<std::size_t>(value)]);
    } else if constexpr (std::is_same_v<T, StableId>) {
      return fmt::format("{:016x}", value);
    } else if constexpr (std::is_enum_v<T> || sizeof(T) == 1) {
      return fmt::format("{}", static_cast<int>(value));
    } else {
      return fmt::format("{}", value);
    }
  }

  /// The agents that an entry refers to.
  template <class T>
  void note_owners(const T& entry, Names names) {
    if constexpr (Declared<T>) {
      for_each_field<T>([&](const auto& field) {
        using Member = std::remove_cvref_t<decltype(entry.*(field.member))>;
        if constexpr (is_agent<Member>) {
          const Member agent = entry.*(field.member);
          if (agent.exists()) here_.rows.push_back((rows_.*names)(axis_of<Member>, agent.row()));
        } else if constexpr (Declared<Member>) {
          note_owners(entry.*(field.member), names);
        }
      });
    } else if constexpr (is_agent<T>) {
      if (entry.exists()) here_.rows.push_back((rows_.*names)(axis_of<T>, entry.row()));
    }
  }
  template <class T>
  static constexpr bool is_agent =
      std::is_same_v<T, BuyerId> || std::is_same_v<T, IntermediaryId> || std::is_same_v<T, ChannelId>;

  const Alignment& rows_;
  Here here_;
  std::vector<CellDifference> found_;
};

}  // namespace entrepot::experiment
