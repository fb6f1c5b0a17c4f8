#pragma once
// Whether a replicate that was run again left behind what a result file holds of it.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/model/record.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/results/reader.hpp"

namespace entrepot::results {

/// The hash of a replicate, 32 hex digits, over the outputs and chains of custody that `file` keeps of it: equal to the
/// one noted there if the replicate is the same to the last bit.
std::string hash_again(const ResultFile& file, const Axes& axes, std::int64_t replicate, const model::Record& record);

/// A dataset in which two replicates differ.
struct DatasetDifference {
  std::string name;    ///< with its group for those outside /outputs
  std::string where;   ///< the first cell, as `axis label, axis label`; or what is amiss with the whole
  double in_file = 0;  ///< values of that cell
  double again = 0;
  std::size_t cells = 0;  ///< that differ; 0: the whole, see `where`
};

/// Datasets in which what the file holds differs from the record, in the order of the file. A missing number (NaN)
/// equals itself.
std::vector<DatasetDifference> differences(const ResultFile& file, const Axes& axes, std::int64_t replicate,
                                           const model::Record& record);

/// Outputs of this program that the file has not.
std::vector<std::string> outputs_missing_in(const ResultFile& file);

/// Outputs in the file's hashes that this program does not compute: of another version.
std::vector<std::string> outputs_unknown_in(const ResultFile& file);

}  // namespace entrepot::results
