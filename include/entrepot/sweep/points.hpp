#pragma once
// The points of a sweep: every policy under every combination of lever levels in every row of the design.

#include <cstddef>
#include <span>
#include <vector>

#include "entrepot/sweep/spec.hpp"

namespace entrepot::sweep {

class Points {
 public:
  explicit Points(const SweepSpec& spec);

  [[nodiscard]] std::size_t size() const { return policies_ * lever_points_ * rows_; }
  [[nodiscard]] std::size_t policies() const { return policies_; }
  [[nodiscard]] std::size_t lever_points() const { return lever_points_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Points are ordered by policy, then by lever point, then by row.
  [[nodiscard]] std::size_t policy_of(std::size_t point) const { return point / rows_ / lever_points_; }
  [[nodiscard]] std::size_t lever_point_of(std::size_t point) const { return point / rows_ % lever_points_; }
  [[nodiscard]] std::size_t row_of(std::size_t point) const { return point % rows_; }

  /// Row-major tables: [lever point x lever], [row x parameter].
  [[nodiscard]] std::span<const double> lever_values() const { return lever_values_; }
  [[nodiscard]] std::span<const double> parameter_values() const { return parameter_values_; }
  /// [row x parameter] in the unit cube, correlated if parameters have loadings; empty for rows from a list or file.
  [[nodiscard]] std::span<const double> unit_values() const { return unit_values_; }

 private:
  std::size_t policies_;
  std::size_t lever_points_ = 1;
  std::size_t rows_ = 1;
  std::vector<double> lever_values_;
  std::vector<double> parameter_values_;
  std::vector<double> unit_values_;
};

/// Group index of each parameter; groups are ordered by first appearance.
std::vector<std::size_t> group_rows(std::span<const Factor> parameters);
/// Names of the groups, in the same order.
std::vector<std::string> group_names(std::span<const Factor> parameters);

}  // namespace entrepot::sweep
