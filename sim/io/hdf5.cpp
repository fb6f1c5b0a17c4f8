#include "entrepot/io/hdf5.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <hdf5_hl.h>
#include <sys/file.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <limits>
#include <new>
#include <numeric>
#include <thread>

#include "entrepot/io/file.hpp"
#include "result_checksum.hpp"

namespace entrepot::io::hdf5 {
namespace {

using TypeHandle = Handle<H5Tclose>;
using SpaceHandle = Handle<H5Sclose>;
using PropertyHandle = Handle<H5Pclose>;
using AttributeHandle = Handle<H5Aclose>;

/// Extracts the system's message from an HDF5 message with file names, byte counts and addresses.
std::string without_wrapping(const std::string& text) {
  constexpr std::string_view before = "error message = '";
  const auto begin = text.find(before);
  if (begin == std::string::npos) return text;
  const auto from = begin + before.size();
  return text.substr(from, text.find('\'', from) - from);
}

/// HDF5's reason for the last failure: the innermost entry of its error stack.
std::string reason() {
  std::string text;
  const auto keep_first = [](unsigned, const H5E_error2_t* entry, void* into) -> herr_t {
    auto& first = *static_cast<std::string*>(into);
    if (first.empty() && entry->desc != nullptr) first = entry->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
  return text.empty() ? "no reason given" : without_wrapping(text);
}

std::string name_by(ssize_t (*ask)(hid_t, char*, std::size_t), hid_t id) {
  const ssize_t length = ask(id, nullptr, 0);
  if (length <= 0) return "?";
  std::string name(static_cast<std::size_t>(length), '\0');
  ask(id, name.data(), name.size() + 1);
  return name;
}

/// A failure on a file opened for reading is the file's fault; on one being written it is not.
ExitCode code_of_failure(hid_t at) {
  const Handle<H5Fclose> file(H5Iget_file_id(at));
  unsigned intent = H5F_ACC_RDWR;
  if (!file.valid() || H5Fget_intent(file.id(), &intent) < 0) return ExitCode::failure;
  return intent == H5F_ACC_RDONLY ? ExitCode::bad_input : ExitCode::failure;
}

/// Throws the error of a failed call on an object.
[[noreturn]] void fail(hid_t at, const std::string& what) {
  const std::string why = reason();  // before any other call, which would clear it
  throw Error(fmt::format("{}: {} at {}: {}", name_by(H5Fget_name, at), what, name_by(H5Iget_name, at), why),
              code_of_failure(at));
}

void check(herr_t status, hid_t at, const std::string& what) {
  if (status < 0) fail(at, what);
}

template <class SomeHandle>
SomeHandle checked(hid_t id, hid_t at, const std::string& what) {
  if (id < 0) fail(at, what);
  return SomeHandle(id);
}

hid_t checked_id(hid_t id, hid_t at, const std::string& what) {
  if (id < 0) fail(at, what);
  return id;
}

/// Variable-length UTF-8: what h5py, xarray and netCDF read as str.
TypeHandle text_type() {
  TypeHandle type(H5Tcopy(H5T_C_S1));
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

hid_t stored_type(Stored type) {
  switch (type) {
    case Stored::int8:
      return H5T_STD_I8LE;
    case Stored::int64:
      return H5T_STD_I64LE;
    case Stored::float64:
      return H5T_IEEE_F64LE;
  }
  return H5I_INVALID_HID;
}

/// Writes one value or a list of `count` values.
void write_attribute(hid_t at, const std::string& name, hid_t stored, hid_t memory, const void* value,
                     hsize_t count = 0) {
  const std::string what = fmt::format("cannot write attribute '{}'", name);
  if (H5Aexists(at, name.c_str()) > 0) check(H5Adelete(at, name.c_str()), at, what);
  const auto space =
      checked<SpaceHandle>(count == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr), at, what);
  const auto attribute =
      checked<AttributeHandle>(H5Acreate2(at, name.c_str(), stored, space.id(), H5P_DEFAULT, H5P_DEFAULT), at, what);
  check(H5Awrite(attribute.id(), memory, value), at, what);
}

/// The error for a file that is not a readable result.
Error bad_file(const std::string& path, const std::string& what) {
  return Error(fmt::format("{}: {}", path, what), ExitCode::bad_input);
}

/// Throws the error for an object that this program cannot have written.
[[noreturn]] void refuse_damaged(hid_t at, const std::string& why) {
  throw bad_file(name_by(H5Fget_name, at), "is damaged: " + why);
}

/// Number of values of an attribute. HDF5 reads all of them, regardless of the size of the buffer.
std::size_t values_of(const AttributeHandle& attribute) {
  const SpaceHandle space(H5Aget_space(attribute.id()));
  return static_cast<std::size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space.id())));
}

/// Reads one value; rejects an attribute with more, which HDF5 would write past the end.
void read_attribute(hid_t at, const std::string& name, hid_t memory, void* value) {
  const std::string what = fmt::format("cannot read attribute '{}'", name);
  const auto attribute = checked<AttributeHandle>(H5Aopen(at, name.c_str(), H5P_DEFAULT), at, what);
  if (values_of(attribute) != 1)
    refuse_damaged(at, fmt::format("attribute '{}' of {} has not one value", name, name_by(H5Iget_name, at)));
  check(H5Aread(attribute.id(), memory, value), at, what);
}

/// Maximum extents of a dataset: its shape, except that chunking needs an unlimited extent for an empty axis.
std::vector<hsize_t> limits(std::span<const hsize_t> shape) {
  std::vector<hsize_t> most(shape.begin(), shape.end());
  for (auto& extent : most) {
    if (extent == 0) extent = H5S_UNLIMITED;
  }
  return most;
}

PropertyHandle creation_properties(const Layout& layout, hid_t at) {
  auto properties = checked<PropertyHandle>(H5Pcreate(H5P_DATASET_CREATE), at, "cannot create a dataset");
  // No timestamps, so that equal content gives equal bytes.
  check(H5Pset_obj_track_times(properties.id(), false), at, "cannot create a dataset");
  if (layout.chunk.empty()) return properties;
  const int rank = static_cast<int>(layout.chunk.size());
  check(H5Pset_chunk(properties.id(), rank, layout.chunk.data()), at, "cannot set chunks");
  if (!layout.compressed) return properties;
  check(H5Pset_shuffle(properties.id()), at, "cannot set the shuffle filter");
  check(H5Pset_deflate(properties.id(), 1), at, "cannot set compression");
  return properties;
}

// HDF5 (1.10.8) crashes when an allocation fails during a call, so memory is checked beforehand.
constexpr std::size_t memory_per_file = std::size_t{8} << 20U;
constexpr std::size_t room_for_a_transfer = std::size_t{1} << 20U;

/// Throws std::bad_alloc if that much memory cannot be allocated.
void require_memory(std::size_t bytes) {
  void* room = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) throw std::bad_alloc();
  ::munmap(room, bytes);
}

/// Transfer properties for a number of values. Throws std::bad_alloc without enough memory. If the types in file and
/// memory differ, HDF5 clears its conversion buffer before every transfer, one megabyte even for a single value. Files
/// have thousands of short datasets, so the buffer is sized to the data.
PropertyHandle transfer_of(std::size_t values, hid_t at) {
  constexpr std::size_t bytes_of_one = 16;        // a string: a pointer in memory, a heap reference in the file
  constexpr std::size_t max_bytes = 1024 * 1024;  // HDF5's default
  require_memory(room_for_a_transfer);
  auto properties = checked<PropertyHandle>(H5Pcreate(H5P_DATASET_XFER), at, "cannot prepare a transfer");
  const std::size_t bytes = std::min(values, max_bytes / bytes_of_one) * bytes_of_one;
  check(H5Pset_buffer(properties.id(), bytes, nullptr, nullptr), at, "cannot prepare a transfer");
  return properties;
}

/// Whether the list of coordinates is well-formed. HDF5's reader assumes that it holds references, one per axis;
/// otherwise it writes out of bounds or interprets arbitrary memory as references.
bool lists_coordinates(hid_t dataset, std::size_t axes) {
  constexpr const char* list = "DIMENSION_LIST";
  if (H5Aexists(dataset, list) <= 0) return false;
  const AttributeHandle attribute(H5Aopen(dataset, list, H5P_DEFAULT));
  const TypeHandle type(H5Aget_type(attribute.id()));
  if (H5Tget_class(type.id()) != H5T_VLEN) return false;
  const TypeHandle listed(H5Tget_super(type.id()));
  return H5Tequal(listed.id(), H5T_STD_REF_OBJ) > 0 && values_of(attribute) == axes;
}

// ---- files without external links ----

/// Whether a dataset stores its values in another file.
bool is_external(hid_t dataset) {
  const PropertyHandle properties(H5Dget_create_plist(dataset));
  return properties.valid() &&
         (H5Pget_external_count(properties.id()) > 0 || H5Pget_layout(properties.id()) == H5D_VIRTUAL);
}

/// Callback for every link of a file: records the name of an external link. External links are not followed.
herr_t record_external_link(hid_t group, const char* name, const H5L_info_t* link, void* into) {
  auto& foreign = *static_cast<std::string*>(into);
  if (link->type == H5L_TYPE_EXTERNAL) foreign = name;
  if (link->type != H5L_TYPE_HARD) return foreign.empty() ? 0 : 1;
  const Handle<H5Oclose> object(H5Oopen(group, name, H5P_DEFAULT));
  if (object.valid() && H5Iget_type(object.id()) == H5I_DATASET && is_external(object.id())) foreign = name;
  return foreign.empty() ? 0 : 1;
}

/// Rejects external links: through them, a result received from elsewhere could expose any file of this machine.
void refuse_external_links(hid_t file, const std::filesystem::path& path) {
  std::string foreign;
  const herr_t visited = H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, record_external_link, &foreign);
  if (visited < 0) throw bad_file(path.string(), "is damaged or truncated: " + reason());
  if (!foreign.empty())
    throw Error(
        fmt::format("{}: '{}' is stored in another file, so this is not a result of entrepot", path.string(), foreign),
        ExitCode::bad_input);
}

}  // namespace

QuietErrors::QuietErrors() {
  // Handles close everything. At exit, the library would retry flushing a file on a full disk and crash. This call must
  // come before any other.
  H5dont_atexit();
  H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietErrors::~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

template <>
hid_t memory_type<std::int8_t>() {
  return H5T_NATIVE_INT8;
}
template <>
hid_t memory_type<std::int64_t>() {
  return H5T_NATIVE_INT64;
}
template <>
hid_t memory_type<double>() {
  return H5T_NATIVE_DOUBLE;
}

// ---- attributes ----------------------------------------------------------------------------------------------------

void Node::set(const std::string& attribute, std::string_view text) const {
  const std::string copy(text);
  const char* value = copy.c_str();
  const TypeHandle type = text_type();
  write_attribute(id(), attribute, type.id(), type.id(), &value);
}

void Node::set(const std::string& attribute, std::int64_t number) const {
  write_attribute(id(), attribute, H5T_STD_I64LE, H5T_NATIVE_INT64, &number);
}

void Node::set(const std::string& attribute, double number) const {
  write_attribute(id(), attribute, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &number);
}

void Node::set_texts(const std::string& attribute, std::span<const std::string> texts) const {
  std::vector<const char*> raw;
  for (const auto& text : texts) raw.push_back(text.c_str());
  const TypeHandle type = text_type();
  write_attribute(id(), attribute, type.id(), type.id(), raw.data(), raw.size());
}

bool Node::has(const std::string& attribute) const { return H5Aexists(id(), attribute.c_str()) > 0; }

std::string Node::text(const std::string& attribute) const {
  char* value = nullptr;
  const TypeHandle type = text_type();
  read_attribute(id(), attribute, type.id(), &value);
  std::string copy = value == nullptr ? "" : value;
  H5free_memory(value);
  return copy;
}

std::vector<std::string> Node::texts(const std::string& attribute) const {
  const std::string what = fmt::format("cannot read attribute '{}'", attribute);
  const auto opened = checked<AttributeHandle>(H5Aopen(id(), attribute.c_str(), H5P_DEFAULT), id(), what);
  std::vector<char*> raw(values_of(opened), nullptr);
  const TypeHandle type = text_type();
  check(H5Aread(opened.id(), type.id(), raw.data()), id(), what);
  std::vector<std::string> texts;
  for (char* text : raw) {
    texts.emplace_back(text == nullptr ? "" : text);
    H5free_memory(text);
  }
  return texts;
}

std::int64_t Node::integer(const std::string& attribute) const {
  std::int64_t value = 0;
  read_attribute(id(), attribute, H5T_NATIVE_INT64, &value);
  return value;
}

double Node::real(const std::string& attribute) const {
  double value = 0;
  read_attribute(id(), attribute, H5T_NATIVE_DOUBLE, &value);
  return value;
}

// ---- datasets ------------------------------------------------------------------------------------------------------

std::vector<hsize_t> Dataset::shape() const {
  const auto space = checked<SpaceHandle>(H5Dget_space(id()), id(), "cannot read the shape");
  std::vector<hsize_t> extents(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.id()))));
  if (!extents.empty()) H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr);
  return extents;
}

std::size_t Dataset::rows() const {
  const auto extents = shape();
  if (extents.empty()) refuse("has too few axes");
  return extents.front();
}

bool Dataset::holds_integers() const {
  const auto type = checked<TypeHandle>(H5Dget_type(id()), id(), "cannot read the type");
  return H5Tget_class(type.id()) == H5T_INTEGER;
}

bool Dataset::holds_texts() const {
  const auto type = checked<TypeHandle>(H5Dget_type(id()), id(), "cannot read the type");
  return H5Tget_class(type.id()) == H5T_STRING;
}

hsize_t Dataset::cells(std::span<const hsize_t> extents) {
  constexpr hsize_t most = std::numeric_limits<hsize_t>::max();
  if (std::find(extents.begin(), extents.end(), 0) != extents.end()) return 0;
  return std::accumulate(extents.begin(), extents.end(), hsize_t{1}, [](hsize_t product, hsize_t extent) {
    return extent > most / product ? most : product * extent;
  });
}

hsize_t Dataset::checked_cells(std::span<const hsize_t> extents) const {
  constexpr hsize_t always = hsize_t{1} << 16U;  // small enough not to check
  constexpr hsize_t max_per_byte = 1100;         // deflate expands one byte to at most 1032
  const hsize_t count = cells(extents);
  if (count > always && count / max_per_byte > H5Dget_storage_size(id())) refuse("has fewer values than its shape");
  return count;
}

std::vector<hsize_t> Dataset::part_shape(const Part& part) const {
  auto extents = shape();
  if (part.axis >= extents.size()) refuse("has too few axes");
  extents[part.axis] = part.count;
  return extents;
}

void Dataset::transfer(const Part& part, hid_t type, const void* from, void* to) const {
  const std::string what = from != nullptr ? "cannot write" : "cannot read";
  const auto extents = part_shape(part);
  const hsize_t count = cells(extents);
  if (count == 0) return;
  const PropertyHandle how = transfer_of(count, id());
  std::vector<hsize_t> start(extents.size(), 0);
  start[part.axis] = part.first;
  const auto file_space = checked<SpaceHandle>(H5Dget_space(id()), id(), what);
  check(H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, start.data(), nullptr, extents.data(), nullptr), id(),
        what);
  const auto memory_space =
      checked<SpaceHandle>(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), id(), what);
  const herr_t status = from != nullptr ? H5Dwrite(id(), type, memory_space.id(), file_space.id(), how.id(), from)
                                        : H5Dread(id(), type, memory_space.id(), file_space.id(), how.id(), to);
  check(status, id(), what);
}

void Dataset::transfer_all(hid_t type, const void* from, void* to) const {
  const hsize_t count = cells(shape());
  if (count == 0) return;
  const PropertyHandle how = transfer_of(count, id());
  if (from != nullptr) {
    check(H5Dwrite(id(), type, H5S_ALL, H5S_ALL, how.id(), from), id(), "cannot write");
  } else {
    check(H5Dread(id(), type, H5S_ALL, H5S_ALL, how.id(), to), id(), "cannot read");
  }
}

std::vector<std::string> Dataset::read_texts() const {
  std::vector<char*> raw(checked_cells(shape()), nullptr);
  if (raw.empty()) return {};
  const TypeHandle type = text_type();
  const PropertyHandle how = transfer_of(raw.size(), id());
  check(H5Dread(id(), type.id(), H5S_ALL, H5S_ALL, how.id(), raw.data()), id(), "cannot read");
  std::vector<std::string> texts;
  for (char* text : raw) {
    texts.emplace_back(text == nullptr ? "" : text);
    H5free_memory(text);
  }
  return texts;
}

std::string Dataset::read_text() const {
  auto texts = read_texts();
  if (texts.size() != 1) refuse("is not one text");
  return std::move(texts.front());
}

void Dataset::refuse(const std::string& is_wrong) const {
  refuse_damaged(id(), fmt::format("{} {}", name_by(H5Iget_name, id()), is_wrong));
}

void Dataset::write_texts(std::span<const std::string> texts) const {
  std::vector<const char*> raw;
  for (const auto& text : texts) raw.push_back(text.c_str());
  if (raw.empty()) return;
  const TypeHandle type = text_type();
  const PropertyHandle how = transfer_of(raw.size(), id());
  check(H5Dwrite(id(), type.id(), H5S_ALL, H5S_ALL, how.id(), raw.data()), id(), "cannot write");
}

void Dataset::resize(hsize_t rows) const {
  std::vector<hsize_t> extents = shape();
  extents.front() = rows;
  check(H5Dset_extent(id(), extents.data()), id(), "cannot resize");
}

void Dataset::make_scale(const std::string& axis) const {
  check(H5DSset_scale(id(), axis.c_str()), id(), "cannot make a coordinate");
}

void Dataset::attach(unsigned axis, const Dataset& scale) const {
  check(H5DSattach_scale(id(), scale.id(), axis), id(), "cannot name an axis");
}

Dataset Dataset::scale(unsigned axis) const {
  if (!lists_coordinates(id(), shape().size())) refuse("has not a coordinate for each axis");
  hid_t kept = H5I_INVALID_HID;
  const auto keep = [](hid_t, unsigned, hid_t coordinate, void* into) -> herr_t {
    if (H5Iinc_ref(coordinate) < 0) return -1;  // HDF5 closes it after this call
    *static_cast<hid_t*>(into) = coordinate;
    return 1;
  };
  if (H5DSiterate_scales(id(), axis, nullptr, keep, &kept) <= 0) fail(id(), "no coordinate for an axis");
  return Dataset(kept);
}

// HDF5's own function assumes a single name and writes out of bounds if there are more.
std::string Dataset::axis_name() const {
  const auto attribute = checked<AttributeHandle>(H5Aopen(id(), "NAME", H5P_DEFAULT), id(), "no name of an axis");
  const TypeHandle type(H5Aget_type(attribute.id()));
  const bool fixed = H5Tget_class(type.id()) == H5T_STRING && H5Tis_variable_str(type.id()) == 0;
  if (!fixed || values_of(attribute) != 1) refuse("has not one name of its axis");
  std::string name(H5Tget_size(type.id()), '\0');
  check(H5Aread(attribute.id(), type.id(), name.data()), id(), "cannot read the name of an axis");
  return name.substr(0, name.find('\0'));
}

// ---- groups --------------------------------------------------------------------------------------------------------

Group Group::create_group(const std::string& name) const {
  return Group(checked_id(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), id(),
                          fmt::format("cannot create group '{}'", name)));
}

Group Group::open_group(const std::string& name) const {
  return Group(
      checked_id(H5Gopen2(id(), name.c_str(), H5P_DEFAULT), id(), fmt::format("cannot open group '{}'", name)));
}

Dataset Group::create_dataset(const std::string& name, Stored type, const Layout& layout) const {
  const std::string what = fmt::format("cannot create dataset '{}'", name);
  const auto most = layout.chunk.empty() ? layout.shape : limits(layout.shape);
  const int rank = static_cast<int>(layout.shape.size());
  const auto space = checked<SpaceHandle>(
      rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, layout.shape.data(), most.data()), id(), what);
  const auto properties = creation_properties(layout, id());
  return Dataset(checked_id(
      H5Dcreate2(id(), name.c_str(), stored_type(type), space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), id(),
      what));
}

Dataset Group::create_texts(const std::string& name, std::span<const std::string> texts) const {
  const std::string what = fmt::format("cannot create dataset '{}'", name);
  const hsize_t size = texts.size();
  const auto space = checked<SpaceHandle>(H5Screate_simple(1, &size, nullptr), id(), what);
  const TypeHandle type = text_type();
  Dataset dataset(checked_id(H5Dcreate2(id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT,
                                        creation_properties({}, id()).id(), H5P_DEFAULT),
                             id(), what));
  dataset.write_texts(texts);
  return dataset;
}

Dataset Group::create_text(const std::string& name, const std::string& text) const {
  const std::string what = fmt::format("cannot create dataset '{}'", name);
  const auto space = checked<SpaceHandle>(H5Screate(H5S_SCALAR), id(), what);
  const TypeHandle type = text_type();
  Dataset dataset(checked_id(H5Dcreate2(id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT,
                                        creation_properties({}, id()).id(), H5P_DEFAULT),
                             id(), what));
  dataset.write_texts(std::span(&text, 1));
  return dataset;
}

Dataset Group::open_dataset(const std::string& name) const {
  return Dataset(
      checked_id(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), id(), fmt::format("cannot open dataset '{}'", name)));
}

bool Group::has_member(const std::string& name) const { return H5Lexists(id(), name.c_str(), H5P_DEFAULT) > 0; }

// ---- files ---------------------------------------------------------------------------------------------------------

namespace {

PropertyHandle access_properties() {
  PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS));
  H5Pset_fclose_degree(access.id(), H5F_CLOSE_SEMI);  // closing fails if a handle was forgotten
  return access;
}

Error in_use(const std::filesystem::path& path) {
  return bad_file(path.string(), "is being written by another run; wait until it ends");
}

enum class Lock { taken, held_by_another, unknown_to_file_system };

Lock try_lock(const OpenFile& file, int kind) {
  if (::flock(file.descriptor(), kind | LOCK_NB) == 0) return Lock::taken;
  return errno == EWOULDBLOCK ? Lock::held_by_another : Lock::unknown_to_file_system;
}

/// Waits until no process writes a file that HDF5 will read or extend: a writer keeps its lock briefly after the
/// rename.
Lock wait_for_lock(const OpenFile& file, int kind, const std::filesystem::path& path) {
  constexpr int attempts = 100;
  constexpr std::chrono::milliseconds pause{20};
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const Lock lock = try_lock(file, kind);
    if (lock != Lock::held_by_another) return lock;
    std::this_thread::sleep_for(pause);
  }
  throw in_use(path);
}

/// Access properties: with HDF5's file locks, or without them on a file system that does not support locks, as on some
/// clusters. Throws Error if the file is locked by another process or cannot be opened; the latter with the system's
/// message, which is clearer than HDF5's.
PropertyHandle access_to(const std::filesystem::path& path, int how) {
  auto access = access_properties();
  const OpenFile file(path, how);
  const Lock lock = wait_for_lock(file, how == O_RDONLY ? LOCK_SH : LOCK_EX, path);
  if (lock == Lock::unknown_to_file_system) H5Pset_file_locking(access.id(), false, true);
  return access;
}

/// Opens a file for writing and locks it before HDF5 truncates it. HDF5 releases its own lock before the file has its
/// checksum and name; another process could then truncate it.
OpenFile locked_for_writing(const std::filesystem::path& path) {
  while (true) {
    OpenFile file(path, O_WRONLY | O_CREAT);
    if (try_lock(file, LOCK_EX) == Lock::held_by_another) throw in_use(path);
    if (file.is_at(path)) return file;  // otherwise it was renamed in between
  }
}

/// Whether the file has bytes after HDF5's end of file: a checksum damaged beyond recognition.
bool has_bytes_after_end(hid_t file, const std::filesystem::path& path) {
  haddr_t end = 0;
  std::error_code unknown;
  const auto length = std::filesystem::file_size(path, unknown);
  return !unknown && H5Fget_eoa(file, &end) >= 0 && length > end;
}

}  // namespace

File File::create(const std::filesystem::path& path) {
  // Otherwise any user who may write to the directory could choose the file that is overwritten.
  if (std::filesystem::is_symlink(path)) throw bad_file(path.string(), "is a symbolic link; expected a regular file");
  OpenFile lock = locked_for_writing(path);
  const PropertyHandle access = access_properties();
  H5Pset_file_locking(access.id(), false, true);
  require_memory(memory_per_file);
  const hid_t id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id());
  if (id >= 0) return {path, id, std::move(lock)};
  const std::string why = reason();
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  throw Error(fmt::format("{}: cannot be created: {}", path.string(), why));
}

File File::open(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw bad_file(path.string(), "is a directory");
  const ChecksumState checksum = checksum_state(path);
  if (checksum == ChecksumState::invalid)
    throw bad_file(path.string(), "is damaged: its checksum does not match its content");
  const PropertyHandle access = access_to(path, O_RDONLY);
  require_memory(memory_per_file);
  if (H5Fis_hdf5(path.c_str()) <= 0) throw bad_file(path.string(), "is not an HDF5 file, so not a result of entrepot");
  const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id());
  if (id < 0) throw bad_file(path.string(), "is damaged or truncated: " + reason());
  File file(path, id);
  if (checksum == ChecksumState::none && has_bytes_after_end(id, path))
    throw bad_file(path.string(), "is damaged: its checksum is truncated, damaged, or not at its end");
  refuse_external_links(id, path);
  return file;
}

File File::extend(const std::filesystem::path& path) {
  const PropertyHandle access = access_to(path, O_RDWR);
  require_memory(memory_per_file);
  const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDWR, access.id());
  if (id < 0) throw Error(fmt::format("{}: cannot be written: {}", path.string(), reason()));
  return {path, id};
}

Group File::root() const {
  return Group(checked_id(H5Gopen2(handle_.id(), "/", H5P_DEFAULT), handle_.id(), "cannot open the root group"));
}

void File::flush_and_close() {
  check(H5Fflush(handle_.id(), H5F_SCOPE_GLOBAL), handle_.id(), "cannot flush");
  if (!handle_.close()) throw Error(fmt::format("{}: cannot be closed: {}", path_.string(), reason()));
  add_checksum(path_);
}

}  // namespace entrepot::io::hdf5
