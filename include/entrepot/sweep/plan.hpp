#pragma once
// The plan of a sweep: everything that is fixed before the first run.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "entrepot/experiment/measure.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/sweep/journal.hpp"
#include "entrepot/sweep/points.hpp"
#include "entrepot/sweep/spec.hpp"

namespace entrepot::sweep {

/// Replicates of one point that run consecutively, so that their shared data is built once.
inline constexpr std::size_t replicates_of_piece = 8;

/// Parts of the identity of a sweep, so that an error message can name the part that differs. Each covers exactly what
/// affects runs: no comments, notation, titles, questions, notes or sources.
struct IdentityParts {
  std::string sweep;     ///< factors, generated design, policies' names, replicates, outputs
  std::string scenario;  ///< canonical forms of the policies
  std::string rows;      ///< rows of a list or a CSV file
  std::string program;   ///< version and commit
};

class Plan {
 public:
  /// Reads the sweep file and the files it names (in its tree or in `include_dirs`), and checks every policy, every
  /// parameter at the ends of its range, and the first rows of a list. Throws scenario::ScenarioError with every error
  /// found.
  explicit Plan(const std::filesystem::path& file, const std::vector<std::string>& include_dirs = {});
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  /// Warnings about valid input that is probably unintended.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  [[nodiscard]] const SweepSpec& spec() const { return spec_; }
  [[nodiscard]] const Points& points() const { return points_; }
  [[nodiscard]] const std::vector<experiment::Measure>& measures() const { return measures_; }
  [[nodiscard]] std::size_t replicates() const { return static_cast<std::size_t>(spec_.replicates); }
  [[nodiscard]] std::size_t runs() const { return points_.size() * replicates(); }
  /// Number of work pieces; those of a point are consecutive.
  [[nodiscard]] std::size_t pieces() const { return points_.size() * pieces_of_point(); }
  [[nodiscard]] std::size_t pieces_of_point() const {
    return (replicates() + replicates_of_piece - 1) / replicates_of_piece;
  }

  /// The scenario of a policy, without levers and parameters.
  [[nodiscard]] const scenario::LoadedScenario& policy(std::size_t policy) const { return policies_[policy]; }
  /// The scenario of a point. Throws scenario::ScenarioError if the values give an invalid scenario. Thread-safe.
  [[nodiscard]] scenario::LoadedScenario scenario_of(std::size_t point) const;
  /// The `path=value` overrides that turn a policy's scenario into that of the point.
  [[nodiscard]] std::vector<std::string> settings_of(std::size_t point) const;

  /// Hash of everything that determines the results: sweep, scenarios, rows, program.
  [[nodiscard]] const Identity& identity() const { return identity_; }
  [[nodiscard]] const IdentityParts& identity_parts() const { return identity_parts_; }

 private:
  void load_policies();
  void check_policies();
  void check_factors();
  void check_factor(const Factor& factor, const std::string& kind, std::span<const double> values,
                    std::span<const scenario::Mark> places);
  [[nodiscard]] std::vector<scenario::Mark> places_of(std::size_t parameter, std::span<const double> values) const;
  [[nodiscard]] scenario::Mark place_in_rows(std::size_t row, std::size_t parameter) const;
  [[nodiscard]] IdentityParts parts_of_identity() const;
  [[nodiscard]] std::vector<scenario::Change> changes_of(std::size_t point) const;

  std::vector<scenario::InstrumentSchema> instruments_;
  SweepSpec spec_;
  Points points_;
  std::vector<scenario::ScenarioBase> bases_;       ///< by policy
  std::vector<scenario::LoadedScenario> policies_;  ///< by policy
  std::vector<experiment::Measure> measures_;
  std::vector<std::string> warnings_;
  /// Hashes of the scenarios with a category or a scaled value, which can be written in several notations.
  std::string effects_;
  IdentityParts identity_parts_;
  Identity identity_;
};

}  // namespace entrepot::sweep
