#include "custody_file.hpp"

#include <algorithm>
#include <utility>

#include "entrepot/results/file_parts.hpp"

namespace entrepot::results {
namespace {

constexpr hsize_t rows_in_chunk = 4096;
constexpr const char* lots_name = "lots";
constexpr const char* hops_name = "hops";

io::hdf5::Stored stored(NumberType type) {
  return type == NumberType::integer ? io::hdf5::Stored::int64 : io::hdf5::Stored::float64;
}

io::hdf5::Dataset create_column(const io::hdf5::Group& group, const std::string& name, io::hdf5::Stored type) {
  return group.create_dataset(name, type, {.shape = {0}, .chunk = {rows_in_chunk}, .compressed = true});
}

template <class Row>
std::vector<io::hdf5::Dataset> create_columns(const io::hdf5::Group& group,
                                              const std::vector<CustodyColumn<Row>>& columns, const Axes& axes) {
  std::vector<io::hdf5::Dataset> datasets;
  datasets.push_back(create_column(group, "replicate", io::hdf5::Stored::int64));
  describe(datasets.back(), "1", "Replicate", "Number of the replicate.");
  datasets.push_back(create_column(group, "lot", io::hdf5::Stored::int64));
  describe(datasets.back(), "1", "Lot", "Number of the lot in its replicate, in the order in which chains ended.");
  for (const auto& column : columns) {
    auto dataset = create_column(group, column.name, stored(column.type));
    describe(dataset, column.unit, column.long_name, column.description);
    const auto labels = column.labels(axes);
    if (!labels.empty()) dataset.set_texts("labels", labels);
    datasets.push_back(std::move(dataset));
  }
  return datasets;
}

void append(const io::hdf5::Dataset& dataset, hsize_t rows, std::span<const double> values) {
  dataset.resize(rows + values.size());
  dataset.write_rows<double>(rows, values.size(), values);
}

/// Hashes values as double, the type in which they are read and which holds all of them exactly. Also passes each
/// column after `replicate` to `keep`, with its number.
template <class Row, class Keep>
void hash_rows(const std::vector<CustodyColumn<Row>>& columns, std::span<const Row> table,
               const std::vector<double>& lots, io::Hasher& hasher, Keep&& keep) {
  hasher.add(std::uint64_t{table.size()});
  hasher.add(std::span<const double>(lots));
  keep(std::size_t{1}, lots);
  std::vector<double> values(table.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::transform(table.begin(), table.end(), values.begin(), columns[c].take);
    keep(c + 2, values);
    hasher.add(std::span<const double>(values));
  }
}

template <class Row>
void append_rows(std::vector<io::hdf5::Dataset>& datasets, hsize_t& rows,
                 const std::vector<CustodyColumn<Row>>& columns, std::uint32_t replicate, std::span<const Row> table,
                 const std::vector<double>& lots, io::Hasher& hasher) {
  append(datasets[0], rows, std::vector<double>(table.size(), replicate));
  hash_rows(columns, table, lots, hasher,
            [&](std::size_t column, const std::vector<double>& values) { append(datasets[column], rows, values); });
  rows += table.size();
}

/// The column `lot` of the two tables.
std::vector<double> lot_numbers(const model::CustodyLog& log) {
  std::vector<double> numbers;
  for (std::size_t lot = 0; lot < log.lots().size(); ++lot) numbers.push_back(static_cast<double>(lot));
  return numbers;
}
std::vector<double> hop_lots(const model::CustodyLog& log) {
  std::vector<double> numbers;
  for (const auto& hop : log.hops()) numbers.push_back(hop.lot);
  return numbers;
}

template <class Row>
std::vector<std::string> names_of(const std::vector<CustodyColumn<Row>>& columns) {
  std::vector<std::string> names{"replicate", "lot"};
  for (const auto& column : columns) names.push_back(column.name);
  return names;
}

CustodyTable read_table(const io::hdf5::Group& group, const std::vector<std::string>& names, std::size_t first,
                        std::size_t count) {
  CustodyTable table;
  for (const auto& name : names) {
    const auto dataset = group.open_dataset(name);
    if (dataset.shape().size() != 1) dataset.refuse("is not a column");
    table.columns.push_back({name, dataset.text("units"), dataset.text("description"),
                             dataset.has("labels") ? dataset.texts("labels") : std::vector<std::string>{},
                             dataset.read_part<double>(0, first, count)});
  }
  return table;
}

std::size_t rows_of(const io::hdf5::Group& group) { return group.open_dataset("replicate").rows(); }

/// The range of rows of a replicate, which are consecutive.
std::pair<std::size_t, std::size_t> rows_of(const io::hdf5::Group& group, std::int64_t replicate) {
  const auto numbers = group.open_dataset("replicate").read_all<std::int64_t>();
  const auto first = std::find(numbers.begin(), numbers.end(), replicate);
  const auto last = std::find_if(first, numbers.end(), [&](std::int64_t number) { return number != replicate; });
  return {static_cast<std::size_t>(first - numbers.begin()), static_cast<std::size_t>(last - first)};
}

void hash_table(const io::hdf5::Group& group, const std::vector<std::string>& names, std::int64_t replicate,
                io::Hasher& hasher) {
  const auto [first, count] = rows_of(group, replicate);
  hasher.add(std::uint64_t{count});
  for (const auto& name : names) {
    if (name == "replicate") continue;
    hasher.add(std::span<const double>(group.open_dataset(name).read_part<double>(0, first, count)));
  }
}

}  // namespace

CustodyWriter::CustodyWriter(const io::hdf5::Group& root, const Axes& axes, std::size_t replicates)
    : replicates_(replicates) {
  if (replicates == 0) return;
  group_ = root.create_group("custody");
  group_.set("description", "Chains of custody of leaked and seized lots.");
  group_.set("replicates", static_cast<std::int64_t>(replicates));
  lots_.columns = create_columns(group_.create_group(lots_name), custody_lot_columns(), axes);
  hops_.columns = create_columns(group_.create_group(hops_name), custody_hop_columns(), axes);
}

// The dimensions are outside the tables, because readers treat every dataset in a table as a column.
void CustodyWriter::name_axes() const {
  if (replicates_ == 0) return;
  const auto name = [&](const Table& table, const char* dimension) {
    const auto scale = create_dimension(group_, dimension, table.rows);
    for (const auto& column : table.columns) column.attach(0, scale);
  };
  name(lots_, "lot_row");
  name(hops_, "hop_row");
}

void CustodyWriter::write(std::uint32_t replicate, const model::CustodyLog& log, io::Hasher& hasher) {
  if (replicate >= replicates_) return;
  // If memory runs out at the second table, the replicate is written again to the same rows of the first.
  hsize_t lot_rows = lots_.rows;
  append_rows(lots_.columns, lot_rows, custody_lot_columns(), replicate, std::span(log.lots()), lot_numbers(log),
              hasher);
  append_rows(hops_.columns, hops_.rows, custody_hop_columns(), replicate, std::span(log.hops()), hop_lots(log),
              hasher);
  lots_.rows = lot_rows;
}

void hash_custody(const model::CustodyLog& log, io::Hasher& hasher) {
  const auto keep_nothing = [](std::size_t, const std::vector<double>&) {};
  hash_rows(custody_lot_columns(), std::span(log.lots()), lot_numbers(log), hasher, keep_nothing);
  hash_rows(custody_hop_columns(), std::span(log.hops()), hop_lots(log), hasher, keep_nothing);
}

CustodyReader::CustodyReader(const io::hdf5::Group& root) {
  if (!root.has_member("custody")) return;
  group_ = root.open_group("custody");
  replicates_ = group_.integer("replicates");
}

CustodyTable CustodyReader::lots() const {
  const auto group = group_.open_group(lots_name);
  return read_table(group, names_of(custody_lot_columns()), 0, rows_of(group));
}

CustodyTable CustodyReader::hops(std::size_t first, std::size_t count) const {
  return read_table(group_.open_group(hops_name), names_of(custody_hop_columns()), first, count);
}

std::size_t CustodyReader::hop_rows() const { return rows_of(group_.open_group(hops_name)); }

void CustodyReader::hash(std::int64_t replicate, io::Hasher& hasher) const {
  if (replicate >= replicates_) return;
  hash_table(group_.open_group(lots_name), names_of(custody_lot_columns()), replicate, hasher);
  hash_table(group_.open_group(hops_name), names_of(custody_hop_columns()), replicate, hasher);
}

}  // namespace entrepot::results
