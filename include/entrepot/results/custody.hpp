#pragma once
// The chains of custody in a result file: the tables lots and hops. Their columns are declared once
// (sim/results/custody_columns.cpp); the HDF5 attributes, the reader, `trace` and the docs are derived from them.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/model/custody.hpp"
#include "entrepot/results/output.hpp"

namespace entrepot::results {

/// Value of the number of replicates with chains of custody that means all of them.
inline constexpr std::size_t all_replicates = static_cast<std::size_t>(-1);
/// Default number of replicates with chains of custody, which take far more space than all other results.
inline constexpr std::size_t default_custody = 8;

/// A column of a table of /custody, one value per row.
template <class Row>
struct CustodyColumn {
  std::string name;
  NumberType type = NumberType::integer;
  std::string unit;  ///< as for an output; "1" for row numbers and labels
  std::string long_name;
  std::string description;
  /// Labels of the values, from 0; empty for a column of numbers.
  std::function<std::vector<std::string>(const Axes&)> labels;
  std::function<double(const Row&)> take;
};

/// Columns of /custody/lots and /custody/hops, in the order of the file and of its content hash. In both tables, the
/// columns `replicate` and `lot` precede them.
const std::vector<CustodyColumn<model::CustodyLot>>& custody_lot_columns();
const std::vector<CustodyColumn<model::CustodyHop>>& custody_hop_columns();

/// A column read from a file.
struct CustodyValues {
  std::string name;
  std::string unit;
  std::string description;
  std::vector<std::string> labels;
  std::vector<double> values;
};

/// Rows of a table of /custody read from a file.
struct CustodyTable {
  std::vector<CustodyValues> columns;
  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().values.size(); }
  /// Throws std::out_of_range for an unknown column.
  [[nodiscard]] const CustodyValues& column(std::string_view name) const;
  [[nodiscard]] std::int64_t whole(std::string_view name, std::size_t row) const {
    return static_cast<std::int64_t>(column(name).values[row]);
  }
  [[nodiscard]] double number(std::string_view name, std::size_t row) const { return column(name).values[row]; }
  /// The label of a value; "-" if it has none.
  [[nodiscard]] const std::string& label(std::string_view name, std::size_t row) const;
};

/// The reference of the tables as Markdown, starting with a second-level heading.
std::string custody_markdown();

}  // namespace entrepot::results
