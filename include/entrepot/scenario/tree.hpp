#pragma once
// How far the files that a file names may lie from it.

#include <filesystem>
#include <string>
#include <vector>

namespace entrepot::scenario {

/// A scenario, sweep or calibration file that comes from somebody else must not read what it likes. The files that it
/// names, and those that they name, lie in its tree once links and `..` are resolved: below the nearest folder at or
/// above it that has a file `.entrepot-tree`, or else below its own folder.
class Tree {
 public:
  /// One that holds nothing.
  Tree() = default;
  /// That of a file which the user named, with the folders that the user lets it read besides.
  explicit Tree(const std::filesystem::path& file, const std::vector<std::string>& also_read = {});
  /// Why a file that another one names is not read; empty if it may be. Looks at no folder outside of the tree.
  [[nodiscard]] std::string refusal(const std::filesystem::path& named) const;

 private:
  std::filesystem::path root_;
  std::vector<std::filesystem::path> also_;
};

}  // namespace entrepot::scenario
