#include "entrepot/results/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string_view>

#include "custody_file.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/hdf5.hpp"
#include "entrepot/results/content_hash.hpp"
#include "entrepot/results/file_parts.hpp"
#include "entrepot/results/identity.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/output.hpp"

namespace entrepot::results {
namespace {

/// Rejects a file that is not a finished result of this schema version.
void check_identity(const io::hdf5::Group& root, const std::string& path) {
  if (const auto refusal = refusal_of(root, kind::run); !refusal.empty())
    throw Error(fmt::format("{}: {}", path, refusal), ExitCode::bad_input);
  if (!root.has("content_hash"))
    throw Error(fmt::format("{}: is unfinished: its run stopped before the end", path), ExitCode::bad_input);
}

RunInfo read_run_info(const io::hdf5::Group& root) {
  RunInfo info;
  const auto read = [&](const std::string& name, auto pointer) {
    using Member = std::remove_reference_t<decltype(info.*pointer)>;
    if constexpr (std::is_same_v<Member, std::string>) {
      info.*pointer = root.text(name);
    } else if constexpr (std::is_same_v<Member, double>) {
      info.*pointer = root.real(name);
    } else {
      info.*pointer = root.integer(name);
    }
  };
  for (const auto& attribute : run_attributes()) {
    if (attribute.name == "ending" && !root.has(attribute.name)) continue;  // missing in files of older programs
    std::visit([&](auto pointer) { read(attribute.name, pointer); }, attribute.member);
  }
  return info;
}

Dimension read_dimension(const io::hdf5::Dataset& coordinate) {
  Dimension dimension{coordinate.axis_name(),
                      coordinate.text("long_name"),
                      coordinate.text("units"),
                      coordinate.text("description"),
                      {}};
  if (coordinate.holds_texts()) {
    dimension.labels = coordinate.read_texts();
  } else {
    dimension.labels = coordinate.read_all<std::int64_t>();
  }
  return dimension;
}

/// The dimensions of a dataset from axis `from`, with a label for each of their rows.
std::vector<Dimension> read_dimensions(const io::hdf5::Dataset& dataset, unsigned from) {
  const auto extents = dataset.shape();
  std::vector<Dimension> dimensions;
  for (unsigned axis = from; axis < extents.size(); ++axis) {
    dimensions.push_back(read_dimension(dataset.scale(axis)));
    if (dimensions.back().size() != extents[axis]) dataset.refuse("has another shape than its labels");
  }
  return dimensions;
}

Array read_array(const io::hdf5::Group& group, const std::string& name) {
  const auto dataset = group.open_dataset(name);
  return {name,
          dataset.text("units"),
          dataset.text("long_name"),
          dataset.text("description"),
          read_dimensions(dataset, 0),
          dataset.read_all<double>()};
}

/// Sets one member of every row from a column of /provenance.
template <class Row>
void read_column(const io::hdf5::Group& group, const std::string& name, std::vector<Row>& rows,
                 std::string Row::*member) {
  const auto texts = group.open_dataset(name).read_texts();
  rows.resize(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) rows[row].*member = texts[row];
}

template <class Row>
void read_dates(const io::hdf5::Group& group, const std::string& name, std::vector<Row>& rows,
                std::optional<Date> Row::*member) {
  const auto texts = group.open_dataset(name).read_texts();
  rows.resize(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) rows[row].*member = Date::parse(texts[row]);
}

void hash_row(io::Hasher& hasher, const io::hdf5::Dataset& dataset, std::size_t row) {
  if (dataset.holds_integers()) {
    hasher.add(std::span<const std::int64_t>(dataset.read_part<std::int64_t>(0, row, 1)));
  } else {
    hasher.add(std::span<const double>(dataset.read_part<double>(0, row, 1)));
  }
}

}  // namespace

double Array::at(std::span<const std::size_t> rows) const {
  if (rows.size() != dimensions.size()) throw std::out_of_range("wrong number of axes for " + name);
  std::size_t cell = 0;
  auto dimension = dimensions.begin();
  for (const std::size_t row : rows) {
    const std::size_t size = (dimension++)->size();
    if (row >= size) throw std::out_of_range("row past the end of an axis of " + name);
    cell = cell * size + row;
  }
  return values[cell];
}

class ResultFile::Impl {
 public:
  explicit Impl(const std::filesystem::path& path)
      : name(path.string()), file(io::hdf5::File::open(path)), root(file.root()) {
    check_identity(root, path.string());
    run = read_run_info(root);
  }
  [[nodiscard]] CustodyReader custody() const {
    CustodyReader reader(root);
    if (reader.replicates() == 0) throw Error(fmt::format("{}: has no chains of custody", name), ExitCode::bad_input);
    return reader;
  }
  [[nodiscard]] std::vector<std::int64_t> replicates() const {
    return root.open_group("outputs").open_dataset("replicate").read_all<std::int64_t>();
  }
  [[nodiscard]] std::size_t row_of(std::int64_t replicate) const {
    const auto numbers = replicates();
    const auto found = std::find(numbers.begin(), numbers.end(), replicate);
    if (found == numbers.end()) {
      throw Error(fmt::format("{}: has no replicate {}; it has {} from {} to {}", name, replicate, numbers.size(),
                              numbers.empty() ? 0 : numbers.front(), numbers.empty() ? 0 : numbers.back()),
                  ExitCode::bad_input);
    }
    return static_cast<std::size_t>(found - numbers.begin());
  }
  /// The outputs in the hashes, in order: as recorded by the writer, or else the outputs of this program that the file
  /// has.
  [[nodiscard]] std::vector<std::string> hashed_outputs() const {
    const auto provenance = root.open_group("provenance");
    if (provenance.has_member(replicate_hash_name)) {
      const auto dataset = provenance.open_dataset(replicate_hash_name);
      if (dataset.has("outputs")) return dataset.texts("outputs");
    }
    std::vector<std::string> known;
    const auto group = root.open_group("outputs");
    for (const auto& output : outputs()) {
      if (group.has_member(output.info.name)) known.push_back(output.info.name);
    }
    return known;
  }
  /// The hash of a replicate over the outputs known to its writer.
  [[nodiscard]] io::Hash128 hash(std::int64_t replicate) const {
    const auto group = root.open_group("outputs");
    const std::size_t row = row_of(replicate);
    io::Hasher hasher;
    for (const auto& output : hashed_outputs()) hash_row(hasher, group.open_dataset(output), row);
    CustodyReader(root).hash(replicate, hasher);
    return hasher.digest();
  }
  /// The inputs of the content hash other than the data of replicates, as computed by the writer. An edited scenario
  /// text gives another identity.
  [[nodiscard]] Content content_without_data() const {
    const auto dataset = root.open_group("provenance").open_dataset("scenario");
    const std::string text = dataset.read_text();
    const bool canonical = dataset.has(canonical_hash_name) && dataset.has(text_hash_name) &&
                           dataset.text(text_hash_name) == io::hash_of_text(text);
    return {schema_version, canonical ? dataset.text(canonical_hash_name) : text, run.seed, {}};
  }
  std::string name;
  // Members are destroyed in reverse order: the group closes before its file.
  io::hdf5::File file;
  io::hdf5::Group root;
  RunInfo run;
};

ResultFile::ResultFile(const std::filesystem::path& path) {
  const io::hdf5::QuietErrors quiet;
  impl_ = std::make_unique<Impl>(path);
}

ResultFile::~ResultFile() = default;
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

const RunInfo& ResultFile::run() const { return impl_->run; }

bool ResultFile::has_output(const std::string& name) const {
  const io::hdf5::QuietErrors quiet;
  return impl_->root.open_group("outputs").has_member(name);
}

Array ResultFile::output(const std::string& name) const {
  const io::hdf5::QuietErrors quiet;
  return read_array(impl_->root.open_group("outputs"), name);
}

Array ResultFile::summary(const std::string& name) const {
  const io::hdf5::QuietErrors quiet;
  return read_array(impl_->root.open_group("summary"), name);
}

std::int64_t ResultFile::custody_replicates() const {
  const io::hdf5::QuietErrors quiet;
  return CustodyReader(impl_->root).replicates();
}

CustodyTable ResultFile::custody_lots() const {
  const io::hdf5::QuietErrors quiet;
  return impl_->custody().lots();
}

CustodyTable ResultFile::custody_hops(std::size_t first, std::size_t count) const {
  const io::hdf5::QuietErrors quiet;
  return impl_->custody().hops(first, count);
}

std::size_t ResultFile::custody_hop_rows() const {
  const io::hdf5::QuietErrors quiet;
  return impl_->custody().hop_rows();
}

std::string ResultFile::scenario() const {
  const io::hdf5::QuietErrors quiet;
  return impl_->root.open_group("provenance").open_dataset("scenario").read_text();
}

std::vector<scenario::Input> ResultFile::inputs() const {
  const io::hdf5::QuietErrors quiet;
  const auto group = impl_->root.open_group("provenance");
  std::vector<scenario::Input> rows;
  read_column(group, "input_path", rows, &scenario::Input::path);
  read_column(group, "input_hash", rows, &scenario::Input::hash);
  return rows;
}

std::vector<scenario::Fact> ResultFile::facts() const {
  const io::hdf5::QuietErrors quiet;
  const auto group = impl_->root.open_group("provenance");
  using scenario::Fact;
  std::vector<Fact> rows;
  read_column(group, "fact_path", rows, &Fact::path);
  read_column(group, "fact_value", rows, &Fact::value);
  read_column(group, "fact_source", rows, &Fact::source);
  read_column(group, "fact_grade", rows, &Fact::grade);
  read_column(group, "fact_note", rows, &Fact::note);
  read_column(group, "fact_where", rows, &Fact::where);
  return rows;
}

std::vector<scenario::EvidenceRow> ResultFile::evidence() const {
  const io::hdf5::QuietErrors quiet;
  const auto group = impl_->root.open_group("provenance");
  using scenario::EvidenceRow;
  std::vector<EvidenceRow> rows;
  if (!group.has_member("evidence_id")) return rows;
  read_column(group, "evidence_id", rows, &EvidenceRow::id);
  read_column(group, "evidence_quantity", rows, &EvidenceRow::quantity);
  read_column(group, "evidence_place", rows, &EvidenceRow::place);
  read_column(group, "evidence_value", rows, &EvidenceRow::value);
  read_column(group, "evidence_low", rows, &EvidenceRow::low);
  read_column(group, "evidence_high", rows, &EvidenceRow::high);
  read_column(group, "evidence_unit", rows, &EvidenceRow::unit);
  read_column(group, "evidence_grade", rows, &EvidenceRow::grade);
  read_column(group, "evidence_read", rows, &EvidenceRow::read);
  read_column(group, "evidence_source", rows, &EvidenceRow::source);
  read_column(group, "evidence_url", rows, &EvidenceRow::url);
  read_column(group, "evidence_note", rows, &EvidenceRow::note);
  read_dates(group, "evidence_from", rows, &EvidenceRow::from);
  read_dates(group, "evidence_until", rows, &EvidenceRow::until);
  return rows;
}

std::vector<std::int64_t> ResultFile::replicates() const {
  const io::hdf5::QuietErrors quiet;
  return impl_->replicates();
}

Array ResultFile::output_of(const std::string& name, std::int64_t replicate) const {
  const io::hdf5::QuietErrors quiet;
  const auto dataset = impl_->root.open_group("outputs").open_dataset(name);
  return {name,
          dataset.text("units"),
          dataset.text("long_name"),
          dataset.text("description"),
          read_dimensions(dataset, 1),
          dataset.read_part<double>(0, impl_->row_of(replicate), 1)};
}

std::vector<std::string> ResultFile::hashed_outputs() const {
  const io::hdf5::QuietErrors quiet;
  return impl_->hashed_outputs();
}

std::string ResultFile::computed_hash() const {
  const io::hdf5::QuietErrors quiet;
  Content content = impl_->content_without_data();
  for (const auto replicate : impl_->replicates()) content.replicates.emplace(replicate, impl_->hash(replicate));
  return content_hash(content);
}

std::string ResultFile::computed_hash(std::int64_t replicate) const {
  const io::hdf5::QuietErrors quiet;
  return io::hex(impl_->hash(replicate));
}

bool ResultFile::has_recorded_hashes() const {
  const io::hdf5::QuietErrors quiet;
  return impl_->root.open_group("provenance").has_member(replicate_hash_name);
}

std::optional<std::string> ResultFile::recorded_hash(std::int64_t replicate) const {
  const io::hdf5::QuietErrors quiet;
  const auto group = impl_->root.open_group("provenance");
  if (!group.has_member(replicate_hash_name)) return std::nullopt;
  const auto dataset = group.open_dataset(replicate_hash_name);
  const auto hashes = dataset.read_texts();
  const std::size_t row = impl_->row_of(replicate);
  if (row >= hashes.size()) dataset.refuse("has fewer replicates");
  return hashes[row];
}

bool ResultFile::matches_content_hash() const {
  const io::hdf5::QuietErrors quiet;
  const auto group = impl_->root.open_group("provenance");
  if (!group.has_member(replicate_hash_name)) return computed_hash() == impl_->run.content_hash;
  Content content = impl_->content_without_data();
  const auto numbers = group.open_dataset("replicate").read_all<std::int64_t>();
  const auto hashes = group.open_dataset(replicate_hash_name).read_texts();
  if (numbers != impl_->replicates() || hashes.size() != numbers.size()) return false;
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    const auto hash = io::from_hex(hashes[row]);
    if (!hash) return false;
    content.replicates.emplace(numbers[row], *hash);
  }
  return content_hash(content) == impl_->run.content_hash;
}

bool has_hdf5_signature(const std::filesystem::path& path) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return file && std::string_view(bytes.data(), bytes.size()) == signature;
}

}  // namespace entrepot::results
