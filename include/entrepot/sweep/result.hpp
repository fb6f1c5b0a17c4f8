#pragma once
// Reading the result file of a sweep.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace entrepot::sweep {

/// A lever or a parameter of the sweep.
struct FactorInfo {
  std::string name;
  std::string paths;  ///< scenario paths, separated by blanks
  std::string kind;   ///< number, integer, category or date
  std::string form;   ///< distribution or levels, as written
  std::string group;
  bool scales = false;                  ///< whether its values multiply the scenario's value
  std::vector<std::string> categories;  ///< for a category: its values are rows of this list
  std::string source;
  std::string grade;
  [[nodiscard]] bool categorical() const { return kind == "category"; }
  /// A value as text: a number, a date, a category.
  [[nodiscard]] std::string text(double value) const;
};

/// An output recorded for every run.
struct MeasureInfo {
  std::string name;  ///< as on the command line, e.g. revenue[nvidia/bill_to]
  std::string unit;
  std::string title;
};

/// Number of runs by status.
struct RunCounts {
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  std::size_t missing = 0;
  [[nodiscard]] bool whole() const { return finished == planned; }
};

/// The design and results of a sweep. Points are ordered by policy, then lever point, then row of the design.
class SweepResult {
 public:
  /// Throws Error with the path and the reason if the file is missing, not the result of a sweep, or damaged.
  explicit SweepResult(const std::filesystem::path& path);
  ~SweepResult();
  SweepResult(SweepResult&&) noexcept;
  SweepResult& operator=(SweepResult&&) noexcept;

  [[nodiscard]] const std::string& title() const;
  [[nodiscard]] const std::string& question() const;
  [[nodiscard]] const std::string& identity() const;  ///< hash of sweep file, scenarios and program: 32 hex digits
  [[nodiscard]] const std::string& design() const;    ///< kind, as in the sweep file
  [[nodiscard]] bool second_order() const;
  [[nodiscard]] double confidence() const;  ///< confidence level of the scenario
  [[nodiscard]] std::size_t replicates() const;
  [[nodiscard]] RunCounts runs() const;
  /// Counts of failures, e.g. "2 ledger_violation, 1 error"; empty without failures.
  [[nodiscard]] std::string failures() const;

  [[nodiscard]] const std::vector<std::string>& policies() const;  ///< a single unnamed one if the sweep has none
  [[nodiscard]] const std::vector<FactorInfo>& levers() const;
  [[nodiscard]] const std::vector<FactorInfo>& parameters() const;
  [[nodiscard]] const std::vector<MeasureInfo>& measures() const;
  [[nodiscard]] std::size_t lever_points() const;
  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::size_t points() const { return policies().size() * lever_points() * rows(); }
  [[nodiscard]] std::size_t first_point(std::size_t policy, std::size_t lever_point) const {
    return (policy * lever_points() + lever_point) * rows();
  }

  [[nodiscard]] std::span<const double> lever_values() const;      ///< [lever point x lever]
  [[nodiscard]] std::span<const double> parameter_values() const;  ///< [row x parameter]
  [[nodiscard]] std::span<const double> unit_values() const;  ///< [row x parameter] in the unit cube; empty for a list

  /// One output of the runs of points first .. first+count-1, [point x replicate]; NaN for missing runs.
  [[nodiscard]] std::vector<double> values(std::size_t measure, std::size_t first, std::size_t count) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entrepot::sweep
