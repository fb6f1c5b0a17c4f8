#pragma once
// A whole HDF5 file with edits that an input spells out: what HDF5 itself reads without complaint, and the program may
// not expect. Bytes that are wrong as HDF5 are HDF5's to refuse, and kept from it by the seal of result files.

#include <hdf5.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "target.hpp"

namespace entrepot::fuzz {

/// Takes an input as numbers, one after the other; 0 when it is used up.
class Numbers {
 public:
  Numbers(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  [[nodiscard]] bool used_up() const { return left_ == 0; }
  std::uint8_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  std::uint64_t word(int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value << 8U | byte();
    return value;
  }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

/// A file that lives in memory until it is written out; every edit may fail, which is no matter.
class EditedFile {
 public:
  explicit EditedFile(const std::filesystem::path& whole) : image_(bytes_of(whole)) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_fapl_core(access, std::size_t{1} << 16U, false);
    H5Pset_file_image(access, image_.data(), image_.size());
    file_ = H5Fopen("edited", H5F_ACC_RDWR, access);
    H5Pclose(access);
    H5Ovisit2(file_, H5_INDEX_NAME, H5_ITER_INC, keep_name, &names_, H5O_INFO_BASIC);
  }
  ~EditedFile() { H5Fclose(file_); }
  EditedFile(const EditedFile&) = delete;
  EditedFile& operator=(const EditedFile&) = delete;

  /// One edit, as the next numbers say.
  void edit(Numbers& numbers) {
    const int what = numbers.byte() % 5;
    const std::string& name = names_[numbers.word(2) % names_.size()];
    touched_.insert(name);
    if (what == 0) {
      H5Ldelete(file_, name.c_str(), H5P_DEFAULT);
    } else if (what == 1) {
      replace_dataset(name, numbers);
    } else if (what == 2) {
      write_over(name, numbers);
    } else {
      edit_attribute(name, what == 3, numbers);
    }
  }

  /// The groups and datasets that were edited, e.g. "outputs/leakage_rate".
  [[nodiscard]] const std::set<std::string>& touched() const { return touched_; }

  [[nodiscard]] std::string bytes() const {
    H5Fflush(file_, H5F_SCOPE_GLOBAL);
    std::string bytes(static_cast<std::size_t>(H5Fget_file_image(file_, nullptr, 0)), '\0');
    H5Fget_file_image(file_, bytes.data(), bytes.size());
    return bytes;
  }

 private:
  static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static herr_t keep_name(hid_t, const char* name, const H5O_info_t*, void* into) {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return 0;
  }

  /// Text, whole numbers, reals, small numbers, or text of a fixed length.
  static hid_t some_type(Numbers& numbers) {
    const int which = numbers.byte() % 5;
    if (which > 0 && which < 4) {
      const hid_t types[] = {H5T_STD_I64LE, H5T_IEEE_F64LE, H5T_STD_I8LE};
      return H5Tcopy(types[which - 1]);
    }
    const hid_t text = H5Tcopy(H5T_C_S1);
    H5Tset_size(text, which == 0 ? H5T_VARIABLE : 4);
    return text;
  }

  /// One value, none, or up to three axes, mostly short.
  static hid_t some_space(Numbers& numbers, std::vector<hsize_t>& extents) {
    const int axes = numbers.byte() % 5;
    if (axes == 4) return H5Screate(H5S_NULL);
    for (int axis = 0; axis < axes; ++axis) {
      const int size = numbers.byte();
      extents.push_back(size < 250 ? size % 9 : numbers.word(6));
    }
    return axes == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(axes, extents.data(), nullptr);
  }

  /// Of its name, with whatever type and shape. It is stored in pieces, so that a large one takes no room.
  void replace_dataset(const std::string& name, Numbers& numbers) const {
    H5Ldelete(file_, name.c_str(), H5P_DEFAULT);
    const hid_t type = some_type(numbers);
    std::vector<hsize_t> extents;
    const hid_t space = some_space(numbers, extents);
    const hid_t how = H5Pcreate(H5P_DATASET_CREATE);
    const std::vector<hsize_t> piece(extents.size(), 1);
    if (!extents.empty()) H5Pset_chunk(how, static_cast<int>(piece.size()), piece.data());
    H5Dclose(H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, how, H5P_DEFAULT));
    H5Pclose(how);
    H5Sclose(space);
    H5Tclose(type);
  }

  /// The same number in all cells.
  void write_over(const std::string& name, Numbers& numbers) const {
    const hid_t dataset = H5Dopen2(file_, name.c_str(), H5P_DEFAULT);
    if (dataset < 0) return;
    const hid_t space = H5Dget_space(dataset);
    const auto cells = static_cast<std::size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space)));
    if (cells < 100000) {
      const std::vector<std::uint64_t> values(cells, numbers.word(8));
      const bool real = numbers.byte() % 2 == 0;
      H5Dwrite(dataset, real ? H5T_NATIVE_DOUBLE : H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }
    H5Sclose(space);
    H5Dclose(dataset);
  }

  /// Taken away, and put back with whatever type and shape.
  void edit_attribute(const std::string& name, bool put_back, Numbers& numbers) const {
    const hid_t object = H5Oopen(file_, name.c_str(), H5P_DEFAULT);
    if (object < 0) return;
    const int count = std::max(1, H5Aget_num_attrs(object));
    char attribute[64] = {};
    H5Aget_name_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, numbers.byte() % count, attribute, sizeof attribute - 1,
                       H5P_DEFAULT);
    H5Adelete(object, attribute);
    if (put_back) {
      const hid_t type = some_type(numbers);
      std::vector<hsize_t> extents;
      const hid_t space = some_space(numbers, extents);
      H5Aclose(H5Acreate2(object, attribute, type, space, H5P_DEFAULT, H5P_DEFAULT));
      H5Sclose(space);
      H5Tclose(type);
    }
    H5Oclose(object);
  }

  std::string image_;
  hid_t file_;
  std::vector<std::string> names_;
  std::set<std::string> touched_;
};

/// The file that an input makes of a whole one, with at most so many edits, and what they touched.
struct Edited {
  std::string bytes;
  std::set<std::string> touched;
};

inline Edited edited(const std::filesystem::path& whole, const std::uint8_t* data, std::size_t size) {
  constexpr int max_edits = 8;
  EditedFile file(whole);
  Numbers numbers(data, size);
  for (int edits = 0; edits < max_edits && !numbers.used_up(); ++edits) file.edit(numbers);
  return {file.bytes(), file.touched()};
}

}  // namespace entrepot::fuzz
