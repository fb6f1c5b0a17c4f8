#pragma once
// A small wrapper over the HDF5 C API: handles close on every path, and every call that fails throws entrepot::Error
// with the file, what was tried and HDF5's own reason. Not thread-safe; callers hold a QuietErrors while they use it.

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

/// Keeps HDF5 from printing its error stack (of this thread) while it lives: errors are thrown instead.
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
  /// Whether there was nothing to close or it closed.
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

/// Kinds of numbers as stored (little-endian, whatever the machine).
enum class Stored { int8, int64, float64 };

/// Shape and storage of a dataset.
struct Layout {
  std::vector<hsize_t> shape;
  std::vector<hsize_t> chunk = {};  ///< empty: contiguous
  bool compressed = false;          ///< shuffle and deflate level 1; needs a chunk
};

/// A group or dataset: what has attributes.
class Node {
 public:
  Node() = default;
  explicit Node(hid_t id) : handle_(id) {}
  [[nodiscard]] hid_t id() const { return handle_.id(); }

  void set(const std::string& attribute, std::string_view text) const;
  void set(const std::string& attribute, const char* text) const { set(attribute, std::string_view(text)); }
  void set(const std::string& attribute, std::int64_t number) const;
  void set(const std::string& attribute, double number) const;
  /// A list of texts; at least one.
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
  /// Extent of its first axis; an Error if it has none.
  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] bool holds_integers() const;
  [[nodiscard]] bool holds_texts() const;

  /// Rows first .. first+count-1 along the leading dimension, row-major.
  template <class T>
  void write_rows(hsize_t first, hsize_t count, std::span<const T> values) const {
    transfer({0, first, count}, memory_type<T>(), values.data(), nullptr);
  }
  /// The part first .. first+count-1 of one axis, the other axes whole; row-major.
  template <class T>
  [[nodiscard]] std::vector<T> read_part(std::size_t axis, hsize_t first, hsize_t count) const {
    std::vector<T> values(room_for(part_shape({axis, first, count})));
    transfer({axis, first, count}, memory_type<T>(), nullptr, values.data());
    return values;
  }
  template <class T>
  [[nodiscard]] std::vector<T> read_all() const {
    std::vector<T> values(room_for(shape()));
    transfer_all(memory_type<T>(), nullptr, values.data());
    return values;
  }
  template <class T>
  void write_all(std::span<const T> values) const {
    transfer_all(memory_type<T>(), values.data(), nullptr);
  }
  [[nodiscard]] std::vector<std::string> read_texts() const;
  /// The only one that it has; an Error if it has none.
  [[nodiscard]] std::string read_text() const;
  void write_texts(std::span<const std::string> texts) const;

  /// Throw an Error: the file is damaged, because this dataset `is_wrong`, e.g. "has another shape than its labels".
  [[noreturn]] void refuse(const std::string& is_wrong) const;

  /// Cut or grow the leading dimension; needs a chunked dataset.
  void resize(hsize_t rows) const;

  /// Make this one-dimensional dataset the coordinate of an axis.
  void make_scale(const std::string& axis) const;
  /// Name an axis of this dataset by its coordinate.
  void attach(unsigned axis, const Dataset& scale) const;
  /// The coordinate of an axis; an Error if none is attached.
  [[nodiscard]] Dataset scale(unsigned axis) const;
  /// The axis that this coordinate is of; empty if it is of none.
  [[nodiscard]] std::string axis_name() const;

 private:
  struct Part {
    std::size_t axis;
    hsize_t first;
    hsize_t count;
  };
  /// As many as a number can say if there are more.
  [[nodiscard]] static hsize_t cells(std::span<const hsize_t> extents);
  /// The same, if the file has as many; an Error else.
  [[nodiscard]] hsize_t room_for(std::span<const hsize_t> extents) const;
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
  /// A new file; one of the same name is overwritten. No other process can create one of this name until this object
  /// goes: rename the file before. Throws Error (bad input) if another process is writing it.
  static File create(const std::filesystem::path& path);
  /// An existing file, to read. The Error says so if it is missing, no HDF5 file, or damaged: not to the byte what
  /// flush_and_close left, unless it was written to by HDF5 since.
  static File open(const std::filesystem::path& path);

  /// An existing file, to add to.
  static File extend(const std::filesystem::path& path);

  [[nodiscard]] Group root() const;
  /// Write what is buffered, close, and seal (result_seal.hpp); all groups and datasets must be closed before.
  void flush_and_close();

 private:
  File(std::filesystem::path path, hid_t id, std::optional<OpenFile> lock = std::nullopt)
      : path_(std::move(path)), lock_(std::move(lock)), handle_(id) {}
  std::filesystem::path path_;
  std::optional<OpenFile> lock_;
  Handle<H5Fclose> handle_;
};

}  // namespace entrepot::io::hdf5
