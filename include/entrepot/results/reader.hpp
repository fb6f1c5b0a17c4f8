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

/// A dataset as read: numbers over named axes, row-major. Integers are given as doubles (exact up to 2^53).
struct Array {
  std::string name;
  std::string unit;
  std::string long_name;
  std::string description;
  std::vector<Dimension> dimensions;
  std::vector<double> values;

  /// One value by its row on each axis. Throws std::out_of_range.
  [[nodiscard]] double at(std::span<const std::size_t> rows) const;
  [[nodiscard]] double at(std::initializer_list<std::size_t> rows) const {
    return at(std::span(rows.begin(), rows.size()));
  }
};

/// A finished result file, open to read. Every function throws Error with the path and the reason if it cannot.
class ResultFile {
 public:
  /// Throws Error if the file is missing, of another program or schema version, unfinished, or damaged.
  explicit ResultFile(const std::filesystem::path& path);
  ~ResultFile();
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  [[nodiscard]] const RunInfo& run() const;
  /// Whether /outputs has a dataset: those of older programs lack what was added since.
  [[nodiscard]] bool has_output(const std::string& name) const;
  /// A dataset of /outputs; its first axis is `replicate` (fiscal_year_complete has none).
  [[nodiscard]] Array output(const std::string& name) const;
  /// One replicate of a dataset of /outputs, without the axis `replicate`. Throws Error if it was not finished.
  [[nodiscard]] Array output_of(const std::string& name, std::int64_t replicate) const;
  /// The numbers of the finished replicates, in order.
  [[nodiscard]] std::vector<std::int64_t> replicates() const;
  /// A dataset of /summary; its first axis is `statistic`.
  [[nodiscard]] Array summary(const std::string& name) const;

  /// Replicates below this number keep their chains of custody; 0 for a file without, as older programs wrote it.
  [[nodiscard]] std::int64_t custody_replicates() const;
  /// Lots that leaked or were seized, a row each. Throws Error for a file without custody.
  [[nodiscard]] CustodyTable custody_lots() const;
  /// Hops first .. first+count-1; those of a lot follow those of the lots in the rows before it.
  [[nodiscard]] CustodyTable custody_hops(std::size_t first, std::size_t count) const;

  /// Number of all hops.
  [[nodiscard]] std::size_t custody_hop_rows() const;

  /// The resolved scenario, YAML.
  [[nodiscard]] std::string scenario() const;
  /// The files that the scenario was read from.
  [[nodiscard]] std::vector<scenario::Input> inputs() const;
  /// The evidence that the scenario cites.
  [[nodiscard]] std::vector<scenario::Fact> facts() const;

  /// The content hash of what the file holds now; it differs from run().content_hash if the data were changed.
  [[nodiscard]] std::string computed_hash() const;
  /// Whether the file has the hash of each replicate; those of older programs have none.
  [[nodiscard]] bool has_noted_hashes() const;
  /// The hash of a replicate as its writer noted it; none in a file of an older program.
  [[nodiscard]] std::optional<std::string> noted_hash(std::int64_t replicate) const;
  /// The hash of what the file holds of a replicate now.
  [[nodiscard]] std::string computed_hash(std::int64_t replicate) const;
  /// The outputs that are in the hashes of replicates, in their order; this program need not know them all.
  [[nodiscard]] std::vector<std::string> hashed_outputs() const;
  /// Whether scenario, seed and the noted hashes of replicates are those that the content hash was made of; false says
  /// that the file was changed. Reads no outputs, save in a file without noted hashes.
  [[nodiscard]] bool seal_holds() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a file begins with HDF5's signature: a result file, as against a scenario. False for what cannot be read.
bool begins_like_hdf5(const std::filesystem::path& path);

}  // namespace entrepot::results
