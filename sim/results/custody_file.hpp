#pragma once
// Group /custody of a result file.

#include "entrepot/io/hash.hpp"
#include "entrepot/io/hdf5.hpp"
#include "entrepot/results/custody.hpp"

namespace entrepot::results {

/// Writes the chains of custody, replicate by replicate.
class CustodyWriter {
 public:
  /// Creates the group for the chains of replicates 0 .. replicates-1; writes nothing if replicates is 0.
  CustodyWriter(const io::hdf5::Group& root, const Axes& axes, std::size_t replicates);
  /// Appends the chains of a replicate and adds them to its hash; has no effect for a replicate without custody.
  void write(std::uint32_t replicate, const model::CustodyLog& log, io::Hasher& hasher);
  /// Names the axis of each table, after all its rows are written.
  void name_axes() const;

 private:
  /// A table: its key columns replicate and lot, then the declared columns.
  struct Table {
    std::vector<io::hdf5::Dataset> columns;
    hsize_t rows = 0;
  };
  std::size_t replicates_;
  io::hdf5::Group group_;
  Table lots_;
  Table hops_;
};

/// Adds chains to the hash of their replicate without writing them.
void hash_custody(const model::CustodyLog& log, io::Hasher& hasher);

/// Reads the chains of custody.
class CustodyReader {
 public:
  explicit CustodyReader(const io::hdf5::Group& root);
  /// Replicates below this number have chains of custody; 0 for a file without.
  [[nodiscard]] std::int64_t replicates() const { return replicates_; }
  [[nodiscard]] CustodyTable lots() const;
  [[nodiscard]] CustodyTable hops(std::size_t first, std::size_t count) const;
  [[nodiscard]] std::size_t hop_rows() const;
  /// Adds the chains of a replicate to its hash, in the same way as the writer.
  void hash(std::int64_t replicate, io::Hasher& hasher) const;

 private:
  io::hdf5::Group group_;
  std::int64_t replicates_ = 0;
};

}  // namespace entrepot::results
