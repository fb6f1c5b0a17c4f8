#pragma once
// The vocabulary in which the tables of parameters are written. A parameter is declared once, as one row of a table;
// the reader, `validate`, `schema`, `explain`, the docs and the HDF5 attributes all follow from that row.
//
//   const Table<Customs>& customs_table() {
//     static const Table<Customs> table{
//         number("inspection_rate", &Customs::inspection_rate,
//                {.unit = "ratio", .min = 0, .max = 1, .fallback = 0.02, .meaning = "Share of ... opened.", .source =
//                "..."}),
//         ...
//     };
//     return table;
//   }

#include <any>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

enum class ParameterType {
  number,
  integer,
  boolean,
  text,
  texts,
  date,
  choice,
  reference,
  references,
  shares,
  distribution,
  series,
  record,
  map,
  rules
};

/// What the tables say of one parameter; type-free, for `explain`, the JSON Schema and the docs.
struct Description {
  std::string key;
  ParameterType type = ParameterType::number;
  std::string unit;  ///< as in docs/reference/units.md; empty where no unit applies
  double min = -unbounded;
  double max = unbounded;
  std::vector<std::string> choices;     ///< of a choice
  std::string refers_to;                ///< top-level map whose names a reference must be among
  std::optional<std::string> fallback;  ///< YAML text of the default; none: the key is required (unless optional)
  bool optional = false;                ///< may be left out with no default
  std::string meaning;
  std::string source;  ///< where the default comes from
};

class Reading;  // the state of reading one scenario (sim/scenario/reading.hpp)
class Value;    // a node of the layered YAML tree, with its mark

/// A table without its type: what the schema writers walk.
class AnyTable {
 public:
  struct Row {
    Description description;
    std::shared_ptr<const AnyTable> inner;  ///< of a record or a map: the table of its entries
  };
  virtual ~AnyTable() = default;
  [[nodiscard]] virtual std::vector<Row> rows() const = 0;
  /// A default-constructed record, read from `value`; errors go to the reading.
  [[nodiscard]] virtual std::any read_any(Reading& reading, const Value& value, const std::string& path) const = 0;
};

/// One row: its description, and how to read its value into a record.
template <class Record>
struct Field {
  Description description;
  std::shared_ptr<const AnyTable> inner;
  /// `value` is null where the key is missing.
  std::function<void(Reading&, const Value* value, const std::string& path, Record&)> read;
};

template <class Record>
class Table;

// What the rows of each type may say. Leave `fallback` out to make a key required.
struct NumberRow {
  std::string unit;
  double min = -unbounded;
  double max = unbounded;
  std::optional<double> fallback;
  std::string meaning;
  std::string source;
};
struct IntegerRow {
  std::string unit;
  double min = -unbounded;
  double max = unbounded;
  std::optional<std::int64_t> fallback;
  std::string meaning;
  std::string source;
};
struct BooleanRow {
  std::optional<bool> fallback;
  std::string meaning;
  std::string source;
};
struct TextRow {
  std::optional<std::string> fallback;
  std::string meaning;
  std::string source;
};
struct TextsRow {
  std::vector<std::string> choices;
  bool required = false;
  std::string meaning;
  std::string source;
};
struct DateRow {
  std::optional<std::string> fallback;
  std::string meaning;
  std::string source;
};
struct ReferenceRow {
  std::string to;
  std::optional<std::string> fallback;
  std::string meaning;
  std::string source;
};
struct ReferencesRow {
  std::string to;
  bool required = false;
  std::string meaning;
  std::string source;
};
struct SharesRow {
  std::string to;
  bool required = true;
  std::string meaning;
  std::string source;
};
/// `fallback` is YAML text, e.g. "{uniform: [1, 5]}".
struct DistributionRow {
  std::string unit;
  double min = -unbounded;
  double max = unbounded;
  std::optional<std::string> fallback;
  std::string meaning;
  std::string source;
};
struct SeriesRow {
  std::string unit;
  double min = -unbounded;
  double max = unbounded;
  std::optional<double> fallback;
  std::string meaning;
  std::string source;
};
struct ChoiceRow {
  std::optional<std::string> fallback;
  std::string meaning;
  std::string source;
};
struct RecordRow {
  std::string meaning;
};
struct MapRow {
  std::string name_is;
  bool required = false;
  std::string meaning;
};

/// One kind of rule: the instrument's name, what it does, the table of its own parameters.
struct InstrumentSchema {
  std::string name;
  std::string meaning;
  std::shared_ptr<const AnyTable> table;
};

}  // namespace entrepot::scenario
