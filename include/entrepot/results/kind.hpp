#pragma once
// The kinds of result file: root attribute `kind`, which those of runs do not have.

#include <filesystem>
#include <string>

namespace entrepot::results {

namespace kind {
inline constexpr const char* run = "run";
inline constexpr const char* sweep = "sweep";
inline constexpr const char* calibration = "calibration";
}  // namespace kind

/// What kind of result a file is, one of the above or what else it says; empty if HDF5 cannot open it.
std::string kind_at(const std::filesystem::path& path);

}  // namespace entrepot::results
