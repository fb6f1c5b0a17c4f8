#pragma once
// Declaration of parameters. A record declares its members and, beside them, one row each; the reader, `validate`,
// `schema`, `explain`, the docs and the HDF5 attributes are derived from the rows.
//
//   struct Customs {
//     double inspection_rate;
//     template <class Rows>
//     static void rows(Rows& row) {
//       row("inspection_rate", &Customs::inspection_rate,
//           {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of ... opened."});
//     }
//   };
// A row for a record or a map of records needs only `meaning`. Records can be declared without this header, because
// rows are read only by table_of().

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"
#include "entrepot/scenario/parameters/rule.hpp"
#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

enum class ParameterType {
  number,
  integer,
  boolean,
  text,
  texts,
  dated_texts,
  date,
  choice,
  shares,
  distribution,
  series,
  record,
  map,
  rules
};

/// Description of a parameter except key and type.
struct Row {
  std::string unit{};  ///< as in docs/reference/parameters.md; empty if no unit applies
  double min = -unbounded;
  double max = unbounded;
  std::optional<std::string> fallback{};  ///< YAML text of the default; a key without one is required unless optional
  bool optional = false;                  ///< may be omitted and has no default
  std::vector<std::string> choices{};     ///< allowed texts; empty: any
  std::vector<Form> forms{};              ///< for a choice among alternative forms of a submodel: their assumptions
  std::string refers_to{};  ///< top-level map whose names are allowed; "places": jurisdictions and their groups
  std::string meaning{};
  std::string source{};           ///< source of the default
  bool outside_identity = false;  ///< does not affect any replicate: descriptive text, the number of replicates
};

/// A row with its key and type: the source of `explain`, the JSON Schema and the docs.
struct Description : Row {
  std::string key;
  ParameterType type = ParameterType::number;
};

class Reading;        // state of reading one scenario (include/entrepot/scenario/reading.hpp)
class CanonicalForm;  // canonical form under construction (sim/scenario/canonical.hpp)
class Value;          // a node of the layered YAML tree, with its mark (sim/scenario/value.hpp)

/// Type-erased table, for the schema writers and the merging of layers.
class AnyTable {
 public:
  struct AnyRow {
    Description description;
    std::shared_ptr<const AnyTable> inner;  ///< for a record or a map: the table of its entries
  };
  virtual ~AnyTable() = default;
  [[nodiscard]] virtual std::vector<AnyRow> rows() const = 0;
};

// Readers for values of each type; errors go to the reading (sim/scenario/reading.cpp).
void read_value(Reading&, const Value&, const std::string& path, const Description&, double& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, std::int64_t& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, bool& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, std::string& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, std::vector<std::string>& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, DatedTexts& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, Date& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, Shares& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, Distribution& into);
void read_value(Reading&, const Value&, const std::string& path, const Description&, Series& into);

/// The value of a key, or its default; null if it is missing (reported unless the key is optional). The reading records
/// the evidence of an annotated value.
const Value* value_or_default(Reading&, const Value* value, const std::string& path, const Description&);
/// Whether the value can be read as a record: a map or null; reports any other kind.
bool is_record(Reading&, const Value& value, const std::string& path);
/// The entries of a map by name; reports a value that is not a map, and empty entries.
std::vector<std::pair<std::string, const Value*>> entries_of(Reading&, const Value& value, const std::string& path);
/// Reports keys found missing from now on at the mark of this value.
void report_missing_keys_at(Reading&, const Value& value);
/// Keys that any named entry may have beside its own: what its figures rest on.
const std::set<std::string>& entry_evidence_keys();
/// Records the `source`, `grade`, `note` and `evidence` of a named entry, which apply to all its figures.
void keep_entry_evidence(Reading&, const Value& entry, const std::string& path);
/// The value of a key in an entry, or null.
const Value* value_of(const Value& value, const std::string& key);
/// Reports keys that no row declares, with the nearest name.
void report_unknown_keys(Reading&, const Value& value, const std::string& path, const std::vector<std::string>& known,
                         const std::set<std::string>& others);

// Canonical text of a value, independent of its notation (sim/scenario/canonical.cpp).
std::string canonical(double value);
std::string canonical(std::int64_t value);
std::string canonical(bool value);
std::string canonical(const std::string& value);
std::string canonical(const std::vector<std::string>& value);
std::string canonical(Date value);
std::string canonical(const DatedTexts& value);
std::string canonical(const Shares& value);
std::string canonical(const Distribution& value);
std::string canonical(const Series& value);
template <class T>
std::string canonical(const std::optional<T>& value) {
  return value ? canonical(*value) : "";
}

/// Adds a value to the form, unless it is the default.
void add_value(CanonicalForm&, const std::string& path, const std::string& value, const std::string& fallback);
/// Adds the existence of an entry; its table adds its values.
void add_entry(CanonicalForm&, const std::string& path);
/// The path of an entry of a map; escapes special characters in its name.
std::string entry_path(const std::string& path, const std::string& name);
/// The reading used for defaults in the canonical form.
Reading& reading_of_defaults(CanonicalForm&);

template <class T>
struct TypeOf;
template <>
struct TypeOf<double> {
  static constexpr auto type = ParameterType::number;
};
template <>
struct TypeOf<std::int64_t> {
  static constexpr auto type = ParameterType::integer;
};
template <>
struct TypeOf<bool> {
  static constexpr auto type = ParameterType::boolean;
};
template <>
struct TypeOf<std::string> {
  static constexpr auto type = ParameterType::text;
};
template <>
struct TypeOf<std::vector<std::string>> {
  static constexpr auto type = ParameterType::texts;
};
template <>
struct TypeOf<DatedTexts> {
  static constexpr auto type = ParameterType::dated_texts;
};
template <>
struct TypeOf<Date> {
  static constexpr auto type = ParameterType::date;
};
template <>
struct TypeOf<Shares> {
  static constexpr auto type = ParameterType::shares;
};
template <>
struct TypeOf<Distribution> {
  static constexpr auto type = ParameterType::distribution;
};
template <>
struct TypeOf<Series> {
  static constexpr auto type = ParameterType::series;
};

/// One row: its description, and functions that read its value and add it to the canonical form.
template <class Record>
struct Field {
  Description description;
  std::shared_ptr<const AnyTable> inner;
  std::function<void(Reading&, const Value*, const std::string& path, Record&)> read;  ///< the value is null if missing
  /// Adds the value to the canonical form unless it equals that of `fallback`.
  std::function<void(CanonicalForm&, const std::string& path, const Record& record, const Record& fallback)> add;
};

/// The function that adds a field with one value to the canonical form; `member` may be optional.
template <class Record, class T>
auto add_member(const Description& description, T Record::*member) {
  return [outside = description.outside_identity, member](CanonicalForm& form, const std::string& path,
                                                          const Record& record, const Record& fallback) {
    if (!outside) add_value(form, path, canonical(record.*member), canonical(fallback.*member));
  };
}

inline Description describe(std::string key, ParameterType type, Row row) {
  Description description;
  static_cast<Row&>(description) = std::move(row);
  description.key = std::move(key);
  description.type = type;
  return description;
}

/// A parameter whose type follows from the member it fills.
template <class Record, class T>
Field<Record> field(std::string key, T Record::*member, Row row) {
  auto description = describe(std::move(key), TypeOf<T>::type, std::move(row));
  return {description, nullptr,
          [description, member](Reading& reading, const Value* value, const std::string& path, Record& record) {
            record.*member = T{};
            if (const Value* given = value_or_default(reading, value, path, description)) {
              read_value(reading, *given, path, description, record.*member);
            }
          },
          add_member(description, member)};
}

/// The same for an optional member.
template <class Record, class T>
Field<Record> field(std::string key, std::optional<T> Record::*member, Row row) {
  row.optional = true;
  auto description = describe(std::move(key), TypeOf<T>::type, std::move(row));
  return {description, nullptr,
          [description, member](Reading& reading, const Value* value, const std::string& path, Record& record) {
            if (const Value* given = value_or_default(reading, value, path, description)) {
              T read{};
              read_value(reading, *given, path, description, read);
              record.*member = read;
            }
          },
          add_member(description, member)};
}

/// An enumeration; `row.choices` are the names of its values, in order.
template <class Record, class Enum>
Field<Record> choice(std::string key, Enum Record::*member, Row row) {
  auto description = describe(std::move(key), ParameterType::choice, std::move(row));
  return {description, nullptr,
          [description, member](Reading& reading, const Value* value, const std::string& path, Record& record) {
            record.*member = Enum{};
            const Value* given = value_or_default(reading, value, path, description);
            if (given == nullptr) return;
            std::string name;
            read_value(reading, *given, path, description, name);
            for (std::size_t k = 0; k < description.choices.size(); ++k) {
              if (description.choices[k] == name) record.*member = static_cast<Enum>(k);
            }
          },
          [description, member](CanonicalForm& form, const std::string& path, const Record& record,
                                const Record& fallback) {
            const auto name = [&](Enum value) { return description.choices.at(static_cast<std::size_t>(value)); };
            add_value(form, path, canonical(name(record.*member)), canonical(name(fallback.*member)));
          }};
}

/// The parameters of one kind of record.
template <class Record>
class Table : public AnyTable {
 public:
  Table(std::initializer_list<Field<Record>> fields) : fields_(fields) {}
  explicit Table(std::vector<Field<Record>> fields) : fields_(std::move(fields)) {}

  [[nodiscard]] std::vector<AnyRow> rows() const override {
    std::vector<AnyRow> rows;
    for (const auto& f : fields_) rows.push_back({f.description, f.inner});
    return rows;
  }

  void read(Reading& reading, const Value& value, const std::string& path, const std::set<std::string>& others,
            Record& into) const {
    if (!is_record(reading, value, path)) return;
    std::vector<std::string> known;
    for (const auto& f : fields_) {
      known.push_back(f.description.key);
      const std::string inner_path = path.empty() ? f.description.key : path + "." + f.description.key;
      report_missing_keys_at(reading, value);
      f.read(reading, value_of(value, f.description.key), inner_path, into);
    }
    report_unknown_keys(reading, value, path, known, others);
  }

  /// A record with all defaults. Keys without a default are reported and keep the value of an empty record.
  [[nodiscard]] Record defaults(Reading& reading) const {
    Record record{};
    for (const auto& f : fields_) f.read(reading, nullptr, f.description.key, record);
    return record;
  }

  /// Adds the values that differ from `fallback` to the canonical form.
  void add(CanonicalForm& form, const std::string& path, const Record& record, const Record& fallback) const {
    for (const auto& f : fields_)
      f.add(form, path.empty() ? f.description.key : path + "." + f.description.key, record, fallback);
  }

 private:
  std::vector<Field<Record>> fields_;
};

/// A nested record; if omitted, its defaults apply.
template <class Record, class Inner>
Field<Record> record(std::string key, Inner Record::*member, std::shared_ptr<const Table<Inner>> table,
                     std::string meaning) {
  auto description = describe(std::move(key), ParameterType::record, {.fallback = "{}", .meaning = std::move(meaning)});
  return {description, table,
          [description, member, table](Reading& reading, const Value* value, const std::string& path, Record& into) {
            table->read(reading, *value_or_default(reading, value, path, description), path, {}, into.*member);
          },
          [member, table](CanonicalForm& form, const std::string& path, const Record& record, const Record& fallback) {
            table->add(form, path, record.*member, fallback.*member);
          }};
}

/// Named entries of one kind; any entry may carry `source`, `grade`, `note` and `evidence`.
template <class Record, class Inner>
Field<Record> map(std::string key, std::map<std::string, Inner> Record::*member,
                  std::shared_ptr<const Table<Inner>> table, Row row) {
  auto description = describe(std::move(key), ParameterType::map, std::move(row));
  return {description, table,
          [description, member, table](Reading& reading, const Value* value, const std::string& path, Record& into) {
            const Value* given = value_or_default(reading, value, path, description);
            if (given == nullptr) return;
            for (const auto& [name, entry] : entries_of(reading, *given, path)) {
              keep_entry_evidence(reading, *entry, path + "." + name);
              table->read(reading, *entry, path + "." + name, entry_evidence_keys(), (into.*member)[name]);
            }
          },
          [member, table](CanonicalForm& form, const std::string& path, const Record& record, const Record&) {
            const Inner fallback = table->defaults(reading_of_defaults(form));
            for (const auto& [name, entry] : record.*member) {
              add_entry(form, entry_path(path, name));
              table->add(form, entry_path(path, name), entry, fallback);
            }
          }};
}

// ---- records that declare their rows --------------------------------------------------------------------------------

/// Accepts any row; used to test whether a type declares rows.
struct AnyRows {
  template <class Member>
  void operator()(const char*, Member, const Row&) {}
  template <class Member, std::size_t n>
  void forms(const char*, Member, const std::array<Form, n>&, const char*) {}
};

template <class Record>
concept DeclaresRows = requires(AnyRows& rows) {
  Record::rows(rows);
};

template <class T>
inline constexpr bool is_map_of_records = false;
template <DeclaresRows Record>
inline constexpr bool is_map_of_records<std::map<std::string, Record>> = true;

template <DeclaresRows Record>
std::shared_ptr<const Table<Record>> table_of();

/// Collects the fields of a record from its rows.
template <class Record>
class RowList {
 public:
  template <class T>
  void operator()(const char* key, T Record::*member, Row row) {
    if constexpr (std::is_enum_v<T>) {
      fields_.push_back(choice(key, member, std::move(row)));
    } else if constexpr (DeclaresRows<T>) {
      fields_.push_back(record(key, member, table_of<T>(), std::move(row.meaning)));
    } else if constexpr (is_map_of_records<T>) {
      fields_.push_back(map(key, member, table_of<typename T::mapped_type>(), std::move(row)));
    } else {
      fields_.push_back(field(key, member, std::move(row)));
    }
  }

  /// A choice among alternative forms of a submodel. The first is the default.
  template <class T, std::size_t n>
  void forms(const char* key, T Record::*member, const std::array<Form, n>& all, const char* meaning) {
    Row row{.fallback = std::string(all.front().name), .forms = {all.begin(), all.end()}, .meaning = meaning};
    for (const Form& form : all) {
      row.choices.emplace_back(form.name);
      row.meaning +=
          (form.name == all.front().name ? " " : "; ") + std::string(form.name) + ": " + std::string(form.meaning);
    }
    row.meaning += ".";
    (*this)(key, member, std::move(row));
  }

  [[nodiscard]] std::vector<Field<Record>> fields() && { return std::move(fields_); }

 private:
  std::vector<Field<Record>> fields_;
};

/// The table of a record that declares its rows.
template <DeclaresRows Record>
std::shared_ptr<const Table<Record>> table_of() {
  static const auto table = [] {
    RowList<Record> rows;
    Record::rows(rows);
    return std::make_shared<const Table<Record>>(std::move(rows).fields());
  }();
  return table;
}

// ---- instruments ----------------------------------------------------------------------------------------------------

/// Parameters of a rule that declare their rows and add the rule's contribution while it is in force.
template <class Parameters>
concept DeclaresInstrument = DeclaresRows<Parameters> &&
    requires(const Parameters& parameters, const policy::RuleContext& context, policy::Contributions& contributions) {
  parameters.contribute(context, contributions);
};

/// The parameters of a rule of one instrument.
template <DeclaresInstrument Parameters>
class ParametersOf final : public RuleParameters {
 public:
  explicit ParametersOf(Parameters given) : values(std::move(given)) {}
  [[nodiscard]] std::vector<Date> changes() const override {
    if constexpr (requires { values.changes(); }) {
      return values.changes();
    } else {
      return {};
    }
  }
  void contribute(const policy::RuleContext& context, policy::Contributions& contributions) const override {
    values.contribute(context, contributions);
  }
  void add(CanonicalForm& form, const std::string& path) const override {
    const auto table = table_of<Parameters>();
    table->add(form, path, values, table->defaults(reading_of_defaults(form)));
  }
  const Parameters values;
};

/// An instrument: its name, meaning, parameter table and reader; errors go to the reading. The keys in `others` belong
/// to the table of all rules.
struct InstrumentSchema {
  using Read = std::shared_ptr<const RuleParameters> (*)(Reading&, const Value&, const std::string& path,
                                                         const std::set<std::string>& others);
  std::string name;
  std::string meaning;
  std::shared_ptr<const AnyTable> table;
  Read read = nullptr;
  std::string also = {};   ///< search terms, separated by commas
  std::string reach = {};  ///< orders that it affects and that no key can limit to one licence; empty if not applicable
};

template <DeclaresInstrument Parameters>
InstrumentSchema schema_of_instrument(std::string name, std::string meaning, std::string also, std::string reach = {}) {
  const InstrumentSchema::Read read = [](Reading& reading, const Value& value, const std::string& path,
                                         const std::set<std::string>& others) {
    Parameters values{};
    table_of<Parameters>()->read(reading, value, path, others, values);
    if constexpr (requires { values.check(reading, value, path); }) values.check(reading, value, path);
    return std::shared_ptr<const RuleParameters>(std::make_shared<ParametersOf<Parameters>>(std::move(values)));
  };
  return {std::move(name), std::move(meaning), table_of<Parameters>(), read, std::move(also), std::move(reach)};
}

}  // namespace entrepot::scenario
