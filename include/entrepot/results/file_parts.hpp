#pragma once
// The parts of a result file other than the rows of /outputs.

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

/// Sets the attributes that every dataset has.
void describe(const io::hdf5::Node& dataset, const std::string& unit, const std::string& long_name,
              const std::string& description);

/// The coordinates of a group.
class Coordinates {
 public:
  /// Writes one coordinate per dimension.
  Coordinates(const io::hdf5::Group& group, std::span<const Dimension> dimensions);
  /// Attaches the coordinates to the axes of a dataset.
  void attach(const io::hdf5::Dataset& dataset, std::span<const std::string> axes) const;

 private:
  struct Coordinate {
    std::string axis;
    io::hdf5::Dataset dataset;
  };
  std::vector<Coordinate> coordinates_;
};

/// A dimension without labels in netCDF's form: a dimension scale without values, which takes no space in the file and
/// appears in xarray as a dimension without coordinate.
io::hdf5::Dataset create_dimension(const io::hdf5::Group& group, const std::string& name, hsize_t size);

/// Writes group /summary from the finished group /outputs.
void write_summary(const io::hdf5::Group& root, const io::hdf5::Group& outputs_group, const Axes& axes,
                   double confidence);

/// Name of the hashes of replicates in /provenance.
inline constexpr const char* replicate_hash_name = "replicate_hash";

/// Attributes of the resolved scenario in /provenance: the hash of its canonical form, which enters the content hash,
/// and the hash of the text, which detects edits of the text. Files of versions up to 0.1.0 have neither.
inline constexpr const char* canonical_hash_name = "canonical_hash";
inline constexpr const char* text_hash_name = "text_hash";

/// Hash of the canonical form of a scenario, 32 hex digits: equal for every notation of the same scenario.
std::string canonical_hash(const scenario::LoadedScenario& loaded);

/// Writes group /provenance: the resolved scenario, its input files, the facts it cites, and the hash of each finished
/// replicate.
void write_provenance(const io::hdf5::Group& root, const scenario::LoadedScenario& loaded,
                      const std::map<std::int64_t, io::Hash128>& replicates);

}  // namespace entrepot::results
