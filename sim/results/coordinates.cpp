#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "entrepot/results/file_parts.hpp"

namespace entrepot::results {
namespace {

io::hdf5::Dataset write_labels(const io::hdf5::Group& group, const Dimension& dimension) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&dimension.labels))
    return group.create_texts(dimension.name, *texts);
  const auto& numbers = std::get<std::vector<std::int64_t>>(dimension.labels);
  auto dataset = group.create_dataset(dimension.name, io::hdf5::Stored::int64, {.shape = {numbers.size()}});
  dataset.write_all(std::span(numbers));
  return dataset;
}

}  // namespace

void describe(const io::hdf5::Node& dataset, const std::string& unit, const std::string& long_name,
              const std::string& description) {
  dataset.set("units", unit);
  dataset.set("long_name", long_name);
  dataset.set("description", description);
}

Coordinates::Coordinates(const io::hdf5::Group& group, std::span<const Dimension> dimensions) {
  for (const auto& dimension : dimensions) {
    auto dataset = write_labels(group, dimension);
    describe(dataset, dimension.unit, dimension.long_name, dimension.description);
    if (dimension.unit.starts_with("days since")) dataset.set("calendar", "proleptic_gregorian");
    dataset.make_scale(dimension.name);
    coordinates_.push_back({dimension.name, std::move(dataset)});
  }
}

void Coordinates::attach(const io::hdf5::Dataset& dataset, std::span<const std::string> axes) const {
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    const auto found = std::find_if(coordinates_.begin(), coordinates_.end(),
                                    [&](const Coordinate& coordinate) { return coordinate.axis == axes[axis]; });
    if (found == coordinates_.end()) throw std::logic_error("no coordinate '" + axes[axis] + "'");
    dataset.attach(static_cast<unsigned>(axis), found->dataset);
  }
}

io::hdf5::Dataset create_dimension(const io::hdf5::Group& group, const std::string& name, hsize_t size) {
  auto dataset =
      group.create_dataset(name, io::hdf5::Stored::int8, {.shape = {size}, .chunk = {std::max<hsize_t>(1, size)}});
  dataset.make_scale(fmt::format("This is a netCDF dimension but not a netCDF variable.{:10}", size));
  return dataset;
}

}  // namespace entrepot::results
