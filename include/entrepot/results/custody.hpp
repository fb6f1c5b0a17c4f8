#pragma once
// The chains of custody in a result file: two tables, lots and hops. Their columns are declared once
// (sim/results/custody_columns.cpp); the HDF5 attributes, the reader, `trace` and the docs follow from it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/model/custody.hpp"
#include "entrepot/results/output.hpp"

namespace entrepot::results {

/// How many replicates keep their chains of custody: all of them, or the first so many.
inline constexpr std::size_t all_replicates = static_cast<std::size_t>(-1);
/// What commands keep unless told: chains take far more room than all other results.
inline constexpr std::size_t usual_custody = 8;

/// A column of a table of /custody, one value a row.
template <class Row>
struct CustodyColumn {
  std::string name;
  NumberType type = NumberType::integer;
  std::string unit;  ///< as of an output; "1" for row numbers and labels
  std::string long_name;
  std::string description;
  /// Names that the numbers stand for (0 the first); none for a column of numbers.
  std::function<std::vector<std::string>(const Axes&)> labels;
  std::function<double(const Row&)> take;
};

/// Columns of /custody/lots and /custody/hops, in the order in which they stand in a file and enter its content hash.
/// Both tables have the columns `replicate` and `lot` before these.
const std::vector<CustodyColumn<model::CustodyLot>>& custody_lot_columns();
const std::vector<CustodyColumn<model::CustodyHop>>& custody_hop_columns();

/// A column as read.
struct CustodyValues {
  std::string name;
  std::string unit;
  std::string description;
  std::vector<std::string> labels;
  std::vector<double> values;
};

/// Rows of a table of /custody as read.
struct CustodyTable {
  std::vector<CustodyValues> columns;
  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().values.size(); }
  /// Throws std::out_of_range for a name that is no column.
  [[nodiscard]] const CustodyValues& column(std::string_view name) const;
  [[nodiscard]] std::int64_t whole(std::string_view name, std::size_t row) const {
    return static_cast<std::int64_t>(column(name).values[row]);
  }
  [[nodiscard]] double number(std::string_view name, std::size_t row) const { return column(name).values[row]; }
  /// The name that a number stands for; "-" where there is none.
  [[nodiscard]] const std::string& label(std::string_view name, std::size_t row) const;
};

/// The reference of the tables as Markdown, from a heading of the second level on.
std::string custody_markdown();

}  // namespace entrepot::results
