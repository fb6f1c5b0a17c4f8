#include "entrepot/model/submodels/allocation.hpp"

#include <algorithm>
#include <cmath>

#include "entrepot/core/apportion.hpp"
#include "entrepot/model/submodels/systems.hpp"

namespace entrepot::submodels {

std::vector<Units> allocate(Units stock, std::span<const Claim> claims, Units per_system) {
  std::vector<Units> allotted(claims.size(), 0);
  std::vector<std::uint8_t> classes;
  for (const Claim& claim : claims) classes.push_back(claim.priority);
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());

  std::vector<Units> wanted;
  std::vector<std::size_t> members;
  for (const auto priority : classes) {
    wanted.clear();
    members.clear();
    for (std::size_t c = 0; c < claims.size(); ++c) {
      if (claims[c].priority != priority) continue;
      wanted.push_back(systems_to_cover(claims[c].units, per_system) / per_system);
      members.push_back(c);
    }
    const auto shares = apportion(stock / per_system, wanted);
    for (std::size_t m = 0; m < members.size(); ++m) {
      allotted[members[m]] = std::min(claims[members[m]].units, shares[m] * per_system);
      stock -= allotted[members[m]];
    }
  }
  return allotted;
}

Units base_stock_order(double weekly_demand, double cover_weeks, double lead_weeks, Units backlog, Units on_hand,
                       Units on_the_way) {
  const double level = weekly_demand * (cover_weeks + lead_weeks);
  return std::max<Units>(0, static_cast<Units>(std::ceil(level)) + backlog - on_hand - on_the_way);
}

double smoothed_demand(double before, Units asked, double memory_weeks) {
  const double newest_week = 1.0 / memory_weeks;
  return before + newest_week * (static_cast<double>(asked) - before);
}

}  // namespace entrepot::submodels
