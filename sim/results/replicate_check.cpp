#include "entrepot/results/replicate_check.hpp"

#include <fmt/format.h>

#include <cmath>

#include "custody_file.hpp"
#include "entrepot/io/hash.hpp"
#include "entrepot/results/output.hpp"

namespace entrepot::results {
namespace {

/// nullptr for an output of another version.
const Output* find_output(const std::string& name) {
  for (const auto& output : outputs()) {
    if (output.info.name == name) return &output;
  }
  return nullptr;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::vector<double> as_doubles(const Values& values) {
  return std::visit([](const auto& numbers) { return std::vector<double>(numbers.begin(), numbers.end()); }, values);
}

std::string label(const Dimension& dimension, std::size_t row) {
  return std::visit(
      [&](const auto& labels) {
        if (dimension.unit.starts_with("days since")) return fmt::format("{} {}", dimension.name, row);
        return fmt::format("{} {}", dimension.name, labels[row]);
      },
      dimension.labels);
}

/// The labels of a row-major cell.
std::string labels_of(const std::vector<Dimension>& dimensions, std::size_t cell) {
  std::vector<std::string> labels(dimensions.size());
  for (std::size_t axis = dimensions.size(); axis-- > 0;) {
    labels[axis] = label(dimensions[axis], cell % dimensions[axis].size());
    cell /= dimensions[axis].size();
  }
  return fmt::format("{}", fmt::join(labels, ", "));
}

/// Adds the differences between two lists of numbers; `where` names a cell.
template <class Where>
void compare(const std::string& name, const std::vector<double>& file, const std::vector<double>& again, Where&& where,
             std::vector<DatasetDifference>& into) {
  if (file.size() != again.size()) {
    into.push_back({name, fmt::format("{} values in the file, {} in the rerun", file.size(), again.size())});
    return;
  }
  DatasetDifference difference{.name = name, .where = {}};
  for (std::size_t cell = 0; cell < file.size(); ++cell) {
    if (same(file[cell], again[cell])) continue;
    if (difference.cells++ > 0) continue;
    difference.where = where(cell);
    difference.in_file = file[cell];
    difference.again = again[cell];
  }
  if (difference.cells > 0) into.push_back(difference);
}

template <class Row>
void compare_custody(const std::string& name, const CustodyTable& table, std::int64_t replicate,
                     const std::vector<CustodyColumn<Row>>& columns, const std::vector<Row>& rows,
                     std::vector<DatasetDifference>& into) {
  const auto& numbers = table.column("replicate").values;
  for (const auto& column : columns) {
    std::vector<double> file;
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      if (numbers[row] == static_cast<double>(replicate)) file.push_back(table.number(column.name, row));
    }
    std::vector<double> again;
    for (const Row& row : rows) again.push_back(column.take(row));
    compare(
        name + column.name, file, again, [](std::size_t row) { return fmt::format("row {}", row); }, into);
  }
}

}  // namespace

std::string hash_of_rerun(const ResultFile& file, const Axes& axes, std::int64_t replicate,
                          const model::Record& record) {
  io::Hasher hasher;
  for (const auto& name : file.hashed_outputs()) {
    const Output* output = find_output(name);
    if (output == nullptr) continue;
    std::visit([&]<class T>(const std::vector<T>& numbers) { hasher.add(std::span<const T>(numbers)); },
               output->take(axes, record));
  }
  if (replicate < file.custody_replicates()) hash_custody(record.custody, hasher);
  return io::hex(hasher.digest());
}

std::vector<DatasetDifference> differences(const ResultFile& file, const Axes& axes, std::int64_t replicate,
                                           const model::Record& record) {
  std::vector<DatasetDifference> found;
  for (const auto& output : outputs()) {
    if (!file.has_output(output.info.name)) continue;
    const Array array = file.output_of(output.info.name, replicate);
    compare(
        output.info.name, array.values, as_doubles(output.take(axes, record)),
        [&](std::size_t cell) { return labels_of(array.dimensions, cell); }, found);
  }
  if (replicate >= file.custody_replicates()) return found;
  compare_custody("custody/lots/", file.custody_lots(), replicate, custody_lot_columns(), record.custody.lots(), found);
  compare_custody("custody/hops/", file.custody_hops(0, file.custody_hop_rows()), replicate, custody_hop_columns(),
                  record.custody.hops(), found);
  return found;
}

std::vector<std::string> outputs_missing_in(const ResultFile& file) {
  std::vector<std::string> missing;
  for (const auto& output : outputs()) {
    if (!file.has_output(output.info.name)) missing.push_back(output.info.name);
  }
  return missing;
}

std::vector<std::string> outputs_unknown_in(const ResultFile& file) {
  std::vector<std::string> unknown;
  for (const auto& name : file.hashed_outputs()) {
    if (find_output(name) == nullptr) unknown.push_back(name);
  }
  return unknown;
}

}  // namespace entrepot::results
