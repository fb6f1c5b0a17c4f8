#pragma once
// Recognition of a design from the values of its rows.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace entrepot::design {

/// A table of points, row-major. Categories are coded as numbers.
struct Points {
  std::span<const double> values;  ///< [row x dimension]
  std::size_t dimensions = 0;
  [[nodiscard]] std::size_t rows() const { return values.size() / dimensions; }
  [[nodiscard]] double at(std::size_t row, std::size_t dimension) const { return values[row * dimensions + dimension]; }
};

/// Order of the rows of Saltelli's design.
enum class SaltelliOrder {
  a_b_mixed,  ///< blocks A, B, AB_1 .. AB_g (, BA_1 .. BA_g): as design::saltelli
  a_mixed_b,  ///< blocks A, AB_1 .. AB_g (, BA_1 .. BA_g), B: SALib
  stacked     ///< all rows A, then all B, then all AB_1, ...: R's package sensitivity
};

/// The order as text, e.g. "A, AB_1 .. AB_3, B".
std::string words_of(SaltelliOrder order, std::size_t groups, bool second_order);

struct SaltelliStructure {
  SaltelliOrder order = SaltelliOrder::a_b_mixed;
  bool second_order = false;
  std::size_t blocks = 0;
  std::size_t groups = 0;
  std::vector<std::size_t> group_of_dimension;
  std::vector<std::size_t> rows;  ///< rows of the table, in the order of design::saltelli
};

struct MorrisStructure {
  std::size_t trajectories = 0;
  std::size_t groups = 0;
  std::vector<std::size_t> group_of_dimension;
};

/// The recognised structure, or the reason why there is none.
template <class Structure>
struct Recognition {
  std::optional<Structure> structure = {};
  std::string why_not = {};
};

/// Recognises two or more blocks in which some rows mix two others column by column. Parameters that always change
/// together form a group.
Recognition<SaltelliStructure> recognise_saltelli(const Points& points);

/// Recognises trajectories of g+1 rows, g > 1, in which each step changes one column or one group of columns, and each
/// group changes once.
Recognition<MorrisStructure> recognise_morris(const Points& points);

}  // namespace entrepot::design
