#pragma once
// Scenario discovery by the patient rule induction method (PRIM, Friedman and Fisher 1999; Bryant and Lempert 2010):
// boxes of uncertain inputs in which a condition is met more often than elsewhere.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/statistics/resampling.hpp"

namespace entrepot::decision {

/// An uncertain input. The values of a categorical one are codes without order.
struct Input {
  std::string name;
  bool categorical = false;
};

/// Cases (states of the world, or points) with their inputs and how often each meets the condition.
struct Cases {
  std::vector<Input> inputs;
  std::vector<double> values;        ///< [case x input]
  std::vector<double> met;           ///< [case]: share of its runs that meet the condition, 0..1; NaN: no run
  std::vector<std::uint32_t> group;  ///< [case] cases that are resampled together (points of a state), or empty
  [[nodiscard]] std::size_t size() const { return met.size(); }
  [[nodiscard]] double at(std::size_t row, std::size_t input) const { return values[row * inputs.size() + input]; }
};

/// Restriction of one input by a box.
struct Range {
  double low = -std::numeric_limits<double>::infinity();  ///< inclusive
  double high = std::numeric_limits<double>::infinity();  ///< inclusive
  std::vector<double> dropped;                            ///< excluded categories, sorted
  [[nodiscard]] bool holds(double value) const;
  [[nodiscard]] bool restricts() const;
};

struct Box {
  std::vector<Range> ranges;  ///< [input]
  [[nodiscard]] bool holds(const Cases& cases, std::size_t row) const;
  [[nodiscard]] std::vector<std::size_t> restricted() const;  ///< inputs that it restricts
};

/// Quality of a box as a predictor of the condition.
struct Quality {
  double coverage = 0;      ///< share of cases meeting the condition that are inside
  double density = 0;       ///< share of cases inside that meet the condition
  double mass = 0;          ///< share of cases inside
  std::size_t support = 0;  ///< cases inside
};

/// Quality over the cases `rows`, which may be repeated. Density is NaN for an empty box.
Quality quality(const Cases& cases, const Box& box, std::span<const std::size_t> rows);

struct PrimOptions {
  double peel = 0.05;             ///< share of the box removed by a peel
  double paste = 0.05;            ///< share of the box that a paste adds
  double least_mass = 0.05;       ///< minimum share of all cases in a box
  std::size_t least_support = 5;  ///< minimum number of cases in a box
  /// Choose the densest box of the trajectory with at least this coverage; without it, the knee: the box farthest above
  /// the line from the first to the densest box in the plane of coverage and density.
  std::optional<double> least_coverage = {};
  std::size_t resamples = 100;  ///< resamples for stability; 0: none
  double confidence = 0.9;
};

/// One restriction of the chosen box, and its importance.
struct Restriction {
  std::size_t input = 0;
  Range range;
  Quality without;  ///< quality of the box without the restriction
  /// Quasi-p-value: probability of at least this density in a box of this support if the restriction has no effect, by
  /// the binomial tail at the density without it (Bryant and Lempert 2010). Not a true p-value, because the same cases
  /// selected the box.
  double quasi_p = 1;
  double frequency = 0;  ///< share of bootstrap resamples whose box restricts this input
};

struct Discovery {
  std::size_t cases = 0;                  ///< cases with a known share
  double base_rate = 0;                   ///< density of all cases
  std::vector<Box> boxes;                 ///< peeling trajectory, starting with all cases
  std::vector<Quality> trajectory;        ///< quality of those boxes
  std::size_t chosen = 0;                 ///< index of the chosen box in the trajectory
  Box box;                                ///< the chosen box after pasting
  Quality quality;                        ///< quality of `box`
  std::vector<Restriction> restrictions;  ///< restrictions of `box`, by input
  std::vector<double> frequency;          ///< [input] share of resamples whose box restricts it
  statistics::Interval
      coverage_outside{};  ///< coverage of the resamples' boxes on out-of-bag cases: mean and quantiles
  statistics::Interval density_outside{};
};

/// Finds one box: peel, choose, paste. Each peel is the one with the largest gain in density per removed case (the
/// criterion of Friedman and Fisher for peels of different size; Kwakkel and Jaxa-Rozen 2016); ties go to the first
/// input and its low side. Limits are midway between the cases they separate. Cases without a share are omitted.
/// Deterministic. Throws Error for inconsistent tables, NaN inputs, shares outside 0..1, shares of peels outside (0,
/// 0.5], or if no case or every case meets the condition.
Discovery discover(const Cases& cases, const PrimOptions& options = {});

/// Finds up to `most` boxes, each among the cases outside the earlier boxes (covering); qualities refer to those cases.
/// Ends when none or all of them meet the condition.
std::vector<Discovery> discover_several(const Cases& cases, std::size_t most, const PrimOptions& options = {});

}  // namespace entrepot::decision
