#include "entrepot/experiment/checkpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "entrepot/io/checksummed_file.hpp"
#include "entrepot/io/hash.hpp"
#include "entrepot/model/replicate_fields.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot_version.hpp"

namespace entrepot::experiment {

namespace fs = std::filesystem;

/// Header of a file. A change of this struct needs a new number in `magic`, because the header is read before the
/// layout is checked.
struct Checkpoints::Head {
  CheckpointIdentity identity;
  Kind kind = Kind::state;
  std::uint32_t replicate = 0;
  Week next_week = 0;
};

}  // namespace entrepot::experiment

namespace entrepot {

template <>
struct Fields<experiment::CheckpointIdentity> {
  using T = experiment::CheckpointIdentity;
  static constexpr auto all =
      std::tuple{field("version", &T::version), field("commit", &T::commit),     field("layout", &T::layout),
                 field("title", &T::title),     field("scenario", &T::scenario), field("seed", &T::seed)};
};
static_assert(declares_all<experiment::CheckpointIdentity>);

}  // namespace entrepot

namespace entrepot::experiment {
namespace {

constexpr std::string_view magic = "entrepot checkpoint 1\n";
constexpr std::string_view prefix = "replicate-";
constexpr std::string_view state_ending = ".state";
constexpr std::string_view record_ending = ".record";
constexpr std::string_view draft_ending = ".partial";

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

std::string hash_of(std::string_view text) {
  io::Hasher hasher;
  hasher.add(text);
  return io::hex(hasher.digest());
}

/// Why a file cannot be resumed from; empty if it can.
std::string mismatch(const CheckpointIdentity& found, const CheckpointIdentity& wanted) {
  if (found.version != wanted.version || found.commit != wanted.commit) {
    return fmt::format("was written by entrepot {} ({}), this is {} ({}); resume with the build that wrote it",
                       found.version, found.commit, wanted.version, wanted.commit);
  }
  if (found.layout != wanted.layout)
    return "checkpoint layout differs from this build; resume with the build that wrote it";
  if (found.seed != wanted.seed)
    return fmt::format("belongs to a run with seed {}; this run has seed {}", found.seed, wanted.seed);
  if (found.scenario != wanted.scenario)
    return fmt::format("belongs to another scenario or other overrides ('{}')", found.title);
  return {};
}

/// The number in "replicate-N" + ending; nullopt for a name of another form.
std::optional<std::uint32_t> number_in(std::string_view name, std::string_view ending) {
  if (!name.starts_with(prefix) || !name.ends_with(ending) || name.size() <= prefix.size() + ending.size())
    return std::nullopt;
  const std::string_view digits = name.substr(prefix.size(), name.size() - prefix.size() - ending.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    paths.push_back(it->path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  if (!fs::is_directory(folder)) {
    throw bad_input(fmt::format("{}: not a directory and cannot be created: {}", folder.string(),
                                error ? error.message() : "a file has this name"));
  }
  io::sync_name(folder);
}

/// Locks the directory for this process. A process that ends removes the directory, possibly just before this one takes
/// the lock, so this retries.
io::FileLock lock_of(const fs::path& folder) {
  constexpr int attempts = 100;
  for (int attempt = 1;; ++attempt) {
    make_folder(folder);
    try {
      return {folder / "lock", folder.string(), "another run stores its checkpoints there"};
    } catch (const Error&) {
      if (fs::exists(folder) || attempt == attempts) throw;
    }
  }
}

bool is_draft(std::string_view name) { return name.starts_with(prefix) && name.ends_with(draft_ending); }

/// Decides when to save a replicate.
class Pacer {
 public:
  explicit Pacer(const CheckpointPace& pace) : pace_(pace) {}
  [[nodiscard]] bool due(Week next_week) const {
    if (pace_.weeks > 0) return next_week % pace_.weeks == 0;
    return std::chrono::duration<double>(Clock::now() - saved_at_).count() >= pace_.seconds;
  }
  void saved() { saved_at_ = Clock::now(); }

 private:
  using Clock = std::chrono::steady_clock;
  const CheckpointPace& pace_;
  Clock::time_point saved_at_ = Clock::now();
};

/// Faults of files, grouped by fault.
class Faults {
 public:
  template <class Try>
  void gather(const fs::path& path, const Try& attempt) {
    try {
      attempt();
    } catch (const Error& error) {
      if (error.code() != ExitCode::bad_input) throw;
      const std::string text = error.what();
      const std::string reason = text.starts_with(path.string()) ? text.substr(path.string().size()) : ": " + text;
      for (auto& fault : faults_) {
        if (fault.reason == reason) return static_cast<void>(++fault.more);
      }
      faults_.push_back({path.string(), reason});
    }
  }
  void throw_if_any(const fs::path& folder) const {
    if (faults_.empty()) return;
    std::string text;
    for (const auto& fault : faults_) {
      text += fault.path;
      if (fault.more > 0) text += fmt::format(" and {} more", fault.more);
      text += fault.reason + "\n";
    }
    throw bad_input(text +
                    fmt::format("no file in {} was changed; delete a file to rerun its replicate", folder.string()));
  }

 private:
  struct Fault {
    std::string path;
    std::string reason;
    std::size_t more = 0;
  };
  std::vector<Fault> faults_;
};

}  // namespace

CheckpointIdentity checkpoint_identity(const scenario::LoadedScenario& loaded) {
  return {.version = generated::version,
          .commit = generated::commit,
          .layout = hash_of(layout_of<model::Replicate>()),
          .title = loaded.scenario.title,
          .scenario = hash_of(scenario::canonical_form(loaded.scenario)),
          .seed = loaded.scenario.run.seed};
}

CheckpointPace parse_pace(const std::string& text) {
  double number = 0;
  const char* last = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), last, number);
  const std::string_view name(unit, static_cast<std::size_t>(last - unit));
  const bool whole = number == std::floor(number) && number >= 1 && number <= 1e6;
  if (error == std::errc{} && number >= 0 && std::isfinite(number)) {
    if (name == "w" && whole) return {.weeks = static_cast<Week>(number)};
    if (name == "s") return {.seconds = number};
    if (name == "min") return {.seconds = number * 60};
    if (name == "h") return {.seconds = number * 3600};
  }
  throw bad_input(
      fmt::format("--checkpoint-every: expected a time (90s, 10min, 2h) or model weeks (13w), found '{}'", text));
}

// ---- files ---------------------------------------------------------------------------------------------------------

/// A file with a valid checksum, and its header.
class Checkpoints::Opened {
 public:
  explicit Opened(const fs::path& path) : path_(path), file_(path), from_(file_.bytes()) {
    std::string first(std::min(magic.size(), file_.bytes().size()), '\0');
    from_.take(first.data(), first.size());
    if (first != magic) throw bad_input(path.string() + ": is not a checkpoint of this version of entrepot");
    named([&] {
      from_.unpack(head_.identity);
      from_.unpack(head_.kind);
      from_.unpack(head_.replicate);
      from_.unpack(head_.next_week);
    });
  }
  [[nodiscard]] const Head& head() const { return head_; }
  /// The content of the file; T must match its kind.
  template <class T>
  void read(T& into) {
    named([&] {
      from_.unpack(into);
      from_.finish();
    });
  }
  [[nodiscard]] Error wrong(const std::string& what) const { return bad_input(path_.string() + ": " + what); }

 private:
  template <class Read>
  void named(const Read& read) const {
    try {
      read();
    } catch (const Error& error) {
      throw wrong(error.what());
    }
  }

  const fs::path& path_;
  io::ChecksummedFile file_;
  Unpacker from_;
  Head head_;
};

fs::path Checkpoints::path_of(Kind kind, std::uint32_t replicate) const {
  return folder_ / fmt::format("{}{}{}", prefix, replicate, kind == Kind::state ? state_ending : record_ending);
}

template <class T>
void Checkpoints::save(Kind kind, std::uint32_t replicate, Week next_week, const T& what) const {
  io::ChecksummedWriter file(path_of(kind, replicate));
  Packer to([&](std::span<const std::byte> bytes) { file.write(bytes); });
  to.put(magic.data(), magic.size());
  to.pack(identity_);
  to.pack(kind);
  to.pack(replicate);
  to.pack(next_week);
  to.pack(what);
  to.flush();
  file.finish();
}

/// Checks all files as far as possible without constructing a replicate, and reports all faults together.
void Checkpoints::check_files() {
  Faults faults;
  const auto look = [&](const fs::path& path, Kind kind, std::uint32_t replicate) {
    const Opened opened(path);
    const Head& head = opened.head();
    if (const auto reason = mismatch(head.identity, identity_); !reason.empty()) throw opened.wrong(reason);
    if (head.kind != kind || head.replicate != replicate)
      throw opened.wrong(fmt::format("is of replicate {}, but has another name", head.replicate));
    if (kind == Kind::record) {
      kept_.finished.insert(replicate);
    } else {
      kept_.under_way.emplace(replicate, head.next_week);
    }
  };
  for (const auto& path : files_in(folder_)) {
    const std::string name = path.filename().string();
    if (const auto number = number_in(name, state_ending))
      faults.gather(path, [&, replicate = *number] { look(path, Kind::state, replicate); });
    if (const auto number = number_in(name, record_ending))
      faults.gather(path, [&, replicate = *number] { look(path, Kind::record, replicate); });
  }
  faults.throw_if_any(folder_);
  for (const auto& path : files_in(folder_)) {
    std::error_code ignored;
    if (is_draft(path.filename().string())) fs::remove(path, ignored);  // left by a killed process
  }
  for (const auto replicate : kept_.finished) kept_.under_way.erase(replicate);
}

// ---- the run -------------------------------------------------------------------------------------------------------

Checkpoints::Checkpoints(fs::path folder, const model::Setting& setting, CheckpointIdentity identity,
                         CheckpointPace pace)
    : folder_(std::move(folder)), setting_(setting), identity_(std::move(identity)), pace_(pace) {
  lock_ = std::make_unique<io::FileLock>(lock_of(folder_));
  check_files();
}

Checkpoints::~Checkpoints() {
  if (kept_.finished.empty() && kept_.under_way.empty()) remove();
}

std::optional<model::Record> Checkpoints::finished(std::uint32_t replicate) const {
  const fs::path path = path_of(Kind::record, replicate);
  if (!fs::exists(path)) return std::nullopt;
  model::Record record(setting_);
  Opened(path).read(record);
  return record;
}

/// Restores a replicate to its saved state, if there is one.
void Checkpoints::restore(std::uint32_t replicate, model::Replicate& run) const {
  const fs::path path = path_of(Kind::state, replicate);
  if (fs::exists(path)) Opened(path).read(run);
}

void Checkpoints::save_state(std::uint32_t replicate, const model::Replicate& run) {
  save(Kind::state, replicate, run.next_week(), run);
  const std::scoped_lock lock(mutex_);
  kept_.under_way[replicate] = run.next_week();
}

void Checkpoints::keep_record(std::uint32_t replicate, const model::Record& record) {
  save(Kind::record, replicate, setting_.calendar.weeks(), record);
  std::error_code ignored;
  fs::remove(path_of(Kind::state, replicate), ignored);
  const std::scoped_lock lock(mutex_);
  kept_.under_way.erase(replicate);
  kept_.finished.insert(replicate);
}

/// Performs an action on the directory; returns false if it failed. A failure is not the replicate's fault: it ends the
/// run, which can resume from earlier checkpoints.
template <class Action>
bool Checkpoints::attempt(const Action& action) {
  try {
    action();
    return true;
  } catch (...) {
    const std::scoped_lock lock(mutex_);
    if (!broken_by_) broken_by_ = std::current_exception();
    broken_ = true;
    return false;
  }
}

std::optional<model::Record> Checkpoints::simulate(std::uint32_t replicate, const std::function<bool()>& stop) {
  const auto cut_short = [&] { return stop() || broken_.load(); };
  if (cut_short()) return std::nullopt;
  std::optional<model::Record> record;
  if (!attempt([&] { record = finished(replicate); })) return std::nullopt;
  if (record) return record;

  model::Replicate run(setting_, replicate);
  if (!attempt([&] { restore(replicate, run); })) return std::nullopt;
  Pacer pacer(pace_);
  const auto between_weeks = [&](const model::Replicate& paused) {
    if (paused.next_week() == setting_.calendar.weeks()) return true;
    const bool stops = cut_short();
    if (!stops && !pacer.due(paused.next_week())) return true;
    if (!attempt([&] { save_state(replicate, paused); }) || stops) return false;
    pacer.saved();
    return true;
  };
  if (!model::simulate_weeks(run, {}, between_weeks)) return std::nullopt;
  if (!attempt([&] { keep_record(replicate, run.record()); })) return std::nullopt;
  return std::move(run.record());
}

Checkpoints::Kept Checkpoints::kept() const {
  const std::scoped_lock lock(mutex_);
  return kept_;
}

void Checkpoints::rethrow() const {
  const std::scoped_lock lock(mutex_);
  if (broken_by_) std::rethrow_exception(broken_by_);
}

void Checkpoints::remove() {
  std::error_code ignored;
  for (const auto& path : files_in(folder_)) {
    const std::string name = path.filename().string();
    if (number_in(name, state_ending) || number_in(name, record_ending)) fs::remove(path, ignored);
  }
  lock_->remove();
  fs::remove(folder_, ignored);  // fails if other files are in it
}

}  // namespace entrepot::experiment
