#include "entrepot/analysis/design/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "entrepot/analysis/design/samples.hpp"

namespace entrepot::design {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool varies(const Points& points, std::size_t dimension) {
  for (std::size_t row = 1; row < points.rows(); ++row) {
    if (points.at(row, dimension) != points.at(0, dimension)) return true;
  }
  return false;
}

/// Columns that never change have no known group: each gets the group at its own position if that is free, else the
/// first free one, else the first.
void place_constants(std::vector<std::size_t>& group_of_dimension, std::size_t groups) {
  std::vector<bool> used(groups, false);
  for (const auto group : group_of_dimension) {
    if (group != nowhere) used[group] = true;
  }
  for (std::size_t d = 0; d < group_of_dimension.size(); ++d) {
    if (group_of_dimension[d] != nowhere) continue;
    std::size_t free = static_cast<std::size_t>(std::find(used.begin(), used.end(), false) - used.begin());
    if (d < groups && !used[d]) free = d;
    group_of_dimension[d] = free < groups ? free : 0;
    used[group_of_dimension[d]] = true;
  }
}

bool all_used(const std::vector<std::size_t>& group_of_dimension, std::size_t groups) {
  for (std::size_t group = 0; group < groups; ++group) {
    if (std::find(group_of_dimension.begin(), group_of_dimension.end(), group) == group_of_dimension.end())
      return false;
  }
  return true;
}

/// A candidate interpretation of the rows as Saltelli's design.
struct Form {
  SaltelliOrder order;
  std::size_t groups;
  bool second_order;

  [[nodiscard]] std::size_t block() const { return saltelli_block(groups, second_order); }
  /// Row of the table with the k-th row of a block, in the order of design::saltelli.
  [[nodiscard]] std::size_t row(std::size_t block_index, std::size_t k, std::size_t blocks) const {
    if (order == SaltelliOrder::stacked) return k * blocks + block_index;
    std::size_t place = k;
    if (order == SaltelliOrder::a_mixed_b && k > 0) place = k == 1 ? block() - 1 : k - 1;
    return block_index * block() + place;
  }
};

/// The group in whose rows a column's values come from B, and from A in all others.
struct ColumnGroup {
  bool fits = true;
  std::size_t group = nowhere;  ///< `nowhere` also for a column that is equal in rows A and B of all blocks
  std::size_t row = 0;          ///< first row of the table that does not match
  std::size_t block = 0;        ///< block of that row
};

ColumnGroup group_of_column(const Points& points, const Form& form, std::size_t dimension) {
  const std::size_t blocks = points.rows() / form.block();
  const auto value = [&](std::size_t b, std::size_t k) { return points.at(form.row(b, k, blocks), dimension); };
  ColumnGroup found;
  for (std::size_t b = 0; b < blocks && found.group == nowhere; ++b) {
    if (value(b, 0) == value(b, 1)) continue;
    for (std::size_t g = 0; g < form.groups && found.group == nowhere; ++g) {
      if (value(b, 2 + g) == value(b, 1)) found.group = g;
    }
    if (found.group == nowhere) return {false, nowhere, form.row(b, 2, blocks), b};
  }
  for (std::size_t b = 0; b < blocks; ++b) {
    for (std::size_t k = 2; k < form.block(); ++k) {
      const bool from_b = (k >= 2 + form.groups) != ((k - 2) % form.groups == found.group);
      if (value(b, k) != value(b, from_b ? 1 : 0)) return {false, nowhere, form.row(b, k, blocks), b};
    }
  }
  return found;
}

struct Attempt {
  std::optional<SaltelliStructure> structure;
  std::size_t bad_row = 0;    ///< first row of the table that does not match
  std::size_t bad_block = 0;  ///< block of that row
};

Attempt attempt(const Points& points, const Form& form) {
  Attempt tried;
  SaltelliStructure found{form.order, form.second_order, points.rows() / form.block(), form.groups, {}, {}};
  for (std::size_t d = 0; d < points.dimensions; ++d) {
    const auto column = group_of_column(points, form, d);
    // A column that differs between blocks, but never between A and B, was not sampled for this design.
    if (!column.fits || (column.group == nowhere && varies(points, d))) {
      tried.bad_row = column.row;
      tried.bad_block = column.block;
      return tried;
    }
    found.group_of_dimension.push_back(column.group);
  }
  // If no column changes, nothing was recognised.
  if (std::all_of(found.group_of_dimension.begin(), found.group_of_dimension.end(),
                  [](std::size_t group) { return group == nowhere; }))
    return tried;
  place_constants(found.group_of_dimension, form.groups);
  if (!all_used(found.group_of_dimension, form.groups)) return tried;
  for (std::size_t b = 0; b < found.blocks; ++b) {
    for (std::size_t k = 0; k < form.block(); ++k) found.rows.push_back(form.row(b, k, found.blocks));
  }
  tried.structure = std::move(found);
  return tried;
}

bool divides(const Points& points, std::size_t block) {
  return points.rows() % block == 0 && points.rows() / block >= 2;
}

std::string why_not_saltelli(const Points& points) {
  const std::size_t g = points.dimensions;
  const std::array blocks{saltelli_block(g, false), saltelli_block(g, true)};
  if (!divides(points, blocks[0]) && !divides(points, blocks[1]))
    return fmt::format("{} rows are not at least two blocks of {} or {} rows, as needed for {} parameters",
                       points.rows(), blocks[0], blocks[1], g);
  // Choose the order with the largest number of matching blocks.
  Attempt nearest;
  for (const auto order : {SaltelliOrder::a_b_mixed, SaltelliOrder::a_mixed_b, SaltelliOrder::stacked}) {
    for (const bool second : {false, true}) {
      const Form form{order, g, second};
      if (!divides(points, form.block())) continue;
      auto tried = attempt(points, form);
      if (tried.bad_block > nearest.bad_block || nearest.bad_row == 0) nearest = std::move(tried);
    }
  }
  return fmt::format("no blocks in which some rows mix two others; in the best-matching order, row {} does not match",
                     nearest.bad_row + 1);
}

/// Columns that differ between two rows.
std::vector<bool> moved(const Points& points, std::size_t from, std::size_t to) {
  std::vector<bool> columns(points.dimensions);
  for (std::size_t d = 0; d < points.dimensions; ++d) columns[d] = points.at(from, d) != points.at(to, d);
  return columns;
}

/// The groups that change in the first trajectory, in the order of their first columns; empty if a column changes
/// twice.
std::vector<std::size_t> groups_of_first(const Points& points, std::size_t groups) {
  std::vector<std::size_t> step_of(points.dimensions, nowhere);
  for (std::size_t k = 1; k <= groups; ++k) {
    const auto columns = moved(points, k - 1, k);
    for (std::size_t d = 0; d < points.dimensions; ++d) {
      if (!columns[d]) continue;
      if (step_of[d] != nowhere) return {};
      step_of[d] = k;
    }
  }
  std::vector<std::size_t> order;
  std::vector<std::size_t> group_of;
  for (const auto step : step_of) {
    const auto known = std::find(order.begin(), order.end(), step);
    if (step == nowhere) {
      group_of.push_back(nowhere);
      continue;
    }
    group_of.push_back(static_cast<std::size_t>(known - order.begin()));
    if (known == order.end()) order.push_back(step);
  }
  return order.size() == groups ? group_of : std::vector<std::size_t>{};
}

/// The first row that does not match trajectories with these groups; the number of rows if all match.
std::size_t first_break(const Points& points, std::size_t groups, const std::vector<std::size_t>& group_of) {
  for (std::size_t start = 0; start < points.rows(); start += groups + 1) {
    std::vector<bool> done(groups, false);
    for (std::size_t row = start + 1; row <= start + groups; ++row) {
      const auto columns = moved(points, row - 1, row);
      const auto first = std::find(columns.begin(), columns.end(), true);
      if (first == columns.end()) return row;
      const std::size_t group = group_of[static_cast<std::size_t>(first - columns.begin())];
      if (group == nowhere || done[group]) return row;
      done[group] = true;
      for (std::size_t d = 0; d < columns.size(); ++d) {
        if (columns[d] != (group_of[d] == group)) return row;
      }
    }
  }
  return points.rows();
}

}  // namespace

std::string words_of(SaltelliOrder order, std::size_t groups, bool second_order) {
  std::string mixed = fmt::format("AB_1 .. AB_{}", groups);
  if (second_order) mixed += fmt::format(", BA_1 .. BA_{}", groups);
  if (order == SaltelliOrder::a_mixed_b) return fmt::format("blocks of rows A, {}, B (the order of SALib)", mixed);
  if (order == SaltelliOrder::stacked) return fmt::format("all rows A, then all rows B, then {}", mixed);
  return fmt::format("blocks of rows A, B, {}", mixed);
}

Recognition<SaltelliStructure> recognise_saltelli(const Points& points) {
  // Single parameters are tried first: another match would be a coincidence.
  for (std::size_t groups = points.dimensions; groups > 0; --groups) {
    for (const auto order : {SaltelliOrder::a_b_mixed, SaltelliOrder::a_mixed_b, SaltelliOrder::stacked}) {
      for (const bool second : {false, true}) {
        const Form form{order, groups, second};
        if (!divides(points, form.block())) continue;
        auto tried = attempt(points, form);
        if (tried.structure) return {std::move(tried.structure), ""};
      }
    }
  }
  return {{}, why_not_saltelli(points)};
}

Recognition<MorrisStructure> recognise_morris(const Points& points) {
  std::size_t nearest = 0;
  for (std::size_t groups = points.dimensions; groups > 1; --groups) {
    if (points.rows() % (groups + 1) != 0) continue;
    auto group_of = groups_of_first(points, groups);
    if (group_of.empty()) continue;
    const std::size_t row = first_break(points, groups, group_of);
    bool all_move = true;
    for (std::size_t d = 0; d < points.dimensions; ++d)
      all_move = all_move && (group_of[d] != nowhere || !varies(points, d));
    if (row == points.rows() && all_move) {
      place_constants(group_of, groups);
      return {MorrisStructure{points.rows() / (groups + 1), groups, std::move(group_of)}, ""};
    }
    nearest = std::max(nearest, row);
  }
  if (points.dimensions < 2)
    return {{}, "trajectories of one parameter cannot be distinguished from arbitrary pairs of rows"};
  if (nearest == 0 || nearest == points.rows())
    return {{},
            fmt::format("{} rows are not trajectories of {} rows in which each step changes one parameter",
                        points.rows(), points.dimensions + 1)};
  return {{}, fmt::format("row {} does not change exactly one parameter of its trajectory", nearest + 1)};
}

}  // namespace entrepot::design
