// Group /summary: statistics over replicates of the rows of /outputs.

#include "entrepot/statistics/summary.hpp"

#include <algorithm>

#include "entrepot/results/file_parts.hpp"

namespace entrepot::results {
namespace {

constexpr std::size_t max_bytes_at_once = std::size_t{128} << 20;
constexpr std::size_t statistics = statistics::statistic_names.size();

Dimension statistic_axis(double confidence) {
  return {"statistic", "Statistic over replicates", "1",
          "mean; low and high: Student's interval of the mean at level " + std::to_string(confidence) +
              "; sd: standard deviation; p05 and p95: quantiles. They measure sampling noise over replicates only.",
          std::vector<std::string>(statistics::statistic_names.begin(), statistics::statistic_names.end())};
}

/// Statistics of each column of a [replicate x cell] table, into cells first .. of a [statistic x all cells] table.
void summarise_columns(statistics::Summariser& summariser, std::span<const double> table, std::size_t columns,
                       std::size_t first, std::size_t all, std::vector<double>& into) {
  std::vector<double> column(table.size() / columns);
  for (std::size_t cell = 0; cell < columns; ++cell) {
    for (std::size_t row = 0; row < column.size(); ++row) column[row] = table[row * columns + cell];
    const auto values = summariser(column).values();
    for (std::size_t s = 0; s < statistics; ++s) into[s * all + first + cell] = values[s];
  }
}

/// Shape: statistic x cell. Reads a bounded part of the dataset at a time, along its second axis.
std::vector<double> summarise(const io::hdf5::Dataset& dataset, statistics::Summariser& summariser) {
  const auto shape = dataset.shape();
  std::size_t cells = 1;
  for (std::size_t axis = 1; axis < shape.size(); ++axis) cells *= shape[axis];
  std::vector<double> into(statistics * cells);
  if (cells == 0) return into;
  if (shape.size() == 1) {
    summarise_columns(summariser, dataset.read_all<double>(), 1, 0, 1, into);
    return into;
  }
  const std::size_t cells_per_step = cells / shape[1];
  const std::size_t bytes_per_step = shape[0] * cells_per_step * sizeof(double);
  const std::size_t steps = std::clamp<std::size_t>(max_bytes_at_once / bytes_per_step, 1, shape[1]);
  for (std::size_t first = 0; first < shape[1]; first += steps) {
    const std::size_t count = std::min<std::size_t>(steps, shape[1] - first);
    summarise_columns(summariser, dataset.read_part<double>(1, first, count), count * cells_per_step,
                      first * cells_per_step, cells, into);
  }
  return into;
}

}  // namespace

void write_summary(const io::hdf5::Group& root, const io::hdf5::Group& outputs_group, const Axes& axes,
                   double confidence) {
  const io::hdf5::Group group = root.create_group("summary");
  std::vector<Dimension> dimensions{statistic_axis(confidence)};
  dimensions.insert(dimensions.end(), axes.dimensions().begin(), axes.dimensions().end());
  const Coordinates coordinates(group, dimensions);
  statistics::Summariser summariser(confidence);
  for (const auto& [info, summarised, take] : outputs()) {
    if (summarised == Summarised::no) continue;
    io::hdf5::Layout layout{.shape = {statistics}};
    std::vector<std::string> names{"statistic"};
    for (const auto& name : info.dimensions) {
      layout.shape.push_back(axes.size(name));
      names.push_back(name);
    }
    const auto dataset = group.create_dataset(info.name, io::hdf5::Stored::float64, layout);
    const auto values = summarise(outputs_group.open_dataset(info.name), summariser);
    dataset.write_all(std::span<const double>(values));
    describe(dataset, info.unit, info.long_name, info.description);
    coordinates.attach(dataset, names);
  }
}

}  // namespace entrepot::results
