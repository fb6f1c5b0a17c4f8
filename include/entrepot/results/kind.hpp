#pragma once
// The kinds of result files: root attribute `kind`, which results of runs do not have.

#include <filesystem>
#include <string>

namespace entrepot::results {

namespace kind {
inline constexpr const char* run = "run";
inline constexpr const char* sweep = "sweep";
inline constexpr const char* calibration = "calibration";
}  // namespace kind

/// The kind of a result file: one of the above, or an unknown kind; empty if HDF5 cannot open it.
std::string kind_at(const std::filesystem::path& path);

}  // namespace entrepot::results
