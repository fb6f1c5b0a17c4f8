// Gives a target every file of the folders named, in the order of their names: the corpus, without libFuzzer.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "target.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t replayed = 0;
  for (int i = 1; i < count; ++i) {
    for (const auto& path : files_in(arguments[i])) {
      std::cout << path.filename().string() << std::endl;  // at once: the last one named is the one that failed
      std::ifstream file(path, std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++replayed;
      // A target that refuses what the program itself wrote tries nothing: a whole file, or one without an edit.
      const bool by_program = path.parent_path().parent_path().filename() == "whole" || path.filename() == "no_edit";
      if (entrepot::fuzz::refused && by_program) {
        std::cerr << "refused\n";
        return 1;
      }
    }
  }
  if (replayed > 0) return 0;
  std::cerr << "no inputs to replay\n";
  return 1;
}
