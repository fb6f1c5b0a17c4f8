#include "entrepot/results/writer.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "custody_file.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/pending_file.hpp"
#include "entrepot/results/content_hash.hpp"
#include "entrepot/results/file_parts.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/results/run_info.hpp"
#include "entrepot_version.hpp"

namespace entrepot::results {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} << 10;
constexpr std::size_t bytes_worth_compressing = 2048;  // per replicate
constexpr std::size_t number_bytes = 8;

std::size_t cells_of(const Axes& axes, const DatasetInfo& info) {
  std::size_t cells = 1;
  for (const auto& name : info.dimensions) cells *= axes.size(name);
  return cells;
}

/// Chunks of complete replicates, so that writing a replicate needs no reading.
io::hdf5::Layout layout_of(const Axes& axes, const DatasetInfo& info, std::size_t replicates) {
  io::hdf5::Layout layout{.shape = {replicates}, .chunk = {1}};
  for (const auto& name : info.dimensions) {
    layout.shape.push_back(axes.size(name));
    layout.chunk.push_back(std::max<std::size_t>(1, axes.size(name)));
  }
  const std::size_t row_bytes = std::max<std::size_t>(1, cells_of(axes, info)) * number_bytes;
  layout.chunk.front() = std::clamp<std::size_t>(chunk_bytes / row_bytes, 1, replicates);
  layout.compressed = row_bytes >= bytes_worth_compressing;
  return layout;
}

std::vector<std::string> axes_of(const DatasetInfo& info) {
  std::vector<std::string> names{"replicate"};
  names.insert(names.end(), info.dimensions.begin(), info.dimensions.end());
  return names;
}

void write_row(const io::hdf5::Dataset& dataset, std::size_t row, const Values& values) {
  std::visit([&]<class T>(const std::vector<T>& numbers) { dataset.write_rows(row, 1, std::span(numbers)); }, values);
}

/// Moves a row to an earlier position, to close a gap.
void move_row(const io::hdf5::Dataset& dataset, std::size_t from, std::size_t to) {
  if (dataset.holds_integers()) {
    dataset.write_rows<std::int64_t>(to, 1, dataset.read_part<std::int64_t>(0, from, 1));
  } else {
    dataset.write_rows<double>(to, 1, dataset.read_part<double>(0, from, 1));
  }
}

void write_run_info(const io::hdf5::Group& root, const RunInfo& info) {
  for (const auto& [name, member] : run_attributes())
    std::visit([&, &attribute = name](auto pointer) { root.set(attribute, info.*pointer); }, member);
}

}  // namespace

class ResultWriter::Impl {
 public:
  Impl(const std::filesystem::path& path, const model::Setting& setting, const scenario::LoadedScenario& loaded,
       std::size_t planned, std::size_t custody);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  void write(std::uint32_t replicate, const model::Record& record);
  std::string finish(const Completion& completion);

 private:
  void create_datasets();
  void close_gaps();
  void name_axes();
  void write_complete_fiscal_years(const Coordinates& coordinates);
  [[nodiscard]] RunInfo run_info(const Completion& completion) const;
  void close_file();
  void publish();

  std::filesystem::path path_;
  std::filesystem::path partial_;
  const scenario::LoadedScenario& loaded_;
  Axes axes_;
  std::size_t planned_;
  std::size_t custody_replicates_;
  std::int64_t agents_ = 0;
  std::map<std::int64_t, io::Hash128> finished_;
  bool published_ = false;
  // Destroyed in reverse order: the file closes after its groups and datasets.
  std::optional<io::hdf5::File> file_;
  io::hdf5::Group root_;
  io::hdf5::Group group_;
  std::vector<io::hdf5::Dataset> datasets_;  ///< in the order of outputs()
  std::optional<CustodyWriter> custody_;
};

ResultWriter::Impl::Impl(const std::filesystem::path& path, const model::Setting& setting,
                         const scenario::LoadedScenario& loaded, std::size_t planned, std::size_t custody)
    : path_(path),
      partial_(path),
      loaded_(loaded),
      axes_(setting),
      planned_(planned),
      custody_replicates_(std::min(planned, custody)) {
  if (planned == 0) throw std::logic_error("a result file needs at least one planned replicate");
  if (std::filesystem::is_directory(path))
    throw Error(fmt::format("{}: is a directory", path.string()), ExitCode::bad_input);
  partial_ += ".partial";
  file_.emplace(io::hdf5::File::create(partial_));
  try {
    create_datasets();
  } catch (...) {
    close_file();
    std::filesystem::remove(partial_);
    throw;
  }
}

ResultWriter::Impl::~Impl() {
  close_file();
  if (published_) return;
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
}

void ResultWriter::Impl::create_datasets() {
  root_ = file_->root();
  // Written first, to distinguish an unfinished file from one of another program.
  root_.set("program", program_name);
  root_.set("schema_version", schema_version);
  group_ = root_.create_group("outputs");
  for (const auto& output : outputs()) {
    const auto stored = output.info.type == NumberType::integer ? io::hdf5::Stored::int64 : io::hdf5::Stored::float64;
    auto dataset = group_.create_dataset(output.info.name, stored, layout_of(axes_, output.info, planned_));
    describe(dataset, output.info.unit, output.info.long_name, output.info.description);
    datasets_.push_back(std::move(dataset));
  }
  custody_.emplace(root_, axes_, custody_replicates_);
}

void ResultWriter::Impl::write(std::uint32_t replicate, const model::Record& record) {
  if (replicate >= planned_ || finished_.contains(replicate))
    throw std::logic_error(fmt::format("replicate {} is not planned or already written", replicate));
  io::Hasher hasher;
  for (std::size_t i = 0; i < outputs().size(); ++i) {
    const Values values = outputs()[i].take(axes_, record);
    write_row(datasets_[i], replicate, values);
    std::visit([&]<class T>(const std::vector<T>& numbers) { hasher.add(std::span<const T>(numbers)); }, values);
  }
  custody_->write(replicate, record.custody, hasher);
  finished_.emplace(replicate, hasher.digest());
  agents_ = static_cast<std::int64_t>(record.agents);
}

std::string ResultWriter::Impl::finish(const Completion& completion) {
  if (finished_.empty()) throw Error(fmt::format("{}: not written: no replicate finished", path_.string()));
  close_gaps();
  name_axes();
  custody_->name_axes();
  write_summary(root_, group_, axes_, loaded_.scenario.run.confidence);
  write_provenance(root_, loaded_, finished_);
  const RunInfo info = run_info(completion);
  write_run_info(root_, info);
  publish();
  return info.content_hash;
}

/// Until now, each row is at its replicate's number; this closes the gaps of an interrupted run.
void ResultWriter::Impl::close_gaps() {
  std::size_t row = 0;
  for (const auto& [replicate, hash] : finished_) {
    const auto from = static_cast<std::size_t>(replicate);
    if (from != row) {
      for (const auto& dataset : datasets_) move_row(dataset, from, row);
    }
    ++row;
  }
  if (row == planned_) return;
  for (const auto& dataset : datasets_) dataset.resize(row);
}

void ResultWriter::Impl::name_axes() {
  std::vector<std::int64_t> replicates;
  for (const auto& [replicate, hash] : finished_) replicates.push_back(replicate);
  std::vector<Dimension> dimensions{
      {"replicate", "Replicate", "1", "Number of the replicate; with the seed it fixes all random draws.", replicates}};
  dimensions.insert(dimensions.end(), axes_.dimensions().begin(), axes_.dimensions().end());
  const Coordinates coordinates(group_, dimensions);
  for (std::size_t i = 0; i < datasets_.size(); ++i) coordinates.attach(datasets_[i], axes_of(outputs()[i].info));
  write_complete_fiscal_years(coordinates);
}

void ResultWriter::Impl::write_complete_fiscal_years(const Coordinates& coordinates) {
  const std::size_t years = axes_.size("fiscal_year");
  const std::size_t vendors = axes_.size("vendor");
  std::vector<std::int8_t> complete;
  for (std::size_t year = 0; year < years; ++year) {
    for (std::size_t vendor = 0; vendor < vendors; ++vendor)
      complete.push_back(axes_.fiscal_year_complete(year, VendorId{vendor}) ? 1 : 0);
  }
  const auto dataset =
      group_.create_dataset("fiscal_year_complete", io::hdf5::Stored::int8, {.shape = {years, vendors}});
  dataset.write_all(std::span<const std::int8_t>(complete));
  describe(dataset, "1", "Whether the fiscal year is complete",
           "1 if all twelve months of the vendor's fiscal year are within the run, 0 otherwise.");
  coordinates.attach(dataset, std::vector<std::string>{"fiscal_year", "vendor"});
}

RunInfo ResultWriter::Impl::run_info(const Completion& completion) const {
  const auto& scenario = loaded_.scenario;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {.version = generated::version,
          .commit = generated::commit,
          .title = scenario.title,
          .question = scenario.question,
          .start = scenario.calendar.start.iso(),
          .end = scenario.calendar.end.iso(),
          .weeks = axes_.setting().calendar.weeks(),
          .seed = scenario.run.seed,
          .confidence = scenario.run.confidence,
          .replicates_planned = static_cast<std::int64_t>(completion.planned > 0 ? completion.planned : planned_),
          .replicates_finished = static_cast<std::int64_t>(finished_.size()),
          .replicates_failed = static_cast<std::int64_t>(completion.failed),
          .ending = completion.ending,
          .agents = agents_,
          .threads = completion.threads,
          .wall_seconds = completion.wall_seconds,
          .created = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now))),
          .content_hash = content_hash({schema_version, canonical_hash(loaded_), scenario.run.seed, finished_})};
}

void ResultWriter::Impl::close_file() {
  custody_.reset();
  datasets_.clear();
  group_ = {};
  root_ = {};
  file_.reset();
}

void ResultWriter::Impl::publish() {
  custody_.reset();
  datasets_.clear();
  group_ = {};
  root_ = {};
  file_->flush_and_close();
  io::publish(partial_, path_);
  published_ = true;
  file_.reset();  // releases the lock, which excludes readers
}

// ---- public interface -----------------------------------------------------------------------------------------------

ResultWriter::ResultWriter(const std::filesystem::path& path, const model::Setting& setting,
                           const scenario::LoadedScenario& loaded, std::size_t planned, std::size_t custody) {
  const io::hdf5::QuietErrors quiet;
  impl_ = std::make_unique<Impl>(path, setting, loaded, planned, custody);
}

ResultWriter::~ResultWriter() {
  const io::hdf5::QuietErrors quiet;
  impl_.reset();
}

void ResultWriter::write(std::uint32_t replicate, const model::Record& record) {
  const io::hdf5::QuietErrors quiet;
  impl_->write(replicate, record);
}

std::string ResultWriter::finish(const Completion& completion) {
  const io::hdf5::QuietErrors quiet;
  return impl_->finish(completion);
}

}  // namespace entrepot::results
