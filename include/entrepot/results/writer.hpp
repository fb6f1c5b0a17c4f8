#pragma once
// Writing a result file, one replicate at a time.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/results/custody.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::results {

/// Information about a finished run.
struct Completion {
  std::size_t planned = 0;  ///< final number of planned replicates; 0: the number given to the writer
  std::size_t failed = 0;   ///< replicates that ended with an error
  unsigned threads = 1;
  double wall_seconds = 0;
  std::string ending = {};  ///< why the run ended at this number of replicates
};

/// Writes to `<path>.partial`, which is renamed to `<path>` once all is on disk; a writer destroyed before that leaves
/// neither. Memory grows by only 48 bytes per replicate. Not thread-safe. Every function throws Error with the path and
/// the reason if the file cannot be written.
class ResultWriter {
 public:
  /// Keeps references to setting and loaded scenario. planned >= 1. Records chains of custody for the first `custody`
  /// replicates.
  ResultWriter(const std::filesystem::path& path, const model::Setting& setting, const scenario::LoadedScenario& loaded,
               std::size_t planned, std::size_t custody = all_replicates);
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  /// Adds a replicate, in any order. Throws std::logic_error for a number that is not planned or already written.
  void write(std::uint32_t replicate, const model::Record& record);

  /// Adds the summary over the written replicates and the provenance, closes the file and gives it its name. Returns
  /// the content hash. Throws Error if no replicate was written. The writer must not be used afterwards.
  std::string finish(const Completion& completion);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entrepot::results
