#pragma once
// Scenario discovery by the patient rule induction method (PRIM, Friedman and Fisher 1999; Bryant and Lempert 2010):
// boxes in the space of uncertain inputs in which a condition is met more often than elsewhere.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/statistics/resampling.hpp"

namespace entrepot::decision {

/// An uncertain input. The values of a categorical one are codes whose order means nothing.
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

/// What a box asks of one input.
struct Range {
  double low = -std::numeric_limits<double>::infinity();  ///< inclusive
  double high = std::numeric_limits<double>::infinity();  ///< inclusive
  std::vector<double> dropped;                            ///< categories that are out, rising
  [[nodiscard]] bool holds(double value) const;
  [[nodiscard]] bool restricts() const;
};

struct Box {
  std::vector<Range> ranges;  ///< [input]
  [[nodiscard]] bool holds(const Cases& cases, std::size_t row) const;
  [[nodiscard]] std::vector<std::size_t> restricted() const;  ///< inputs that it restricts
};

/// How well a box tells where the condition is met.
struct Quality {
  double coverage = 0;      ///< share of all that is met that lies inside
  double density = 0;       ///< share of what lies inside that is met
  double mass = 0;          ///< share of cases inside
  std::size_t support = 0;  ///< cases inside
};

/// Quality over cases with weights (rows taken several times), or all of them alike. Density NaN for an empty box.
Quality quality(const Cases& cases, const Box& box, std::span<const std::size_t> rows);

struct PrimOptions {
  double peel = 0.05;             ///< share of the box that a peel takes off: small is patient
  double paste = 0.05;            ///< share of the box that a paste adds
  double least_mass = 0.05;       ///< share of all cases below which no box goes
  std::size_t least_support = 5;  ///< cases below which no box goes
  /// Choose the densest box of the trajectory with at least this coverage; without it, the knee: the box farthest above
  /// the line from the first box to the densest in the plane of coverage and density.
  std::optional<double> least_coverage = {};
  std::size_t resamples = 100;  ///< bootstrap of the stability; 0: none
  double confidence = 0.9;
};

/// One restriction of the chosen box, and what it is worth.
struct Restriction {
  std::size_t input = 0;
  Range range;
  Quality without;  ///< of the box without it
  /// Probability of a density as high in a box of this support by luck, if the restriction did nothing: the tail of the
  /// binomial at the density without it (Bryant and Lempert 2010). Not a p-value proper: the same cases chose the box.
  double quasi_p = 1;
  double frequency = 0;  ///< share of bootstrap resamples whose box restricts this input
};

struct Discovery {
  std::size_t cases = 0;                    ///< with a known share
  double base_rate = 0;                     ///< density of all cases
  std::vector<Box> boxes;                   ///< peeling trajectory, from all cases inwards
  std::vector<Quality> trajectory;          ///< of those boxes
  std::size_t chosen = 0;                   ///< row of the trajectory
  Box box;                                  ///< the chosen one after pasting
  Quality quality;                          ///< of it
  std::vector<Restriction> restrictions;    ///< of it, by input
  std::vector<double> frequency;            ///< [input] share of resamples whose box restricts it
  statistics::Interval coverage_outside{};  ///< of resamples' boxes on the cases out of the bag: mean and quantiles
  statistics::Interval density_outside{};
};

/// Find one box: peel, choose, paste. A peel is the one that raises density most for each case it takes away (the
/// criterion of Friedman and Fisher for unlike peels; Kwakkel and Jaxa-Rozen 2016), ties to the first input and its low
/// side. Limits lie midway between the cases that they part. Cases without a share are left out. Deterministic.
/// Throws Error for tables that do not fit, NaN inputs, shares outside of 0..1, shares of peels outside of (0, 0.5], or
/// if nothing or everything is met.
Discovery discover(const Cases& cases, const PrimOptions& options = {});

/// Up to `most` boxes, each found among the cases that the boxes before it leave (covering). Qualities are of those
/// left. Ends when no more is met there, or when all is.
std::vector<Discovery> discover_several(const Cases& cases, std::size_t most, const PrimOptions& options = {});

}  // namespace entrepot::decision
