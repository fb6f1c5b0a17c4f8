#include "store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <system_error>

#include "../results/draft.hpp"
#include "../results/file_parts.hpp"
#include "../results/hdf5.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/run_info.hpp"
#include "entrepot_version.hpp"

namespace entrepot::sweep {
namespace {

namespace fs = std::filesystem;
namespace hdf5 = results::hdf5;
using hdf5::Stored;
using results::Coordinates;
using results::describe;
using results::Dimension;
using results::Draft;

constexpr const char* manifest_name = "manifest.h5";
// A slab of runs is put in order at a time, so that memory does not grow with the sweep but for an index of its runs.
constexpr std::size_t runs_of_slab = std::size_t{1} << 16U;
constexpr std::size_t cells_of_chunk = 8192;

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

/// What is said of levers or parameters, a column each.
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
  column("path", "Paths of the scenario that it sets.",
         [](const Factor& f) { return fmt::format("{}", fmt::join(f.paths, " ")); });
  column("kind", "number, integer, category (values are rows of its categories), or date (days since 1970-01-01).",
         [&](const Factor& f) { return kinds[static_cast<std::size_t>(f.kind)]; });
  column("form", "Its distribution or levels, as written.", [](const Factor& f) { return f.form; });
  column("group", "The group that it is judged with.", [](const Factor& f) { return f.group; });
  column("scales", "Whether its values multiply what the scenario has.",
         [](const Factor& f) { return std::string(f.scales ? "true" : "false"); });
  column("categories", "Of a category, one a line.", [](const Factor& f) {
    std::vector<std::string> texts;
    for (std::size_t c = 0; c < f.categories.size(); ++c) texts.push_back(f.text(static_cast<double>(c)));
    return fmt::format("{}", fmt::join(texts, "\n"));
  });
  column("source", "Where its range is from.", [](const Factor& f) { return f.source; });
  column("grade", "A official, B named research or press, C rough.", [](const Factor& f) { return f.grade; });
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

void write_sources(const hdf5::Group& root, const Plan& plan) {
  const hdf5::Group group = root.create_group("provenance");
  describe(group.create_text("sweep", plan.spec().text), "1", "Sweep file", "As it was written.");
  std::vector<std::string> scenarios;
  for (std::size_t p = 0; p < plan.points().policies(); ++p) scenarios.push_back(plan.policy(p).resolved_yaml());
  const std::vector<Dimension> dimensions{rows_axis("policy_row", "Policy", scenarios.size())};
  const Coordinates coordinates(group, dimensions);
  const auto dataset = group.create_texts("scenario", scenarios);
  describe(dataset, "1", "Resolved scenario", "Of each policy, as YAML, without levers and parameters.");
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
  column("title", titles, "What the output is.");
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

/// What merging must know of a manifest.
struct Manifest {
  Identity identity;
  std::size_t points;
  std::size_t replicates;
  std::vector<std::string> measures;
  std::vector<std::string> units;
  std::vector<std::string> titles;
};

Manifest read_manifest(const fs::path& path) {
  const auto file = hdf5::File::open(path);
  const auto root = file.root();
  if (!root.has("kind") || root.text("kind") != "sweep")
    throw Error(fmt::format("{}: is no sweep", path.string()), ExitCode::bad_input);
  const auto group = root.open_group("measures");
  return {root.text("identity"),
          static_cast<std::size_t>(root.integer("points")),
          static_cast<std::size_t>(root.integer("replicates")),
          group.open_dataset("measure").read_texts(),
          group.open_dataset("unit").read_texts(),
          group.open_dataset("title").read_texts()};
}

void check_same(const fs::path& path, const Identity& found, const Identity& wanted) {
  if (found == wanted) return;
  throw Error(fmt::format("{}: is of another sweep, or this one was changed since (sweep file, scenario or program); "
                          "choose another output, or remove it",
                          path.string()),
              ExitCode::bad_input);
}

// ---- merging -------------------------------------------------------------------------------------------------------

/// Where the record of each run stands.
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
    // Of two failures the one that sorts first, whoever came first.
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
      throw Error(fmt::format("run {} came out differently in {} and {}: machines or programs differ", run,
                              journals_[a.journal].path().string(), journals_[b.journal].path().string()));
    }
  }

  std::size_t measures_;
  std::vector<Place> places_;
  std::vector<JournalReader> journals_;
};

class Merging {
 public:
  Merging(const hdf5::Group& root, const Manifest& manifest, const RunIndex& index)
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

  /// Points at a time, each with the runs first .. last-1.
  template <class Take>
  void for_slabs(const Take& take) const {
    const std::size_t points = std::max<std::size_t>(1, runs_of_slab / manifest_.replicates);
    for (std::size_t first = 0; first < manifest_.points; first += points) {
      const std::size_t count = std::min(points, manifest_.points - first);
      take(first, count, first * manifest_.replicates, (first + count) * manifest_.replicates);
    }
  }

  void write_status(const hdf5::Group& group, const Coordinates& coordinates, Tally& tally) {
    const auto dataset = group.create_dataset("status", Stored::int8, layout());
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
    const auto dataset = group.create_dataset(dataset_name(manifest_.measures[m]), Stored::float64, layout());
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
      describe(dataset, "1", name, "Of the failure.");
      coordinates.attach(dataset, std::vector<std::string>{"run"});
    };
    column("failure", kinds);
    column("message", messages);
  }

  const hdf5::Group& root_;
  const Manifest& manifest_;
  const RunIndex& index_;
  std::vector<std::size_t> failed_;
};

/// Manifests that a process began and was killed over.
std::vector<fs::path> abandoned_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".partial") paths.push_back(it->path());
  }
  return paths;
}

}  // namespace

std::string dataset_name(std::string measure) {
  std::replace(measure.begin(), measure.end(), '/', '.');
  return measure;
}

fs::path store_of(const fs::path& output) { return output.string() + ".runs"; }

void open_store(const Plan& plan, const fs::path& output) {
  const hdf5::QuietErrors quiet;
  const fs::path folder = store_of(output);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(fmt::format("{}: cannot be made: {}", folder.string(), error.message()));
  results::sync_name(folder);
  const fs::path manifest = folder / manifest_name;
  if (!fs::exists(manifest)) {
    // Whoever comes first gives it its name; all write the same.
    std::string host(256, '\0');
    if (::gethostname(host.data(), host.size() - 1) != 0) host = "host";
    Draft draft(folder / fmt::format("manifest-{}-{}.partial", host.c_str(), ::getpid()));
    write_manifest(plan, draft.path());
    draft.keep_as(manifest);
  }
  check_same(folder, read_manifest(manifest).identity, plan.identity());
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
  const fs::path folder = store_of(output);
  if (!fs::exists(folder / manifest_name))
    throw Error(fmt::format("{}: there are no runs to merge", folder.string()), ExitCode::bad_input);
  const auto manifest = read_manifest(folder / manifest_name);
  const RunIndex index(folder, manifest);
  Draft draft = Draft::of(output);
  results::copy_whole(folder / manifest_name, draft.path());
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

void remove_store(const fs::path& output) {
  std::error_code ignored;
  const fs::path folder = store_of(output);
  // First, and for good: else somebody who is killed here leaves a folder whose merge, with few of its runs or none,
  // would take the place of the whole file.
  if (fs::remove(folder / manifest_name, ignored)) results::sync_to_disk(folder);
  for (const auto& path : journals_in(folder)) fs::remove(path, ignored);
  for (const auto& path : abandoned_in(folder)) fs::remove(path, ignored);
  fs::remove(folder, ignored);  // stays if anything else is in it
}

bool is_complete(const Plan& plan, const fs::path& output) {
  if (!fs::exists(output)) return false;
  const hdf5::QuietErrors quiet;
  const auto manifest = read_manifest(output);
  check_same(output, manifest.identity, plan.identity());
  const auto file = hdf5::File::open(output);
  const auto root = file.root();
  return root.has("runs_missing") && root.integer("runs_finished") == root.integer("runs_planned");
}

}  // namespace entrepot::sweep
