#pragma once
// The parts of a result file, apart from the rows of /outputs.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "entrepot/io/hash.hpp"
#include "entrepot/io/hdf5.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::results {

/// The attributes that every dataset carries.
void describe(const io::hdf5::Node& dataset, const std::string& unit, const std::string& long_name,
              const std::string& description);

/// The coordinates of a group.
class Coordinates {
 public:
  /// Writes a coordinate for each of the dimensions.
  Coordinates(const io::hdf5::Group& group, std::span<const Dimension> dimensions);
  /// Name the axes of a dataset by their coordinates.
  void attach(const io::hdf5::Dataset& dataset, std::span<const std::string> axes) const;

 private:
  struct Coordinate {
    std::string axis;
    io::hdf5::Dataset dataset;
  };
  std::vector<Coordinate> coordinates_;
};

/// A dimension without labels, as netCDF writes one: a dimension scale without values, which takes no room in the file
/// and which xarray shows as a dimension alone.
io::hdf5::Dataset create_dimension(const io::hdf5::Group& group, const std::string& name, hsize_t size);

/// Write group /summary from the finished group /outputs.
void write_summary(const io::hdf5::Group& root, const io::hdf5::Group& outputs_group, const Axes& axes,
                   double confidence);

/// Name of the hashes of replicates in /provenance.
inline constexpr const char* replicate_hash_name = "replicate_hash";

/// Attributes of the resolved scenario in /provenance: the hash of its canonical form, of which the content hash is
/// made, and that of the text, which finds a text that was edited. Files of versions up to 0.1.0 have neither.
inline constexpr const char* canonical_hash_name = "canonical_hash";
inline constexpr const char* text_hash_name = "text_hash";

/// Hash of the canonical form of a scenario, 32 hex digits: the same for every spelling of the same scenario.
std::string canonical_hash(const scenario::LoadedScenario& loaded);

/// Write group /provenance: the resolved scenario, the files it was read from, the facts that it cites, and the hash of
/// each finished replicate.
void write_provenance(const io::hdf5::Group& root, const scenario::LoadedScenario& loaded,
                      const std::map<std::int64_t, io::Hash128>& replicates);

}  // namespace entrepot::results
