#pragma once
// Result files end with a checksum after HDF5's end of file: a mark of 16 bytes and the XXH3-128 of all bytes before
// the mark. HDF5 ignores it when reading and removes it when writing to the file. The check runs before HDF5 reads the
// file, because damaged addresses can crash HDF5.

#include <filesystem>

namespace entrepot::io {

enum class ChecksumState { valid, invalid, none };

/// Appends a checksum to a file without one. Throws Error if the file cannot be written.
void add_checksum(const std::filesystem::path& path);

/// Throws Error if the file cannot be read.
ChecksumState checksum_state(const std::filesystem::path& path);

}  // namespace entrepot::io
