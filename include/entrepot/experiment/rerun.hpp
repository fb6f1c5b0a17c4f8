#pragma once
// Running replicates of a result file again, from the file alone, and checking that they are the same to the last bit.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/experiment/ensemble.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/results/replicate_check.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::experiment {

enum class Sameness : std::uint8_t {
  identical,
  file_changed,    ///< what the file holds is not what was written to it
  outputs_differ,  ///< the file is as it was written, but this program computes something else
};

/// What came of running a replicate again.
struct ReplicateCheck {
  std::int64_t replicate = 0;
  Sameness sameness = Sameness::identical;
  std::string hash;                                          ///< of the replicate that was run again
  std::vector<results::DatasetDifference> differences = {};  ///< none if identical
};

/// The scenario of a result file, with the inputs and facts that the file names. Throws Error (one line) if the file
/// was changed after it was written so that scenario, seed or hashes cannot be trusted, or if this program cannot read
/// it.
scenario::LoadedScenario scenario_of(const results::ResultFile& file, const std::string& name);

/// The scenario of a result file, ready to be run again. Keeps a reference to the file.
class Rerun {
 public:
  /// Throws Error as scenario_of().
  Rerun(const results::ResultFile& file, std::string name);
  Rerun(const Rerun&) = delete;
  Rerun& operator=(const Rerun&) = delete;

  /// As the run read it, with the inputs and facts that the file names.
  [[nodiscard]] const scenario::LoadedScenario& loaded() const { return loaded_; }
  [[nodiscard]] const model::Setting& setting() const { return setting_; }
  [[nodiscard]] const results::Axes& axes() const { return axes_; }
  /// Compare a replicate that was simulated under setting() with the one in the file. Not thread-safe.
  [[nodiscard]] ReplicateCheck check(std::int64_t replicate, const model::Record& record) const;
  /// Who wrote the file and who reads it, if they are not the same: "written by ..."; empty if they are.
  [[nodiscard]] std::string other_version() const;
  /// The check in words, one line without its end.
  [[nodiscard]] std::string verdict(const ReplicateCheck& check) const;

 private:
  const results::ResultFile& file_;
  std::string name_;
  scenario::LoadedScenario loaded_;
  model::Setting setting_;
  results::Axes axes_;
};

/// `wanted` of the replicates, drawn without replacement and sorted; all of them if there are no more.
std::vector<std::int64_t> sample_of(const std::vector<std::int64_t>& replicates, std::size_t wanted,
                                    std::uint32_t seed);

/// Replicates whose data do not match the hash that their writer noted; reads the whole file. Empty for a file without
/// noted hashes, which its seal covers.
std::vector<std::int64_t> changed_replicates(const results::ResultFile& file);

}  // namespace entrepot::experiment
