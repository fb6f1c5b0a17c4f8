#include "entrepot/results/identity.hpp"

#include <fmt/format.h>

#include "entrepot/core/error.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/run_info.hpp"

namespace entrepot::results {
namespace {

std::string kind_of(const io::hdf5::Group& root) { return root.has("kind") ? root.text("kind") : kind::run; }

bool is_known(const std::string& found) {
  return found == kind::run || found == kind::sweep || found == kind::calibration;
}

}  // namespace

std::string kind_at(const std::filesystem::path& path) {
  const io::hdf5::QuietErrors quiet;
  try {
    const auto file = io::hdf5::File::open(path);
    return kind_of(file.root());
  } catch (const Error&) {
    return "";
  }
}

std::string refusal_of(const io::hdf5::Group& root, const std::string& kind) {
  if (!root.has("program") || !root.has("schema_version") || root.text("program") != program_name)
    return "is an HDF5 file, but not a result of entrepot";
  if (const auto found = kind_of(root); found != kind)
    return fmt::format("is the result of {}, not of a {}", is_known(found) ? "a " + found : "another kind", kind);
  const auto version = root.integer("schema_version");
  if (version == schema_version) return "";
  return fmt::format("has schema version {}; this program reads version {}", version, schema_version);
}

}  // namespace entrepot::results
