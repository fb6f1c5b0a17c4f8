#pragma once
// Counters with named axes, and how a record declares them. A tally is declared on one line: name, unit, title,
// meaning, what is counted, axes. Its size, its place in a saved record, its dataset and attributes in a result file
// and its row in the reference follow from that line.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "entrepot/core/archive.hpp"
#include "entrepot/core/fields.hpp"
#include "entrepot/model/setting.hpp"

namespace entrepot::model {

/// The axes of tallies, as result files call them (sim/results/axes.cpp says what their rows are).
enum class Dim : std::uint8_t {
  week,
  month,
  quarter,
  product,
  vendor,
  hub,
  place,
  view,
  rule,
  rule_outcome,
  path,
  route,
  buyer_group,
  source,
  fate,
  leak_hub,
  way,
  intermediary_group,
  retail_market,
  failed_check,
  line,
  supply_limit,
  discovery,
  enforcement_limit,
  case_end,
  light_horizon,
  publication,
  case_size,
};
inline constexpr std::array<std::string_view, 28> dim_names{
    "week",          "month",         "quarter",     "product",      "vendor",    "hub",
    "place",         "view",          "rule",        "rule_outcome", "path",      "route",
    "buyer_group",   "source",        "fate",        "leak_hub",     "way",       "intermediary_group",
    "retail_market", "failed_check",  "line",        "supply_limit", "discovery", "enforcement_limit",
    "case_end",      "light_horizon", "publication", "case_size"};

/// Rows along an axis in the runs of a setting.
std::size_t extent_of(Dim dim, const Setting& setting);

/// An amount of money as a number that can be added up without rounding.
using Cents = std::int64_t;

/// Values over Rank axes, row-major.
template <class T, std::size_t Rank>
class Cells {
 public:
  Cells() = default;
  explicit Cells(std::array<std::size_t, Rank> shape, T fill = T{}) : shape_(shape) {
    std::size_t cells = 1;
    for (const auto extent : shape) cells *= extent;
    values_.assign(cells, fill);
  }
  template <class... Indices>
  [[nodiscard]] T& operator()(Indices... indices) {
    return values_[cell(indices...)];
  }
  template <class... Indices>
  [[nodiscard]] T operator()(Indices... indices) const {
    return values_[cell(indices...)];
  }
  [[nodiscard]] const std::vector<T>& values() const { return values_; }
  /// All cells at once; their number must stay.
  [[nodiscard]] std::vector<T>& values() { return values_; }
  [[nodiscard]] const std::array<std::size_t, Rank>& shape() const { return shape_; }

 private:
  template <class... Indices>
  [[nodiscard]] std::size_t cell(Indices... indices) const {
    static_assert(sizeof...(Indices) == Rank);
    const std::array<std::size_t, Rank> at{static_cast<std::size_t>(indices)...};
    std::size_t cell = 0;
    for (std::size_t axis = 0; axis < Rank; ++axis) cell = cell * shape_[axis] + at[axis];
    return cell;
  }

  std::array<std::size_t, Rank> shape_{};
  std::vector<T> values_;
};

/// Counts that begin at zero.
template <class T, Dim... dims>
class Tally : public Cells<T, sizeof...(dims)> {
 public:
  static constexpr std::array<Dim, sizeof...(dims)> axes{dims...};
  Tally() = default;
  explicit Tally(const Setting& setting) : Cells<T, sizeof...(dims)>({extent_of(dims, setting)...}) {}
};

/// Figures that do not exist until they are observed: they begin as NaN.
template <Dim... dims>
class Observed : public Cells<double, sizeof...(dims)> {
 public:
  static constexpr std::array<Dim, sizeof...(dims)> axes{dims...};
  Observed() = default;
  explicit Observed(const Setting& setting)
      : Cells<double, sizeof...(dims)>({extent_of(dims, setting)...}, std::numeric_limits<double>::quiet_NaN()) {}
};

/// Whether /summary of a result file holds statistics of an output over the replicates.
enum class Summarised : std::uint8_t { no, yes };

/// A tally that is an output: its row in the table of outputs.
template <class Owner, class T>
struct OutputField : Field<Owner, T> {
  std::string_view title;
  Summarised summarised = Summarised::no;
};

template <class Owner, class T>
constexpr OutputField<Owner, T> output_field(std::string_view name, T Owner::*member, std::string_view unit,
                                             std::string_view title, std::string_view meaning, Summarised summarised) {
  return {{name, member, unit, meaning}, title, summarised};
}

/// A tally that is an output: name, unit, title, meaning, type. One a line. Integers in USD are cents, and dollars in
/// the file.
#define ENTREPOT_OUTPUT(name, unit, title, meaning, ...) \
  ENTREPOT_OUTPUT_AND(no, name, unit, title, meaning, __VA_ARGS__)

/// The same with statistics over replicates in /summary.
#define ENTREPOT_SUMMARISED(name, unit, title, meaning, ...) \
  ENTREPOT_OUTPUT_AND(yes, name, unit, title, meaning, __VA_ARGS__)

#define ENTREPOT_OUTPUT_AND(summarised, name, unit, title, meaning, ...)               \
  static constexpr auto described(::entrepot::Line<__LINE__>) {                        \
    return ::entrepot::model::output_field(#name, &Table::name, unit, title, meaning,  \
                                           ::entrepot::model::Summarised::summarised); \
  }                                                                                    \
  __VA_ARGS__ name {}

/// Give every tally of a record, and of the tables in it, the shape that its axes have in a setting.
template <class T>
void shape_tallies(T& record, const Setting& setting) {
  for_each_field<T>([&]<class Member>(const Field<T, Member>& field) {
    if constexpr (requires { Member::axes; }) record.*(field.member) = Member(setting);
    if constexpr (DescribesItself<Member>) shape_tallies(record.*(field.member), setting);
  });
}

}  // namespace entrepot::model

namespace entrepot {

/// Cells are unpacked into cells of the same shape, which follows from the scenario.
template <class T, std::size_t Rank>
struct Packing<model::Cells<T, Rank>> {
  using Cells = model::Cells<T, Rank>;
  static void pack(Packer& to, const Cells& cells) { to.pack(cells.values()); }
  static void unpack(Unpacker& from, Cells& cells) {
    const std::size_t expected = cells.values().size();
    from.unpack(cells.values());
    if (cells.values().size() != expected) Unpacker::fail("has a tally of another shape");
  }
  static std::string layout() { return layout_of<std::vector<T>>() + "/" + std::to_string(Rank); }
};
template <class T, model::Dim... dims>
struct Packing<model::Tally<T, dims...>> : Packing<model::Cells<T, sizeof...(dims)>> {};
template <model::Dim... dims>
struct Packing<model::Observed<dims...>> : Packing<model::Cells<double, sizeof...(dims)>> {};

}  // namespace entrepot
