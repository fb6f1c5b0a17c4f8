#pragma once
// RAII wrapper of the HDF5 C API. A failed call throws entrepot::Error with the file, the operation and HDF5's reason.
// Not thread-safe; callers keep a QuietErrors object alive meanwhile.

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entrepot/io/file.hpp"

namespace entrepot::io::hdf5 {

/// Disables HDF5's printing of this thread's error stack during its lifetime; errors are thrown instead.
class QuietErrors {
 public:
  QuietErrors();
  ~QuietErrors();
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

 private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// Owns an HDF5 identifier.
template <herr_t (*Close)(hid_t)>
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      close();
      id_ = std::exchange(other.id_, H5I_INVALID_HID);
    }
    return *this;
  }
  ~Handle() { close(); }
  [[nodiscard]] hid_t id() const { return id_; }
  [[nodiscard]] bool valid() const { return id_ >= 0; }
  /// Returns false if closing failed.
  bool close() noexcept { return id_ < 0 || Close(std::exchange(id_, H5I_INVALID_HID)) >= 0; }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

/// The HDF5 type of a C++ number in memory.
template <class T>
hid_t memory_type();
template <>
hid_t memory_type<std::int8_t>();
template <>
hid_t memory_type<std::int64_t>();
template <>
hid_t memory_type<double>();

/// Number types in a file (always little-endian).
enum class Stored { int8, int64, float64 };

/// Shape and storage of a dataset.
struct Layout {
  std::vector<hsize_t> shape;
  std::vector<hsize_t> chunk = {};  ///< empty: contiguous
  bool compressed = false;          ///< shuffle and deflate level 1; needs a chunk
};

/// A group or dataset: an object with attributes.
class Node {
 public:
  Node() = default;
  explicit Node(hid_t id) : handle_(id) {}
  [[nodiscard]] hid_t id() const { return handle_.id(); }

  void set(const std::string& attribute, std::string_view text) const;
  void set(const std::string& attribute, const char* text) const { set(attribute, std::string_view(text)); }
  void set(const std::string& attribute, std::int64_t number) const;
  void set(const std::string& attribute, double number) const;
  /// Sets a list of strings; at least one.
  void set_texts(const std::string& attribute, std::span<const std::string> texts) const;
  [[nodiscard]] bool has(const std::string& attribute) const;
  [[nodiscard]] std::string text(const std::string& attribute) const;
  [[nodiscard]] std::int64_t integer(const std::string& attribute) const;
  [[nodiscard]] double real(const std::string& attribute) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& attribute) const;

 private:
  Handle<H5Oclose> handle_;
};

class Dataset : public Node {
 public:
  using Node::Node;
  [[nodiscard]] std::vector<hsize_t> shape() const;
  /// Extent of the first axis. Throws Error for a scalar dataset.
  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] bool holds_integers() const;
  [[nodiscard]] bool holds_texts() const;

  /// Writes rows first .. first+count-1 along the leading dimension, row-major.
  template <class T>
  void write_rows(hsize_t first, hsize_t count, std::span<const T> values) const {
    transfer({0, first, count}, memory_type<T>(), values.data(), nullptr);
  }
  /// Reads the range first .. first+count-1 of one axis and the full range of the others; row-major.
  template <class T>
  [[nodiscard]] std::vector<T> read_part(std::size_t axis, hsize_t first, hsize_t count) const {
    std::vector<T> values(checked_cells(part_shape({axis, first, count})));
    transfer({axis, first, count}, memory_type<T>(), nullptr, values.data());
    return values;
  }
  template <class T>
  [[nodiscard]] std::vector<T> read_all() const {
    std::vector<T> values(checked_cells(shape()));
    transfer_all(memory_type<T>(), nullptr, values.data());
    return values;
  }
  template <class T>
  void write_all(std::span<const T> values) const {
    transfer_all(memory_type<T>(), values.data(), nullptr);
  }
  [[nodiscard]] std::vector<std::string> read_texts() const;
  /// The only string of a dataset. Throws Error unless there is exactly one.
  [[nodiscard]] std::string read_text() const;
  void write_texts(std::span<const std::string> texts) const;

  /// Throws Error: the file is damaged because this dataset `is_wrong`, e.g. "has another shape than its labels".
  [[noreturn]] void refuse(const std::string& is_wrong) const;

  /// Changes the extent of the leading dimension; needs a chunked dataset.
  void resize(hsize_t rows) const;

  /// Makes this one-dimensional dataset the coordinate of an axis.
  void make_scale(const std::string& axis) const;
  /// Attaches a coordinate to an axis of this dataset.
  void attach(unsigned axis, const Dataset& scale) const;
  /// The coordinate of an axis. Throws Error if none is attached.
  [[nodiscard]] Dataset scale(unsigned axis) const;
  /// The axis name of this coordinate; empty if it is not a coordinate.
  [[nodiscard]] std::string axis_name() const;

 private:
  struct Part {
    std::size_t axis;
    hsize_t first;
    hsize_t count;
  };
  /// Number of cells; saturates at the largest value of the type.
  [[nodiscard]] static hsize_t cells(std::span<const hsize_t> extents);
  /// Number of cells. Throws Error if the file cannot hold that many.
  [[nodiscard]] hsize_t checked_cells(std::span<const hsize_t> extents) const;
  [[nodiscard]] std::vector<hsize_t> part_shape(const Part& part) const;
  void transfer(const Part& part, hid_t type, const void* from, void* to) const;
  void transfer_all(hid_t type, const void* from, void* to) const;
};

class Group : public Node {
 public:
  using Node::Node;
  [[nodiscard]] Group create_group(const std::string& name) const;
  [[nodiscard]] Group open_group(const std::string& name) const;
  [[nodiscard]] Dataset create_dataset(const std::string& name, Stored type, const Layout& layout) const;
  /// Variable-length UTF-8 strings, one-dimensional.
  [[nodiscard]] Dataset create_texts(const std::string& name, std::span<const std::string> texts) const;
  /// One variable-length UTF-8 string.
  [[nodiscard]] Dataset create_text(const std::string& name, const std::string& text) const;
  [[nodiscard]] Dataset open_dataset(const std::string& name) const;
  [[nodiscard]] bool has_member(const std::string& name) const;
};

class File {
 public:
  /// Creates a file, overwriting one of the same name. No other process can create one of this name during this
  /// object's lifetime, so rename the file before. Throws Error (bad_input) if another process is writing it.
  static File create(const std::filesystem::path& path);
  /// Opens an existing file for reading. Throws Error if it is missing, not an HDF5 file, or damaged: its bytes differ
  /// from those left by flush_and_close, unless HDF5 has written to it since.
  static File open(const std::filesystem::path& path);

  /// Opens an existing file for adding data.
  static File extend(const std::filesystem::path& path);

  [[nodiscard]] Group root() const;
  /// Flushes and closes the file and appends its checksum (result_checksum.hpp); all groups and datasets must be closed
  /// before.
  void flush_and_close();

 private:
  File(std::filesystem::path path, hid_t id, std::optional<OpenFile> lock = std::nullopt)
      : path_(std::move(path)), lock_(std::move(lock)), handle_(id) {}
  std::filesystem::path path_;
  std::optional<OpenFile> lock_;
  Handle<H5Fclose> handle_;
};

}  // namespace entrepot::io::hdf5
