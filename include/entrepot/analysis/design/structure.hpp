#pragma once
// Which design the rows of a table are, found from their values.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace entrepot::design {

/// A table of points, row-major. Equal numbers are equal values; categories stand as numbers.
struct Points {
  std::span<const double> values;  ///< [row x dimension]
  std::size_t dimensions = 0;
  [[nodiscard]] std::size_t rows() const { return values.size() / dimensions; }
  [[nodiscard]] double at(std::size_t row, std::size_t dimension) const { return values[row * dimensions + dimension]; }
};

/// In which order the rows of Saltelli's design stand.
enum class SaltelliOrder {
  a_b_mixed,  ///< blocks A, B, AB_1 .. AB_g (, BA_1 .. BA_g): as design::saltelli
  a_mixed_b,  ///< blocks A, AB_1 .. AB_g (, BA_1 .. BA_g), B: SALib
  stacked     ///< all rows A, then all B, then all AB_1, ...: R's package sensitivity
};

/// "A, AB_1 .. AB_3, B", in words.
std::string words_of(SaltelliOrder order, std::size_t groups, bool second_order);

struct SaltelliStructure {
  SaltelliOrder order = SaltelliOrder::a_b_mixed;
  bool second_order = false;
  std::size_t blocks = 0;
  std::size_t groups = 0;
  std::vector<std::size_t> group_of_dimension;
  std::vector<std::size_t> rows;  ///< of the table, in the order of design::saltelli
};

struct MorrisStructure {
  std::size_t trajectories = 0;
  std::size_t groups = 0;
  std::vector<std::size_t> group_of_dimension;
};

/// What was found, or why nothing was.
template <class Structure>
struct Recognition {
  std::optional<Structure> structure = {};
  std::string why_not = {};
};

/// Two blocks of rows or more of which some mix two others, column by column. Parameters that are always taken together
/// are a group.
Recognition<SaltelliStructure> recognise_saltelli(const Points& points);

/// Trajectories of g+1 rows, g > 1, each of which moves one column, or one group of columns, and each group once.
Recognition<MorrisStructure> recognise_morris(const Points& points);

}  // namespace entrepot::design
