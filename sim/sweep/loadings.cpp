#include "loadings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>

namespace entrepot::sweep {
namespace {

using scenario::Diagnostics;

std::string path_of(const std::string& kind, const Factor& factor) { return kind + "." + factor.name + ".loadings"; }

/// Why the points of a design cannot be correlated; empty if they can, or if the design is reported anyway.
std::string why_not_correlated(DesignKind kind) {
  switch (kind) {
    case DesignKind::grid:
      return "a grid crosses the levels of its parameters and draws none";
    case DesignKind::list:
    case DesignKind::file:
      return "the values of the parameter are in the rows, so none are drawn";
    case DesignKind::sobol:
      return "Sobol' indices are defined for independent parameters only";
    case DesignKind::morris:
      return "morris changes one parameter at a time, so they cannot vary together";
    case DesignKind::none:
    case DesignKind::lhs:
    case DesignKind::quasi_random:
      break;
  }
  return "";
}

void refuse_all(std::span<const Factor> factors, const std::string& kind, const std::string& why,
                Diagnostics& diagnostics) {
  for (const auto& factor : factors) {
    if (!factor.loadings.empty()) diagnostics.error(factor.loadings.front().mark, path_of(kind, factor), why);
  }
}

/// The parameters that load on each common factor.
std::map<std::string, std::vector<const Factor*>> members_of(std::span<const Factor> parameters) {
  std::map<std::string, std::vector<const Factor*>> members;
  for (const auto& parameter : parameters) {
    for (const auto& loading : parameter.loadings) {
      if (loading.value != 0) members[loading.common_factor].push_back(&parameter);
    }
  }
  return members;
}

void warn_of_single_members(std::span<const Factor> parameters, Diagnostics& diagnostics) {
  const auto members = members_of(parameters);
  std::vector<std::string> shared;
  for (const auto& [name, all] : members) {
    if (all.size() > 1) shared.push_back(name);
  }
  for (const auto& [name, all] : members) {
    if (all.size() > 1) continue;
    const auto& loadings = all.front()->loadings;
    const auto loading =
        std::find_if(loadings.begin(), loadings.end(), [&](const Loading& l) { return l.common_factor == name; });
    diagnostics.warning(loading->mark, path_of("parameters", *all.front()),
                        fmt::format("no other parameter loads on '{}', so it correlates nothing{}", name,
                                    scenario::did_you_mean(name, shared)));
  }
}

}  // namespace

std::vector<std::string> common_factors(std::span<const Factor> parameters) {
  std::vector<std::string> names;
  for (const auto& parameter : parameters) {
    for (const auto& loading : parameter.loadings) {
      if (std::find(names.begin(), names.end(), loading.common_factor) == names.end())
        names.push_back(loading.common_factor);
    }
  }
  return names;
}

std::vector<double> loading_table(std::span<const Factor> parameters) {
  const auto names = common_factors(parameters);
  std::vector<double> table(parameters.size() * names.size(), 0);
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    for (const auto& loading : parameters[p].loadings) {
      const auto name = std::find(names.begin(), names.end(), loading.common_factor);
      table[p * names.size() + static_cast<std::size_t>(name - names.begin())] = loading.value;
    }
  }
  return table;
}

void check_loadings(const SweepSpec& spec, Diagnostics& diagnostics) {
  refuse_all(spec.levers, "levers", "levers are crossed, not drawn; only parameters have loadings", diagnostics);
  if (const auto why = why_not_correlated(spec.design.kind); !why.empty()) {
    refuse_all(spec.parameters, "parameters", why + "; loadings need the design lhs or quasi_random", diagnostics);
  } else {
    warn_of_single_members(spec.parameters, diagnostics);
  }
}

}  // namespace entrepot::sweep
