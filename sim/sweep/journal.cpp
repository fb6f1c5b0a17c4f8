#include "entrepot/sweep/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "entrepot/core/error.hpp"
#include "entrepot/io/pending_file.hpp"

namespace entrepot::sweep {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "entrepot runs 1\n";
constexpr std::size_t identity_bytes = 32;
constexpr std::size_t header_bytes = 64;
constexpr double seconds_between_syncs = 1;
constexpr const char* extension = ".journal";
// Minimum length of error messages kept.
constexpr std::size_t least_payload = 256;

/// The header of every record; little-endian, like all supported machines.
struct Head {
  std::uint64_t run;
  std::uint32_t status;
  std::uint32_t message_bytes;
  double seconds;
};
static_assert(sizeof(Head) == 24);

std::size_t payload_bytes(std::size_t measures) { return std::max(least_payload, measures * sizeof(double)); }
std::size_t record_bytes(std::size_t measures) {
  return sizeof(Head) + payload_bytes(measures) + sizeof(std::uint64_t);
}

std::uint64_t checksum(const std::byte* record, std::size_t measures, const Identity& identity) {
  const std::uint64_t seed = XXH3_64bits(identity.data(), identity.size());
  return XXH3_64bits_withSeed(record, sizeof(Head) + payload_bytes(measures), seed);
}

std::vector<std::byte> bytes_of(const RunRecord& record, std::size_t measures, const Identity& identity) {
  std::vector<std::byte> bytes(record_bytes(measures));
  const std::size_t room = payload_bytes(measures);
  const bool failed = record.status != RunStatus::finished;
  const Head head{.run = record.run,
                  .status = static_cast<std::uint32_t>(record.status),
                  .message_bytes = static_cast<std::uint32_t>(failed ? std::min(record.message.size(), room) : 0),
                  .seconds = record.seconds};
  std::memcpy(bytes.data(), &head, sizeof head);
  std::byte* payload = bytes.data() + sizeof head;
  if (failed) {
    std::memcpy(payload, record.message.data(), head.message_bytes);
  } else {
    std::memcpy(payload, record.values.data(), std::min(record.values.size(), measures) * sizeof(double));
  }
  const std::uint64_t sum = checksum(bytes.data(), measures, identity);
  std::memcpy(payload + room, &sum, sizeof sum);
  return bytes;
}

std::array<char, header_bytes> header_of(const Identity& identity, std::size_t measures) {
  std::array<char, header_bytes> header{};
  std::memcpy(header.data(), magic.data(), magic.size());
  std::memcpy(header.data() + magic.size(), identity.data(), std::min(identity.size(), identity_bytes));
  const std::uint64_t count = measures;
  std::memcpy(header.data() + magic.size() + identity_bytes, &count, sizeof count);
  return header;
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// A name that is unique across processes, machines and time.
std::string own_name() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host = {'h', 'o', 's', 't'};
  const auto ticks = std::chrono::system_clock::now().time_since_epoch().count();
  return fmt::format("{}-{}-{:x}{}", host.data(), ::getpid(), ticks, extension);
}

/// Creates a file and waits until its header and name are on disk, so that a power failure leaves no unreadable
/// journal.
io::OpenFile begun(const fs::path& path, const std::array<char, header_bytes>& header) {
  auto draft = io::PendingFile::of(path);
  io::OpenFile file(draft.path(), O_WRONLY | O_CREAT | O_EXCL, path);
  file.write(header.data(), header.size());
  draft.keep_as(path);
  return file;
}

}  // namespace

const std::vector<std::string>& status_names() {
  static const std::vector<std::string> names{"finished",         "missing",       "bad_scenario",
                                              "ledger_violation", "out_of_memory", "error"};
  return names;
}

Journal::Journal(const fs::path& folder, const Identity& identity, std::size_t measures)
    : path_(folder / own_name()),
      identity_(identity),
      measures_(measures),
      file_(begun(path_, header_of(identity, measures))),
      length_(header_bytes),
      synced_at_(now()) {}

Journal::~Journal() {
  ::fdatasync(file_.descriptor());
  std::error_code ignored;
  if (length_ == header_bytes) fs::remove(path_, ignored);  // no run was finished
}

void Journal::append(const RunRecord& record) {
  const auto bytes = bytes_of(record, measures_, identity_);
  const std::scoped_lock lock(mutex_);
  try {
    file_.write(bytes.data(), bytes.size());
  } catch (const Error&) {
    // A partial record must not shift later records that are written once there is space again.
    [[maybe_unused]] const bool cut = ::ftruncate(file_.descriptor(), static_cast<off_t>(length_)) == 0 &&
                                      ::lseek(file_.descriptor(), 0, SEEK_END) >= 0;
    throw;
  }
  length_ += bytes.size();
  if (now() - synced_at_ >= seconds_between_syncs) sync_now();
}

void Journal::sync() {
  const std::scoped_lock lock(mutex_);
  sync_now();
}

void Journal::sync_now() {
  if (::fdatasync(file_.descriptor()) != 0) throw io::file_error(path_, "written to disk", errno);
  synced_at_ = now();
}

std::vector<fs::path> journals_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == extension) paths.push_back(it->path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// ---- reading -------------------------------------------------------------------------------------------------------

JournalReader::JournalReader(const fs::path& path, const Identity& identity, std::size_t measures)
    : path_(path), identity_(identity), measures_(measures), file_(path) {
  const auto bytes = file_.bytes();
  // The process was killed while it created the file; there are no records.
  if (bytes.size() < header_bytes) return;
  const auto header = header_of(identity, measures);
  if (std::memcmp(bytes.data(), header.data(), header.size()) != 0) {
    const bool journal = std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
    throw Error(
        fmt::format("{}: {}", path.string(), journal ? "has runs of another sweep" : "is not a journal of runs"),
        ExitCode::bad_input);
  }
  slots_ = (bytes.size() - header_bytes) / record_bytes(measures);
}

const std::byte* JournalReader::at(std::size_t slot) const {
  return file_.bytes().data() + header_bytes + slot * record_bytes(measures_);
}

bool JournalReader::whole(std::size_t slot) const {
  std::uint64_t sum = 0;
  std::memcpy(&sum, at(slot) + sizeof(Head) + payload_bytes(measures_), sizeof sum);
  return sum == checksum(at(slot), measures_, identity_) &&
         static_cast<std::size_t>(status(slot)) < status_names().size();
}

std::uint64_t JournalReader::run(std::size_t slot) const {
  Head head{};
  std::memcpy(&head, at(slot), sizeof head);
  return head.run;
}

RunStatus JournalReader::status(std::size_t slot) const {
  Head head{};
  std::memcpy(&head, at(slot), sizeof head);
  return static_cast<RunStatus>(head.status);
}

double JournalReader::seconds(std::size_t slot) const {
  Head head{};
  std::memcpy(&head, at(slot), sizeof head);
  return head.seconds;
}

double JournalReader::value(std::size_t slot, std::size_t measure) const {
  double value = 0;
  std::memcpy(&value, at(slot) + sizeof(Head) + measure * sizeof value, sizeof value);
  return value;
}

std::string JournalReader::message(std::size_t slot) const {
  Head head{};
  std::memcpy(&head, at(slot), sizeof head);
  const auto* text = reinterpret_cast<const char*>(at(slot) + sizeof head);
  return {text, std::min<std::size_t>(head.message_bytes, payload_bytes(measures_))};
}

}  // namespace entrepot::sweep
