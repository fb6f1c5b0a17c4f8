#pragma once
// Group /custody of a result file.

#include "entrepot/io/hash.hpp"
#include "entrepot/io/hdf5.hpp"
#include "entrepot/results/custody.hpp"

namespace entrepot::results {

/// Adds the chains of one replicate after another.
class CustodyWriter {
 public:
  /// Creates the group for the chains of replicates 0 .. replicates-1; writes nothing if there are none.
  CustodyWriter(const io::hdf5::Group& root, const Axes& axes, std::size_t replicates);
  /// Append the chains of a replicate and add them to its hash; nothing for one that keeps none.
  void write(std::uint32_t replicate, const model::CustodyLog& log, io::Hasher& hasher);
  /// Name the axis of each table, once all its rows are written.
  void name_axes() const;

 private:
  /// A table: its key columns replicate and lot, then those of the table of columns.
  struct Table {
    std::vector<io::hdf5::Dataset> columns;
    hsize_t rows = 0;
  };
  std::size_t replicates_;
  io::hdf5::Group group_;
  Table lots_;
  Table hops_;
};

/// Add chains to the hash of their replicate without writing them.
void hash_custody(const model::CustodyLog& log, io::Hasher& hasher);

/// Reads them back.
class CustodyReader {
 public:
  explicit CustodyReader(const io::hdf5::Group& root);
  /// Replicates below this number keep their chains; 0 for a file without.
  [[nodiscard]] std::int64_t replicates() const { return replicates_; }
  [[nodiscard]] CustodyTable lots() const;
  [[nodiscard]] CustodyTable hops(std::size_t first, std::size_t count) const;
  [[nodiscard]] std::size_t hop_rows() const;
  /// Add the chains of a replicate to its hash, as the writer did.
  void hash(std::int64_t replicate, io::Hasher& hasher) const;

 private:
  io::hdf5::Group group_;
  std::int64_t replicates_ = 0;
};

}  // namespace entrepot::results
