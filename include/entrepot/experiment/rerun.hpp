#pragma once
// Rerun of replicates from a result file only, and check that they are identical to the last bit.

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
  file_changed,    ///< the file's data were changed after writing
  outputs_differ,  ///< the file is unchanged, but this program computes other values
};

/// Result of rerunning a replicate.
struct ReplicateCheck {
  std::int64_t replicate = 0;
  Sameness sameness = Sameness::identical;
  std::string hash;                                          ///< hash of the rerun replicate
  std::vector<results::DatasetDifference> differences = {};  ///< empty if identical
};

/// The scenario of a result file, with the inputs and facts recorded there. Throws Error (one line) if scenario, seed
/// or hashes were changed after writing, or if this program cannot read the scenario.
scenario::LoadedScenario scenario_of(const results::ResultFile& file, const std::string& name);

/// The scenario of a result file, ready for a rerun. Keeps a reference to the file.
class Rerun {
 public:
  /// Throws Error like scenario_of().
  Rerun(const results::ResultFile& file, std::string name);
  Rerun(const Rerun&) = delete;
  Rerun& operator=(const Rerun&) = delete;

  /// The scenario as the run read it, with the inputs and facts recorded in the file.
  [[nodiscard]] const scenario::LoadedScenario& loaded() const { return loaded_; }
  [[nodiscard]] const model::Setting& setting() const { return setting_; }
  [[nodiscard]] const results::Axes& axes() const { return axes_; }
  /// Compares a replicate simulated under setting() with the one in the file. Not thread-safe.
  [[nodiscard]] ReplicateCheck check(std::int64_t replicate, const model::Record& record) const;
  /// The versions that wrote and reran the file, as "written by ..."; empty if they are equal.
  [[nodiscard]] std::string other_version() const;
  /// The result of the check as one line of text, without a line break.
  [[nodiscard]] std::string verdict(const ReplicateCheck& check) const;

 private:
  const results::ResultFile& file_;
  std::string name_;
  scenario::LoadedScenario loaded_;
  model::Setting setting_;
  results::Axes axes_;
};

/// A sorted sample of `wanted` replicates without replacement; all if there are no more.
std::vector<std::int64_t> sample_of(const std::vector<std::int64_t>& replicates, std::size_t wanted,
                                    std::uint32_t seed);

/// Replicates whose data do not match their recorded hash; reads the whole file. Empty for a file without recorded
/// hashes, whose content hash covers them.
std::vector<std::int64_t> changed_replicates(const results::ResultFile& file);

}  // namespace entrepot::experiment
