#pragma once
// Result files end with a seal, behind all that HDF5 knows of: 16 bytes that say what it is, and the XXH3-128 of all
// before them. HDF5 passes over it, and takes it off when somebody writes to the file. Damage is found by it before
// HDF5 follows addresses that are none, which it does not always survive.

#include <filesystem>

namespace entrepot::io {

enum class ResultSeal { holds, broken, none };

/// Append it to a file that has none. Throws Error if the file cannot be written to.
void add_seal(const std::filesystem::path& path);

/// Throws Error if the file cannot be read.
ResultSeal seal_of(const std::filesystem::path& path);

}  // namespace entrepot::io
