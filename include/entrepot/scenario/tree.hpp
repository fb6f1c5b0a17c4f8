#pragma once
// Directories in which the files named by a scenario, sweep or calibration file may be.

#include <filesystem>
#include <string>
#include <vector>

namespace entrepot::scenario {

/// A scenario, sweep or calibration file from another source must not read arbitrary files. The files it names,
/// directly or indirectly, must be in its tree after links and `..` are resolved: below the nearest directory at or
/// above it that has a file `.entrepot-tree`, otherwise below its own directory.
class Tree {
 public:
  /// An empty tree.
  Tree() = default;
  /// The tree of a file named by the user, with the additional directories that the user allows.
  explicit Tree(const std::filesystem::path& file, const std::vector<std::string>& include_dirs = {});
  /// The path of a file that a file in `folder` names: relative to that folder, or else to the first of the additional
  /// directories that has it.
  [[nodiscard]] std::filesystem::path locate(const std::filesystem::path& folder,
                                             const std::filesystem::path& name) const;
  /// The reason why a named file must not be read; empty if it may. Accesses no directory outside the tree.
  [[nodiscard]] std::string refusal(const std::filesystem::path& named) const;
  [[nodiscard]] const std::vector<std::filesystem::path>& include_dirs() const { return also_; }

 private:
  [[nodiscard]] bool covers(const std::filesystem::path& real) const;

  std::filesystem::path root_;
  std::vector<std::filesystem::path> also_;
};

}  // namespace entrepot::scenario
