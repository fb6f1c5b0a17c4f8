#pragma once
// Reading a result file.

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/results/axes.hpp"
#include "entrepot/results/custody.hpp"
#include "entrepot/results/run_info.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::results {

/// A dataset read from a file: numbers over named axes, row-major. Integers are converted to double (exact up to 2^53).
struct Array {
  std::string name;
  std::string unit;
  std::string long_name;
  std::string description;
  std::vector<Dimension> dimensions;
  std::vector<double> values;

  /// The value at one row per axis. Throws std::out_of_range.
  [[nodiscard]] double at(std::span<const std::size_t> rows) const;
  [[nodiscard]] double at(std::initializer_list<std::size_t> rows) const {
    return at(std::span(rows.begin(), rows.size()));
  }
};

/// A finished result file, open for reading. Every function throws Error with the path and the reason on failure.
class ResultFile {
 public:
  /// Throws Error if the file is missing, from another program or schema version, unfinished, or damaged.
  explicit ResultFile(const std::filesystem::path& path);
  ~ResultFile();
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  [[nodiscard]] const RunInfo& run() const;
  /// Whether /outputs has a dataset; files of older programs lack outputs that were added since.
  [[nodiscard]] bool has_output(const std::string& name) const;
  /// A dataset of /outputs; its first axis is `replicate` (fiscal_year_complete has none).
  [[nodiscard]] Array output(const std::string& name) const;
  /// One replicate of a dataset of /outputs, without the axis `replicate`. Throws Error for an unfinished replicate.
  [[nodiscard]] Array output_of(const std::string& name, std::int64_t replicate) const;
  /// The numbers of the finished replicates, in order.
  [[nodiscard]] std::vector<std::int64_t> replicates() const;
  /// A dataset of /summary; its first axis is `statistic`.
  [[nodiscard]] Array summary(const std::string& name) const;

  /// Replicates below this number have chains of custody; 0 for a file of an older program without custody.
  [[nodiscard]] std::int64_t custody_replicates() const;
  /// Leaked and seized lots, one row each. Throws Error for a file without custody.
  [[nodiscard]] CustodyTable custody_lots() const;
  /// Hops first .. first+count-1, grouped by lot in the order of custody_lots().
  [[nodiscard]] CustodyTable custody_hops(std::size_t first, std::size_t count) const;

  /// Number of all hops.
  [[nodiscard]] std::size_t custody_hop_rows() const;

  /// The resolved scenario, YAML.
  [[nodiscard]] std::string scenario() const;
  /// The input files of the scenario.
  [[nodiscard]] std::vector<scenario::Input> inputs() const;
  /// The evidence cited by the scenario.
  [[nodiscard]] std::vector<scenario::Fact> facts() const;
  /// The rows of the register that the scenario cites; none in a file of an older program.
  [[nodiscard]] std::vector<scenario::EvidenceRow> evidence() const;

  /// The content hash of the file's present data; it differs from run().content_hash if the data were changed.
  [[nodiscard]] std::string computed_hash() const;
  /// Whether the file has a hash for each replicate; files of older programs do not.
  [[nodiscard]] bool has_recorded_hashes() const;
  /// The recorded hash of a replicate; nullopt in a file of an older program.
  [[nodiscard]] std::optional<std::string> recorded_hash(std::int64_t replicate) const;
  /// The hash of the file's present data of a replicate.
  [[nodiscard]] std::string computed_hash(std::int64_t replicate) const;
  /// The outputs in the hashes of replicates, in order; some may be unknown to this program.
  [[nodiscard]] std::vector<std::string> hashed_outputs() const;
  /// Whether scenario, seed and the recorded hashes of replicates match the content hash; false means that the file was
  /// changed. Reads outputs only in a file without recorded hashes.
  [[nodiscard]] bool matches_content_hash() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a file has HDF5's signature, i.e. is a result and not a scenario. False for an unreadable file.
bool has_hdf5_signature(const std::filesystem::path& path);

}  // namespace entrepot::results
