#pragma once
// The content of a sweep file: scenario, policies, levers, parameters, design and outputs.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/factor.hpp"

namespace entrepot::sweep {

enum class DesignKind : std::uint8_t { none, grid, list, file, lhs, quasi_random, sobol, morris };

/// The design: how points are chosen.
struct DesignSpec {
  DesignKind kind = DesignKind::none;
  std::int64_t points = 0;        ///< for lhs and quasi_random
  std::int64_t samples = 0;       ///< base samples, for sobol
  bool second_order = false;      ///< for sobol
  std::int64_t trajectories = 0;  ///< for morris
  std::int64_t levels = 8;        ///< for morris
  std::int64_t seed = 1;
  std::string file = {};  ///< for file: path of the CSV file, relative to the sweep file
};
/// Names in sweep files, in the order of DesignKind.
const std::vector<std::string>& design_names();

/// A named policy: its own scenario, or overrides of the sweep's scenario.
struct Policy {
  std::string name;
  std::filesystem::path scenario;
  std::vector<scenario::Change> changes = {};
  scenario::Mark mark = {};
};

/// Line and column of a value, without the file name, because a design may have millions of values.
struct Place {
  int line = 0;
  int column = 0;
};

struct SweepSpec {
  scenario::Tree tree;  ///< must contain the scenarios and the files they extend
  std::string title;
  std::string question;
  std::filesystem::path scenario;
  std::vector<scenario::Change> changes;  ///< `set`: overrides under every policy
  std::int64_t replicates = 1;
  std::vector<std::string> outputs;  ///< measures; if empty, those of a comparison
  DesignSpec design;
  std::vector<Policy> policies;           ///< a single unnamed one if the file has none
  std::vector<Factor> levers;             ///< crossed with each other, the policies and the design
  std::vector<Factor> parameters;         ///< varied by the design
  std::vector<std::vector<double>> rows;  ///< rows of a list or file: values by parameter
  std::vector<Place> places;              ///< positions of the same values, row by row
  std::string rows_file;                  ///< file with the rows
  std::string text;                       ///< text of the sweep file
  std::string rows_text;                  ///< text of the design's CSV file, if any
  std::vector<std::string> warnings;
};

/// Reads a sweep file. The files it names must be in its tree or in the directories `include_dirs`. Throws
/// scenario::ScenarioError with every error found.
SweepSpec read_spec(const std::filesystem::path& file, const std::vector<std::string>& include_dirs = {});
/// The same from text; messages show `file`, and paths are relative to it.
SweepSpec read_spec_text(const std::string& text, const std::filesystem::path& file,
                         const std::vector<std::string>& include_dirs = {});

}  // namespace entrepot::sweep
