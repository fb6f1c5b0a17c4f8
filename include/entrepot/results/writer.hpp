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

/// What is known of a run when it has ended.
struct Completion {
  std::size_t planned = 0;  ///< replicates that were wanted in the end; 0: as many as the writer was made for
  std::size_t failed = 0;   ///< replicates that ended with an error
  unsigned threads = 1;
  double wall_seconds = 0;
  std::string ending = {};  ///< why there are no more
};

/// Writes to `<path>.partial`, which becomes `<path>` when all is on disk; a writer that is destroyed before leaves
/// neither. Memory does not grow with the number of replicates, save 48 bytes each. Not thread-safe. Every function
/// throws Error with the path and the reason if the file cannot be written.
class ResultWriter {
 public:
  /// Keeps references to setting and loaded scenario. planned >= 1. The first `custody` replicates keep their chains of
  /// custody.
  ResultWriter(const std::filesystem::path& path, const model::Setting& setting, const scenario::LoadedScenario& loaded,
               std::size_t planned, std::size_t custody = all_replicates);
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  /// Add a replicate, in any order. Throws std::logic_error for a number that is not planned or was written before.
  void write(std::uint32_t replicate, const model::Record& record);

  /// Add the summary over the replicates written, and provenance; close the file and give it its name. Returns the
  /// content hash. Throws Error if no replicate was written. The writer is of no use afterwards.
  std::string finish(const Completion& completion);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entrepot::results
