#pragma once
// What a sweep file says: which scenario is varied, in what, by which design, and what is kept of each run.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/factor.hpp"

namespace entrepot::sweep {

enum class DesignKind : std::uint8_t { none, grid, list, file, lhs, quasi_random, sobol, morris };

/// How points are chosen from the parameters.
struct DesignSpec {
  DesignKind kind = DesignKind::none;
  std::int64_t points = 0;        ///< of lhs and quasi_random
  std::int64_t samples = 0;       ///< of sobol: base samples
  bool second_order = false;      ///< of sobol
  std::int64_t trajectories = 0;  ///< of morris
  std::int64_t levels = 8;        ///< of morris
  std::int64_t seed = 1;
  std::string file = {};  ///< of file: CSV, beside the sweep file
};
/// As a sweep file writes them, in the order of DesignKind.
const std::vector<std::string>& design_names();

/// A named policy: a scenario of its own, or values over the sweep's.
struct Policy {
  std::string name;
  std::filesystem::path scenario;
  std::vector<scenario::Change> changes = {};
  scenario::Mark mark = {};
};

/// Line and column of a value, without the name of its file: a design may have millions.
struct Place {
  int line = 0;
  int column = 0;
};

struct SweepSpec {
  scenario::Tree tree;  ///< that the scenarios, and what they extend, must lie in
  std::string title;
  std::string question;
  std::filesystem::path scenario;
  std::vector<scenario::Change> changes;  ///< `set`: under every policy
  std::int64_t replicates = 1;
  std::vector<std::string> outputs;  ///< measures; those of a comparison if there are none
  DesignSpec design;
  std::vector<Policy> policies;           ///< one, without a name, if the file has none
  std::vector<Factor> levers;             ///< crossed with each other, the policies and the design
  std::vector<Factor> parameters;         ///< of the design
  std::vector<std::vector<double>> rows;  ///< of a list or file: values by parameter
  std::vector<Place> places;              ///< of the same values, row by row
  std::string rows_file;                  ///< in which they stand
  std::string text;                       ///< of the file
  std::string rows_text;                  ///< of the design's CSV, if it has one
  std::vector<std::string> warnings;
};

/// Read a sweep file. The files that it names must lie in its tree, or in the folders `also_read`. Throws
/// scenario::ScenarioError with every error found.
SweepSpec read_spec(const std::filesystem::path& file, const std::vector<std::string>& also_read = {});
/// The same from text; `file` stands for it in messages and is where relative paths start.
SweepSpec read_spec_text(const std::string& text, const std::filesystem::path& file,
                         const std::vector<std::string>& also_read = {});

}  // namespace entrepot::sweep
