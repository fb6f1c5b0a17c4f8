#include "entrepot/sweep/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <system_error>

#include "entrepot/core/error.hpp"
#include "entrepot/io/file_lock.hpp"
#include "entrepot/io/hdf5.hpp"
#include "entrepot/io/pending_file.hpp"
#include "entrepot/results/file_parts.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/run_info.hpp"
#include "entrepot_version.hpp"

namespace entrepot::sweep {
namespace {

namespace fs = std::filesystem;
namespace hdf5 = io::hdf5;
using hdf5::Stored;
using io::PendingFile;
using results::Coordinates;
using results::describe;
using results::Dimension;

constexpr const char* manifest_name = "manifest.h5";
// Runs are sorted in blocks of this size, so that only the index of runs grows with the sweep.
constexpr std::size_t runs_of_slab = std::size_t{1} << 16U;
constexpr std::size_t cells_of_chunk = 8192;
constexpr const char* lock_name = "lock";
// Long enough for the merge of a large sweep.
constexpr std::chrono::minutes patience{10};
// Attributes with the parts of the identity, except the program.
constexpr const char* sweep_hash_name = "sweep_hash";
constexpr const char* scenario_hash_name = "scenario_hash";
constexpr const char* rows_hash_name = "rows_hash";

std::vector<std::int64_t> numbers(std::size_t count) {
  std::vector<std::int64_t> all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

Dimension rows_axis(const std::string& name, const std::string& long_name, std::size_t rows) {
  return {name, long_name, "1", "Row number.", numbers(rows)};
}

Dimension names_axis(const std::string& name, const std::string& long_name, std::vector<std::string> names) {
  return {name, long_name, "1", "Name as in the sweep file.", std::move(names)};
}

// ---- the manifest --------------------------------------------------------------------------------------------------

void write_table(const hdf5::Group& group, const Coordinates& coordinates, const std::string& name,
                 const std::vector<std::string>& axes, const std::vector<hsize_t>& shape,
                 std::span<const double> values, const std::string& long_name, const std::string& description) {
  const auto dataset = group.create_dataset(name, Stored::float64, {.shape = shape});
  dataset.write_all(values);
  describe(dataset, "1", long_name, description);
  coordinates.attach(dataset, axes);
}

/// Writes the descriptions of levers or parameters, one column per property.
void write_factors(const hdf5::Group& group, const Coordinates& coordinates, const std::string& axis,
                   std::span<const Factor> factors) {
  const auto column = [&](const std::string& name, const std::string& meaning, const auto& text_of) {
    std::vector<std::string> texts;
    for (const auto& factor : factors) texts.push_back(text_of(factor));
    const auto dataset = group.create_texts(axis + "_" + name, texts);
    describe(dataset, "1", name, meaning);
    coordinates.attach(dataset, std::vector<std::string>{axis});
  };
  static const std::vector<std::string> kinds{"number", "integer", "category", "date"};
  column("path", "Scenario paths that the parameter sets.",
         [](const Factor& f) { return fmt::format("{}", fmt::join(f.paths, " ")); });
  column("kind", "number, integer, category (values are rows of its categories), or date (days since 1970-01-01).",
         [&](const Factor& f) { return kinds[static_cast<std::size_t>(f.kind)]; });
  column("form", "Distribution or levels, as written.", [](const Factor& f) { return f.form; });
  column("group", "Group in which its sensitivity is evaluated.", [](const Factor& f) { return f.group; });
  column("scales", "Whether its values multiply the scenario's value.",
         [](const Factor& f) { return std::string(f.scales ? "true" : "false"); });
  column("categories", "Categories, one per line.", [](const Factor& f) {
    std::vector<std::string> texts;
    for (std::size_t c = 0; c < f.categories.size(); ++c) texts.push_back(f.text(static_cast<double>(c)));
    return fmt::format("{}", fmt::join(texts, "\n"));
  });
  column("source", "Source of its range.", [](const Factor& f) { return f.source; });
  column("grade", "Grade of the source: A official, B named research or press, C rough estimate.",
         [](const Factor& f) { return f.grade; });
}

std::vector<std::string> names_of(std::span<const Factor> factors) {
  std::vector<std::string> names;
  for (const auto& factor : factors) names.push_back(factor.name);
  return names;
}

void write_design(const hdf5::Group& root, const Plan& plan) {
  const auto& spec = plan.spec();
  const auto& points = plan.points();
  const hdf5::Group group = root.create_group("design");
  std::vector<std::string> policies;
  for (const auto& policy : spec.policies) policies.push_back(policy.name);
  const std::vector<Dimension> dimensions{
      names_axis("policy", "Policy", policies), names_axis("lever", "Lever", names_of(spec.levers)),
      names_axis("parameter", "Parameter", names_of(spec.parameters)),
      rows_axis("lever_point", "Combination of lever levels", points.lever_points()),
      rows_axis("row", "Row of the design", points.rows())};
  const Coordinates coordinates(group, dimensions);
  write_factors(group, coordinates, "lever", spec.levers);
  write_factors(group, coordinates, "parameter", spec.parameters);
  write_table(group, coordinates, "lever_value", {"lever_point", "lever"}, {points.lever_points(), spec.levers.size()},
              points.lever_values(), "Levels of levers",
              "Numbers, days since 1970-01-01, or rows of the lever's categories.");
  write_table(group, coordinates, "parameter_value", {"row", "parameter"}, {points.rows(), spec.parameters.size()},
              points.parameter_values(), "Values of parameters",
              "Numbers, days since 1970-01-01, or rows of the parameter's categories.");
  if (!points.unit_values().empty()) {
    write_table(group, coordinates, "unit_value", {"row", "parameter"}, {points.rows(), spec.parameters.size()},
                points.unit_values(), "Design in the unit cube", "Probability below the value of the parameter.");
  }
  root.set("design", design_names()[static_cast<std::size_t>(spec.design.kind)]);
  root.set("second_order", std::int64_t{spec.design.second_order});
}

std::vector<std::string> scenarios_of(const Plan& plan) {
  std::vector<std::string> scenarios;
  for (std::size_t p = 0; p < plan.points().policies(); ++p) scenarios.push_back(plan.policy(p).resolved_yaml());
  return scenarios;
}

void write_sources(const hdf5::Group& root, const Plan& plan) {
  const hdf5::Group group = root.create_group("provenance");
  describe(group.create_text("sweep", plan.spec().text), "1", "Sweep file", "Sweep file as written.");
  const auto scenarios = scenarios_of(plan);
  const std::vector<Dimension> dimensions{rows_axis("policy_row", "Policy", scenarios.size())};
  const Coordinates coordinates(group, dimensions);
  const auto dataset = group.create_texts("scenario", scenarios);
  describe(dataset, "1", "Resolved scenario", "Scenario of each policy as YAML, without levers and parameters.");
  coordinates.attach(dataset, std::vector<std::string>{"policy_row"});
}

void write_measures(const hdf5::Group& root, const Plan& plan) {
  const hdf5::Group group = root.create_group("measures");
  std::vector<std::string> names;
  std::vector<std::string> units;
  std::vector<std::string> titles;
  for (const auto& measure : plan.measures()) {
    names.push_back(measure.text);
    units.push_back(measure.unit);
    titles.push_back(measure.long_name);
  }
  const std::vector<Dimension> dimensions{names_axis("measure", "Output", names)};
  const Coordinates coordinates(group, dimensions);
  const auto column = [&](const char* name, const std::vector<std::string>& texts, const char* meaning) {
    const auto dataset = group.create_texts(name, texts);
    describe(dataset, "1", name, meaning);
    coordinates.attach(dataset, std::vector<std::string>{"measure"});
  };
  column("unit", units, "Unit of the output.");
  column("title", titles, "Title of the output.");
}

void write_manifest(const Plan& plan, const fs::path& path) {
  auto file = hdf5::File::create(path);
  {
    const auto root = file.root();
    root.set("program", results::program_name);
    root.set("schema_version", results::schema_version);
    root.set("kind", results::kind::sweep);
    root.set("version", generated::version);
    root.set("commit", generated::commit);
    root.set("identity", plan.identity());
    root.set(sweep_hash_name, plan.identity_parts().sweep);
    root.set(scenario_hash_name, plan.identity_parts().scenario);
    root.set(rows_hash_name, plan.identity_parts().rows);
    root.set("title", plan.spec().title);
    root.set("question", plan.spec().question);
    root.set("points", static_cast<std::int64_t>(plan.points().size()));
    root.set("replicates", static_cast<std::int64_t>(plan.replicates()));
    root.set("seed", plan.policy(0).scenario.run.seed);
    root.set("confidence", plan.policy(0).scenario.run.confidence);
    write_design(root, plan);
    write_measures(root, plan);
    write_sources(root, plan);
  }
  file.flush_and_close();
}

/// Description of a sweep in a manifest or result file.
struct Manifest {
  Identity identity;
  IdentityParts parts;  ///< without sweep, scenario and rows in files of versions up to 0.1.0
  std::size_t points;
  std::size_t replicates;
  bool complete;  ///< whether it has all runs; always false for a manifest
  std::vector<std::string> measures;
  std::vector<std::string> units;
  std::vector<std::string> titles;
};

Manifest read_manifest(const fs::path& path) {
  const auto file = hdf5::File::open(path);
  const auto root = file.root();
  const auto text = [&](const char* name) { return root.has(name) ? root.text(name) : std::string(); };
  if (text("kind") != results::kind::sweep)
    throw Error(fmt::format("{}: is not the result of a sweep; choose another output", path.string()),
                ExitCode::bad_input);
  const auto group = root.open_group("measures");
  return {root.text("identity"),
          {.sweep = text(sweep_hash_name),
           .scenario = text(scenario_hash_name),
           .rows = text(rows_hash_name),
           .program = fmt::format("{} ({})", text("version"), text("commit"))},
          static_cast<std::size_t>(root.integer("points")),
          static_cast<std::size_t>(root.integer("replicates")),
          root.has("runs_missing") && root.integer("runs_finished") == root.integer("runs_planned"),
          group.open_dataset("measure").read_texts(),
          group.open_dataset("unit").read_texts(),
          group.open_dataset("title").read_texts()};
}

/// "the scenario and the program (0.1.0 (abc) there, 0.1.0 (def) here)".
std::string differing_parts(const IdentityParts& found, const IdentityParts& wanted) {
  std::vector<std::string> parts;
  if (!found.sweep.empty()) {
    if (found.rows != wanted.rows) parts.emplace_back("the table of rows");
    if (found.scenario != wanted.scenario) parts.emplace_back("the scenario");
    if (found.sweep != wanted.sweep) parts.emplace_back("the sweep file");
  }
  if (found.program != wanted.program)
    parts.push_back(fmt::format("the program ({} there, {} here)", found.program, wanted.program));
  // The text of a category has another meaning, or a scaled value differs; or the file does not record its parts.
  if (parts.empty()) parts.emplace_back(found.sweep.empty() ? "sweep file or scenario" : "the sweep file");
  return fmt::format("{}", fmt::join(parts, " and "));
}

void check_same(const fs::path& path, const Manifest& found, const Plan& plan) {
  if (found.identity == plan.identity()) return;
  throw Error(
      fmt::format(
          "{}: belongs to another sweep: {} changed; choose another output with -o, or delete it to rerun everything",
          path.string(), differing_parts(found.parts, plan.identity_parts())),
      ExitCode::bad_input);
}

/// Whether a manifest or result file has the plan's descriptive texts, which do not affect runs.
bool has_texts_of(const fs::path& path, const Plan& plan) {
  const auto file = hdf5::File::open(path);
  const auto root = file.root();
  const auto group = root.open_group("provenance");
  if (root.text("title") != plan.spec().title || root.text("question") != plan.spec().question ||
      group.open_dataset("sweep").read_text() != plan.spec().text)
    return false;
  return group.open_dataset("scenario").read_texts() == scenarios_of(plan);
}

/// Replaces the manifest atomically, because other processes may be reading it.
void replace_manifest(const Plan& plan, const fs::path& manifest) {
  PendingFile draft = PendingFile::of(manifest);
  write_manifest(plan, draft.path());
  draft.keep_as(manifest);
}

// ---- merging -------------------------------------------------------------------------------------------------------

/// Index of the record of each run.
class RunIndex {
 public:
  RunIndex(const fs::path& folder, const Manifest& manifest)
      : measures_(manifest.measures.size()), places_(manifest.points * manifest.replicates) {
    for (const auto& path : journals_in(folder)) journals_.emplace_back(path, manifest.identity, measures_);
    for (std::size_t j = 0; j < journals_.size(); ++j) {
      for (std::size_t slot = 0; slot < journals_[j].slots(); ++slot) {
        if (journals_[j].whole(slot)) take({static_cast<std::uint32_t>(j), slot});
      }
    }
  }

  [[nodiscard]] RunStatus status(std::size_t run) const {
    const auto& place = places_[run];
    return place.journal == nowhere ? RunStatus::missing : journals_[place.journal].status(place.slot);
  }
  [[nodiscard]] double value(std::size_t run, std::size_t measure) const {
    if (status(run) != RunStatus::finished) return std::numeric_limits<double>::quiet_NaN();
    return journals_[places_[run].journal].value(places_[run].slot, measure);
  }
  [[nodiscard]] std::string message(std::size_t run) const {
    return journals_[places_[run].journal].message(places_[run].slot);
  }
  [[nodiscard]] std::size_t runs() const { return places_.size(); }

 private:
  static constexpr std::uint32_t nowhere = UINT32_MAX;
  struct Place {
    std::uint32_t journal = nowhere;
    std::size_t slot = 0;
  };

  void take(const Place& place) {
    const auto& journal = journals_[place.journal];
    const std::size_t run = journal.run(place.slot);
    if (run >= places_.size()) return;
    Place& known = places_[run];
    const bool finished = journal.status(place.slot) == RunStatus::finished;
    if (finished && status(run) == RunStatus::finished) return check_equal(run, known, place);
    // Of two failures, keep the one that sorts first, independent of time.
    const bool first = known.journal == nowhere;
    if (first || finished || (status(run) != RunStatus::finished && journal.message(place.slot) < message(run)))
      known = place;
  }

  void check_equal(std::size_t run, const Place& a, const Place& b) const {
    for (std::size_t m = 0; m < measures_; ++m) {
      const auto bits = [&](const Place& p) {
        return std::bit_cast<std::uint64_t>(journals_[p.journal].value(p.slot, m));
      };
      if (bits(a) == bits(b)) continue;
      throw Error(fmt::format("run {} has different results in {} and {}; machines or programs differ", run,
                              journals_[a.journal].path().string(), journals_[b.journal].path().string()));
    }
  }

  std::size_t measures_;
  std::vector<Place> places_;
  std::vector<JournalReader> journals_;
};

/// The runs of a complete result file, with the interface of RunIndex. Read in the order of Merging.
class FinishedRuns {
 public:
  explicit FinishedRuns(const fs::path& path, const Manifest& manifest)
      : file_(hdf5::File::open(path)), runs_(file_.root().open_group("runs")), manifest_(manifest) {}

  [[nodiscard]] static RunStatus status(std::size_t) { return RunStatus::finished; }
  [[nodiscard]] double value(std::size_t run, std::size_t measure) const {
    if (measure != measure_ || run < first_ || run >= first_ + slab_.size()) read(run, measure);
    return slab_[run - first_];
  }
  [[nodiscard]] static std::string message(std::size_t) { return {}; }
  [[nodiscard]] std::size_t runs() const { return manifest_.points * manifest_.replicates; }

 private:
  void read(std::size_t run, std::size_t measure) const {
    const std::size_t point = run / manifest_.replicates;
    const std::size_t points =
        std::min(std::max<std::size_t>(1, runs_of_slab / manifest_.replicates), manifest_.points - point);
    slab_ = runs_.open_dataset(dataset_name(manifest_.measures[measure])).read_part<double>(0, point, points);
    first_ = point * manifest_.replicates;
    measure_ = measure;
  }

  hdf5::File file_;
  hdf5::Group runs_;
  const Manifest& manifest_;
  mutable std::vector<double> slab_;
  mutable std::size_t first_ = 0;
  mutable std::size_t measure_ = 0;
};

/// Writes the runs of an index (RunIndex, FinishedRuns) to a copy of the manifest.
template <class Index>
class Merging {
 public:
  Merging(const hdf5::Group& root, const Manifest& manifest, const Index& index)
      : root_(root), manifest_(manifest), index_(index) {}

  Tally write() {
    Tally tally{.points = manifest_.points, .replicates = manifest_.replicates, .planned = index_.runs()};
    const hdf5::Group group = root_.create_group("runs");
    const std::vector<Dimension> dimensions{rows_axis("point", "Point", manifest_.points),
                                            rows_axis("replicate", "Replicate", manifest_.replicates)};
    const Coordinates coordinates(group, dimensions);
    write_status(group, coordinates, tally);
    for (std::size_t m = 0; m < manifest_.measures.size(); ++m) write_measure(group, coordinates, m);
    write_failures();
    root_.set("runs_planned", static_cast<std::int64_t>(tally.planned));
    root_.set("runs_finished", static_cast<std::int64_t>(tally.finished));
    root_.set("runs_failed", static_cast<std::int64_t>(tally.failed));
    root_.set("runs_missing", static_cast<std::int64_t>(tally.missing()));
    return tally;
  }

 private:
  [[nodiscard]] hdf5::Layout layout() const {
    const std::size_t rows = std::max<std::size_t>(1, cells_of_chunk / manifest_.replicates);
    return {.shape = {manifest_.points, manifest_.replicates},
            .chunk = {std::min(rows, manifest_.points), manifest_.replicates},
            .compressed = true};
  }

  /// Calls `take` for consecutive blocks of points, with runs first .. last-1.
  template <class Take>
  void for_slabs(const Take& take) const {
    const std::size_t points = std::max<std::size_t>(1, runs_of_slab / manifest_.replicates);
    for (std::size_t first = 0; first < manifest_.points; first += points) {
      const std::size_t count = std::min(points, manifest_.points - first);
      take(first, count, first * manifest_.replicates, (first + count) * manifest_.replicates);
    }
  }

  void write_status(const hdf5::Group& group, const Coordinates& coordinates, Tally& tally) {
    const hdf5::Dataset dataset = group.create_dataset("status", Stored::int8, layout());
    for_slabs([&](std::size_t first, std::size_t count, std::size_t begin, std::size_t end) {
      std::vector<std::int8_t> cells;
      for (std::size_t run = begin; run < end; ++run) {
        const auto status = index_.status(run);
        cells.push_back(static_cast<std::int8_t>(status));
        if (status == RunStatus::finished) ++tally.finished;
        if (status > RunStatus::missing) {
          ++tally.failed;
          failed_.push_back(run);
        }
      }
      dataset.write_rows<std::int8_t>(first, count, cells);
    });
    describe(dataset, "1", "How the run ended", fmt::format("{}, from 0.", fmt::join(status_names(), ", ")));
    coordinates.attach(dataset, std::vector<std::string>{"point", "replicate"});
  }

  void write_measure(const hdf5::Group& group, const Coordinates& coordinates, std::size_t m) const {
    const hdf5::Dataset dataset = group.create_dataset(dataset_name(manifest_.measures[m]), Stored::float64, layout());
    for_slabs([&](std::size_t first, std::size_t count, std::size_t begin, std::size_t end) {
      std::vector<double> cells;
      for (std::size_t run = begin; run < end; ++run) cells.push_back(index_.value(run, m));
      dataset.write_rows<double>(first, count, cells);
    });
    describe(dataset, manifest_.units[m], manifest_.titles[m], manifest_.measures[m] + "; NaN if the run has none.");
    coordinates.attach(dataset, std::vector<std::string>{"point", "replicate"});
  }

  void write_failures() const {
    const hdf5::Group group = root_.create_group("failures");
    std::vector<std::int64_t> runs;
    std::vector<std::string> kinds;
    std::vector<std::string> messages;
    for (const std::size_t run : failed_) {
      runs.push_back(static_cast<std::int64_t>(run));
      kinds.push_back(status_names()[static_cast<std::size_t>(index_.status(run))]);
      messages.push_back(index_.message(run));
    }
    const std::vector<Dimension> dimensions{
        {"run", "Failed run", "1", "Point times the number of replicates, plus replicate.", runs}};
    const Coordinates coordinates(group, dimensions);
    const auto column = [&](const char* name, const std::vector<std::string>& texts) {
      const auto dataset = group.create_texts(name, texts);
      describe(dataset, "1", name, "Description of the failure.");
      coordinates.attach(dataset, std::vector<std::string>{"run"});
    };
    column("failure", kinds);
    column("message", messages);
  }

  const hdf5::Group& root_;
  const Manifest& manifest_;
  const Index& index_;
  std::vector<std::size_t> failed_;
};

/// Drafts left by killed processes.
std::vector<fs::path> drafts_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".partial") paths.push_back(it->path());
  }
  return paths;
}

/// Writes the result file from its manifest and an index of runs.
template <class Index>
Tally write_result(const fs::path& output, PendingFile& draft, const Manifest& manifest, const Index& index) {
  Tally tally;
  {
    auto file = hdf5::File::extend(draft.path());
    {
      const auto root = file.root();
      tally = Merging(root, manifest, index).write();
    }
    file.flush_and_close();
  }
  draft.keep_as(output);
  return tally;
}

/// Locks the directory for creation, merging or removal; runs need no lock.
io::FileLock lock_of(const fs::path& output) {
  return {store_of(output) / lock_name, output.string(), "wait until it ends, then rerun the command", patience};
}

/// Removes the directory of a complete sweep; the caller holds its lock.
void remove_store(const fs::path& output, const io::FileLock& lock) {
  std::error_code ignored;
  const fs::path folder = store_of(output);
  // Removes the manifest first and durably. Otherwise a process killed here would leave a directory whose merge, with
  // only some of the runs, would replace the complete file.
  if (fs::remove(folder / manifest_name, ignored)) io::sync_to_disk(folder);
  for (const auto& path : journals_in(folder)) fs::remove(path, ignored);
  for (const auto& path : drafts_in(folder)) fs::remove(path, ignored);
  lock.remove();
  fs::remove(folder, ignored);  // fails if other files are in it
}

Tally tally_of_complete(const Manifest& manifest) {
  const std::size_t runs = manifest.points * manifest.replicates;
  return {.points = manifest.points,
          .replicates = manifest.replicates,
          .planned = runs,
          .finished = runs,
          .complete_before = true};
}

Error nothing_to_merge(const fs::path& output) {
  return Error(fmt::format("{}: there are no runs to merge; `entrepot sweep SWEEP.yaml -o {}` creates them",
                           store_of(output).string(), output.string()),
               ExitCode::bad_input);
}

/// The tally of a complete result file. Throws Error if there is none, because there is nothing to merge.
Tally complete_result(const fs::path& output) {
  if (!fs::exists(output)) throw nothing_to_merge(output);
  const auto manifest = read_manifest(output);
  if (!manifest.complete) throw nothing_to_merge(output);
  return tally_of_complete(manifest);
}

/// The result file that merging would replace; nullopt if there is none. Throws Error for a result of another sweep.
std::optional<Manifest> replaceable_result(const fs::path& output, const Manifest& manifest) {
  if (!fs::exists(output)) return std::nullopt;
  auto there = read_manifest(output);
  if (there.identity == manifest.identity) return there;
  throw Error(fmt::format("{}: belongs to another sweep than the runs in {}; delete one of them", output.string(),
                          store_of(output).string()),
              ExitCode::bad_input);
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw io::file_error(folder, "created", error.value());
  io::sync_name(folder);
}

/// The lock of a directory with a manifest; nullopt if another process has removed it.
std::optional<io::FileLock> lock_if_there(const fs::path& output) {
  if (!has_store(output)) return std::nullopt;
  try {
    io::FileLock lock = lock_of(output);
    if (has_store(output)) return lock;
    remove_store(output, lock);
    return std::nullopt;
  } catch (const Error&) {
    if (has_store(output)) throw;
    return std::nullopt;
  }
}

/// The lock of the directory, created if missing; retries, because another process may remove it in between.
io::FileLock lock_of_new(const fs::path& output) {
  constexpr int attempts = 100;
  for (int attempt = 1;; ++attempt) {
    try {
      make_folder(store_of(output));
      return lock_of(output);
    } catch (const Error&) {
      if (fs::exists(store_of(output)) || attempt == attempts) throw;
    }
  }
}

}  // namespace

std::string dataset_name(std::string measure) {
  std::replace(measure.begin(), measure.end(), '/', '.');
  return measure;
}

fs::path store_of(const fs::path& output) { return output.string() + ".runs"; }

bool has_store(const fs::path& output) { return fs::exists(store_of(output) / manifest_name); }

StoreState open_store(const Plan& plan, const fs::path& output) {
  const hdf5::QuietErrors quiet;
  // Checked before creating the directory.
  if (is_complete(plan, output) && !fs::exists(store_of(output))) return StoreState::complete;
  const io::FileLock lock = lock_of_new(output);
  if (is_complete(plan, output)) {
    remove_store(output, lock);
    return StoreState::complete;
  }
  const fs::path manifest = store_of(output) / manifest_name;
  if (fs::exists(manifest)) check_same(store_of(output), read_manifest(manifest), plan);
  if (!fs::exists(manifest) || !has_texts_of(manifest, plan)) replace_manifest(plan, manifest);
  return StoreState::open;
}

RunsDone runs_done(const Plan& plan, const fs::path& output) {
  RunsDone done(plan.runs(), false);
  for (const auto& path : journals_in(store_of(output))) {
    const JournalReader journal(path, plan.identity(), plan.measures().size());
    for (std::size_t slot = 0; slot < journal.slots(); ++slot) {
      if (!journal.whole(slot) || journal.status(slot) != RunStatus::finished) continue;
      if (journal.run(slot) < done.size()) done[journal.run(slot)] = true;
    }
  }
  return done;
}

Tally merge_store(const fs::path& output) {
  const hdf5::QuietErrors quiet;
  const fs::path manifest_path = store_of(output) / manifest_name;
  const auto lock = lock_if_there(output);
  if (!lock) return complete_result(output);
  const auto manifest = read_manifest(manifest_path);
  const auto there = replaceable_result(output, manifest);
  Tally tally;
  if (there && there->complete) {
    tally = tally_of_complete(manifest);
  } else {
    const RunIndex index(store_of(output), manifest);
    PendingFile draft = PendingFile::of(output);
    io::copy_to_new_file(manifest_path, draft.path());
    tally = write_result(output, draft, manifest, index);
  }
  if (tally.complete()) remove_store(output, *lock);
  return tally;
}

bool is_complete(const Plan& plan, const fs::path& output) {
  if (!fs::exists(output)) return false;
  const hdf5::QuietErrors quiet;
  const auto manifest = read_manifest(output);
  check_same(output, manifest, plan);
  return manifest.complete;
}

bool refresh_texts(const Plan& plan, const fs::path& output) {
  const hdf5::QuietErrors quiet;
  if (has_texts_of(output, plan)) return false;
  const auto manifest = read_manifest(output);
  const FinishedRuns runs(output, manifest);
  PendingFile draft = PendingFile::of(output);
  write_manifest(plan, draft.path());
  write_result(output, draft, manifest, runs);
  return true;
}

}  // namespace entrepot::sweep
