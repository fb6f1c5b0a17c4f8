#pragma once
// Comparison of a rerun replicate with a result file.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/model/record.hpp"
#include "entrepot/results/axes.hpp"
#include "entrepot/results/reader.hpp"

namespace entrepot::results {

/// The hash of a replicate, 32 hex digits, over the outputs and chains of custody in `file`: equal to the recorded hash
/// if the replicate is identical to the last bit.
std::string hash_of_rerun(const ResultFile& file, const Axes& axes, std::int64_t replicate,
                          const model::Record& record);

/// A dataset in which two replicates differ.
struct DatasetDifference {
  std::string name;       ///< with its group if outside /outputs
  std::string where;      ///< first differing cell, as `axis label, axis label`; or the fault of the whole dataset
  double in_file = 0;     ///< value of that cell in the file
  double again = 0;       ///< value of that cell in the rerun
  std::size_t cells = 0;  ///< number of differing cells; 0: the whole dataset, see `where`
};

/// Datasets in which the file differs from the record, in the order of the file. NaN equals NaN.
std::vector<DatasetDifference> differences(const ResultFile& file, const Axes& axes, std::int64_t replicate,
                                           const model::Record& record);

/// Outputs of this program that are not in the file.
std::vector<std::string> outputs_missing_in(const ResultFile& file);

/// Outputs in the file's hashes that this program does not compute, because the file is from another version.
std::vector<std::string> outputs_unknown_in(const ResultFile& file);

}  // namespace entrepot::results
