#include "entrepot/sweep/points.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entrepot/analysis/design/common_factors.hpp"
#include "entrepot/analysis/design/samples.hpp"
#include "entrepot/core/error.hpp"
#include "loadings.hpp"

namespace entrepot::sweep {
namespace {

/// All combinations of levels, row-major, the last factor fastest.
std::vector<double> combinations(std::span<const Factor> factors) {
  std::vector<double> table;
  std::vector<std::size_t> at(factors.size(), 0);
  for (bool more = true; more;) {
    for (std::size_t f = 0; f < factors.size(); ++f) table.push_back(factors[f].levels[at[f]]);
    more = false;
    for (std::size_t f = factors.size(); f-- > 0 && !more;) {
      more = ++at[f] < factors[f].levels.size();
      if (!more) at[f] = 0;
    }
  }
  return table;
}

using Sampler = design::UnitSample (*)(std::size_t points, std::size_t dimensions, std::uint32_t seed);

/// Independent draws; the parameters' loadings on common factors, each one more dimension, correlate them.
design::UnitSample drawn(const SweepSpec& spec, Sampler sampler) {
  const std::size_t factors = common_factors(spec.parameters).size();
  auto sample = sampler(static_cast<std::size_t>(spec.design.points), spec.parameters.size() + factors,
                        static_cast<std::uint32_t>(spec.design.seed));
  return factors == 0 ? std::move(sample) : design::correlate(sample, loading_table(spec.parameters), factors);
}

design::UnitSample unit_sample(const SweepSpec& spec) {
  const auto& design = spec.design;
  const auto seed = static_cast<std::uint32_t>(design.seed);
  const auto count = [](std::int64_t number) { return static_cast<std::size_t>(number); };
  switch (design.kind) {
    case DesignKind::lhs:
      return drawn(spec, design::latin_hypercube);
    case DesignKind::quasi_random:
      return drawn(spec, design::sobol_sequence);
    case DesignKind::sobol:
      return design::saltelli(count(design.samples), group_rows(spec.parameters), design.second_order, seed);
    case DesignKind::morris:
      return design::morris(count(design.trajectories), group_rows(spec.parameters), count(design.levels), seed);
    case DesignKind::none:
    case DesignKind::grid:
    case DesignKind::list:
    case DesignKind::file:
      break;
  }
  return {};
}

}  // namespace

Points::Points(const SweepSpec& spec) : policies_(spec.policies.size()) {
  lever_values_ = combinations(spec.levers);
  if (!spec.levers.empty()) lever_points_ = lever_values_.size() / spec.levers.size();
  if (spec.parameters.empty()) return;
  const auto& kind = spec.design.kind;
  if (kind == DesignKind::grid) {
    parameter_values_ = combinations(spec.parameters);
  } else if (kind == DesignKind::list || kind == DesignKind::file) {
    for (const auto& row : spec.rows) parameter_values_.insert(parameter_values_.end(), row.begin(), row.end());
  } else {
    auto sample = unit_sample(spec);
    unit_values_ = std::move(sample.values);
    parameter_values_.reserve(unit_values_.size());
    for (std::size_t i = 0; i < unit_values_.size(); ++i)
      parameter_values_.push_back(spec.parameters[i % spec.parameters.size()].value_at(unit_values_[i]));
  }
  rows_ = parameter_values_.size() / spec.parameters.size();
}

std::vector<std::string> group_names(std::span<const Factor> parameters) {
  std::vector<std::string> names;
  for (const auto& factor : parameters) {
    if (std::find(names.begin(), names.end(), factor.group) == names.end()) names.push_back(factor.group);
  }
  return names;
}

std::vector<std::size_t> group_rows(std::span<const Factor> parameters) {
  const auto names = group_names(parameters);
  std::vector<std::size_t> rows;
  for (const auto& factor : parameters)
    rows.push_back(static_cast<std::size_t>(std::find(names.begin(), names.end(), factor.group) - names.begin()));
  return rows;
}

}  // namespace entrepot::sweep
