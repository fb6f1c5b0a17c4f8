#pragma once
// The named axes of the datasets in a result file.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "entrepot/core/id.hpp"
#include "entrepot/model/setting.hpp"

namespace entrepot::results {

/// A named axis with its coordinate: text labels (products, jurisdictions) or integers (weeks, years).
struct Dimension {
  std::string name;
  std::string long_name;
  std::string unit;  ///< CF units for numbers, e.g. "days since 2022-10-03"; "1" for text labels
  std::string description;
  std::variant<std::vector<std::string>, std::vector<std::int64_t>> labels;
  [[nodiscard]] std::size_t size() const {
    return std::visit([](const auto& values) { return values.size(); }, labels);
  }
};

/// Labels of an axis as text.
std::vector<std::string> labels_of(const Dimension& axis);

/// Description of an axis, without the labels, which depend on the scenario.
struct AxisInfo {
  std::string name;
  std::string long_name;
  std::string description;
};

/// The axes of every result file, without the leading one (replicate in /outputs, statistic in /summary).
const std::vector<AxisInfo>& axis_infos();

/// The axes of a scenario's results, and the mapping of weeks and months to their rows. Keeps a reference to the
/// setting.
class Axes {
 public:
  explicit Axes(const model::Setting& setting);

  [[nodiscard]] const model::Setting& setting() const { return setting_; }
  /// All axes except the leading one, in the order of axis_infos().
  [[nodiscard]] const std::vector<Dimension>& dimensions() const { return dimensions_; }
  /// Throws std::out_of_range for an unknown name.
  [[nodiscard]] const Dimension& dimension(std::string_view name) const;
  [[nodiscard]] std::size_t size(std::string_view name) const { return dimension(name).size(); }

  /// Row of the calendar year in which a week begins.
  [[nodiscard]] std::size_t year_of_week(Week week) const { return year_of_week_[static_cast<std::size_t>(week)]; }
  /// Row of the vendor's fiscal year that contains a month of the run. A fiscal year has the name of the calendar year
  /// in which it ends.
  [[nodiscard]] std::size_t fiscal_year_of_month(VendorId vendor, std::size_t month) const;
  /// Whether all twelve months of a vendor's fiscal year are completely within the run.
  [[nodiscard]] bool fiscal_year_complete(std::size_t fiscal_year, VendorId vendor) const;

 private:
  [[nodiscard]] std::int64_t fiscal_year_name(VendorId vendor, std::size_t month) const;
  void number_years();
  void number_fiscal_years();
  void label_dimensions();

  const model::Setting& setting_;
  std::vector<std::int64_t> years_;
  std::vector<std::size_t> year_of_week_;
  std::vector<std::int64_t> fiscal_years_;
  std::vector<Dimension> dimensions_;
};

}  // namespace entrepot::results
