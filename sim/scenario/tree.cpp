#include "entrepot/scenario/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace entrepot::scenario {
namespace {

namespace fs = std::filesystem;

constexpr const char* marker = ".entrepot-tree";

/// The path with links resolved. A path that cannot be resolved is returned unchanged; it cannot be read either.
fs::path resolved(const fs::path& path) {
  std::error_code failed;
  fs::path real = fs::weakly_canonical(fs::absolute(path), failed);
  return failed ? fs::absolute(path).lexically_normal() : real;
}

/// The path without the empty last component that a trailing slash causes.
fs::path folder_named(const std::string& name) {
  fs::path folder = resolved(name);
  return folder.has_filename() ? folder : folder.parent_path();
}

bool holds(const fs::path& folder, const fs::path& real) {
  return std::mismatch(folder.begin(), folder.end(), real.begin(), real.end()).first == folder.end();
}

/// The nearest directory with a marker, at `folder` or above it.
fs::path root_of(const fs::path& folder) {
  std::error_code failed;
  for (fs::path at = folder;; at = at.parent_path()) {
    if (fs::exists(at / marker, failed)) return at;
    if (at == at.parent_path()) return folder;
  }
}

}  // namespace

Tree::Tree(const fs::path& file, const std::vector<std::string>& include_dirs)
    // Names are relative to the file as named, so a link counts where it is, not where it points.
    : root_(root_of(resolved(fs::absolute(file).parent_path()))) {
  for (const auto& folder : include_dirs) also_.push_back(folder_named(folder));
}

bool Tree::covers(const fs::path& real) const {
  return holds(root_, real) ||
         std::any_of(also_.begin(), also_.end(), [&](const auto& also) { return holds(also, real); });
}

fs::path Tree::locate(const fs::path& folder, const fs::path& name) const {
  fs::path beside = folder / name;
  std::error_code failed;
  const auto is_there = [&](const fs::path& path) { return covers(resolved(path)) && fs::exists(path, failed); };
  if (name.is_absolute() || is_there(beside)) return beside;
  // A name that leaves its folder means one file: that of another folder must not take its place in silence.
  if (std::find(name.begin(), name.end(), "..") != name.end()) return beside;
  for (const auto& also : also_) {
    if (is_there(also / name)) return also / name;
  }
  return beside;
}

std::string Tree::refusal(const fs::path& named) const {
  const fs::path real = resolved(named);
  if (!covers(real)) {
    return fmt::format("'{}' is outside '{}'; use --include-dir to allow its directory", named.string(),
                       root_.string());
  }
  std::error_code failed;
  const auto status = fs::status(real, failed);
  if (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status))
    return fmt::format("'{}' is not a regular file", named.string());
  return "";
}

}  // namespace entrepot::scenario
