#pragma once
// Reading the result file of a sweep.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace entrepot::sweep {

/// A lever or a parameter as the file describes it.
struct SweptFactor {
  std::string name;
  std::string paths;  ///< of the scenario, parted by blanks
  std::string kind;   ///< number, integer, category or date
  std::string form;   ///< its distribution or levels, as written
  std::string group;
  bool scales = false;                  ///< its values multiply what the scenario has
  std::vector<std::string> categories;  ///< of a category: what its values are rows of
  std::string source;
  std::string grade;
  [[nodiscard]] bool categorical() const { return kind == "category"; }
  /// A value as people read it: a number, a date, a category.
  [[nodiscard]] std::string text(double value) const;
};

/// An output that was kept of every run.
struct SweptMeasure {
  std::string name;  ///< as on the command line, e.g. revenue[nvidia/bill_to]
  std::string unit;
  std::string title;
};

/// How the runs of a sweep ended.
struct RunCounts {
  std::size_t planned = 0;
  std::size_t finished = 0;
  std::size_t failed = 0;
  std::size_t missing = 0;
  [[nodiscard]] bool whole() const { return finished == planned; }
};

/// What a sweep was, and what came of it. Points stand by policy, then lever point, then row of the design.
class SweepResult {
 public:
  /// Throws Error with the path and the reason if the file is missing, no result of a sweep, or damaged.
  explicit SweepResult(const std::filesystem::path& path);
  ~SweepResult();
  SweepResult(SweepResult&&) noexcept;
  SweepResult& operator=(SweepResult&&) noexcept;

  [[nodiscard]] const std::string& title() const;
  [[nodiscard]] const std::string& question() const;
  [[nodiscard]] const std::string& identity() const;  ///< of sweep file, scenarios and program: 32 hex digits
  [[nodiscard]] const std::string& design() const;    ///< kind, as in the sweep file
  [[nodiscard]] bool second_order() const;
  [[nodiscard]] double confidence() const;  ///< the scenario's
  [[nodiscard]] std::size_t replicates() const;
  [[nodiscard]] RunCounts runs() const;
  /// Kinds of failures, as "2 ledger_violation, 1 error"; empty without any.
  [[nodiscard]] std::string failures() const;

  [[nodiscard]] const std::vector<std::string>& policies() const;  ///< one without a name if the sweep has none
  [[nodiscard]] const std::vector<SweptFactor>& levers() const;
  [[nodiscard]] const std::vector<SweptFactor>& parameters() const;
  [[nodiscard]] const std::vector<SweptMeasure>& measures() const;
  [[nodiscard]] std::size_t lever_points() const;
  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::size_t points() const { return policies().size() * lever_points() * rows(); }
  [[nodiscard]] std::size_t first_point(std::size_t policy, std::size_t lever_point) const {
    return (policy * lever_points() + lever_point) * rows();
  }

  [[nodiscard]] std::span<const double> lever_values() const;      ///< [lever point x lever]
  [[nodiscard]] std::span<const double> parameter_values() const;  ///< [row x parameter]
  [[nodiscard]] std::span<const double> unit_values() const;       ///< the same in the unit cube; empty for a list

  /// One output of the runs of points first .. first+count-1, [point x replicate]; NaN where there is none.
  [[nodiscard]] std::vector<double> values(std::size_t measure, std::size_t first, std::size_t count) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entrepot::sweep
