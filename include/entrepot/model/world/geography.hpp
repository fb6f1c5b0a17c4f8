#pragma once
// Jurisdictions, the lanes between them, and the routes an evader can string together from lanes.

#include <bitset>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::world {

/// A set of jurisdictions; at most 64 exist in one scenario.
using JurisdictionSet = std::bitset<64>;

struct Jurisdictions {
  std::vector<std::string> names;  ///< ISO codes, sorted
  Column<JurisdictionId, scenario::Jurisdiction> facts;
  Column<JurisdictionId, double> absorptive_capacity;  ///< H100e its own data centres can take
  [[nodiscard]] std::size_t size() const { return names.size(); }
  /// Throws Error for a name that is not in the scenario.
  [[nodiscard]] JurisdictionId find(std::string_view name) const;
  /// The jurisdictions an expression names: an ISO code, or a country group such as `D:5`.
  [[nodiscard]] JurisdictionSet matching(const std::vector<std::string>& codes_or_groups) const;
};

/// One directed connection. A lane from a jurisdiction to itself is a transfer inside it.
struct Lane {
  JurisdictionId from;
  JurisdictionId to;
  scenario::LaneMode mode;
  Week weeks;
  Money cost;  ///< per unit
  double inspection_factor;
  double capacity;  ///< units/week
};

/// A chain of lanes; its cost and weeks are the sums over its legs.
struct Route {
  std::vector<LaneId> legs;
  Money cost;  ///< per unit
  Week weeks;
};

class Geography {
 public:
  explicit Geography(const scenario::Scenario& scenario);
  [[nodiscard]] const Jurisdictions& jurisdictions() const { return jurisdictions_; }
  [[nodiscard]] const Lane& lane(LaneId id) const { return lanes_[id]; }
  [[nodiscard]] std::size_t lanes() const { return lanes_.size(); }
  /// Quickest ordinary lane, the cheapest among equals; none where the two are not connected.
  [[nodiscard]] LaneId ordinary_lane(JurisdictionId from, JurisdictionId to) const {
    return ordinary_lane_of_pair_[pair(from, to)];
  }
  /// The k cheapest simple routes from a hub (k, legs: scenario routing), cheapest first. Empty where there is none.
  [[nodiscard]] std::span<const RouteId> routes(JurisdictionId from, JurisdictionId to) const {
    return routes_of_pair_[pair(from, to)];
  }
  [[nodiscard]] const Route& route(RouteId id) const { return routes_[id]; }

 private:
  [[nodiscard]] std::size_t pair(JurisdictionId from, JurisdictionId to) const {
    return from.row() * jurisdictions_.size() + to.row();
  }
  void add_lane(const scenario::Lane& family, JurisdictionId from, JurisdictionId to);
  [[nodiscard]] std::vector<Route> cheapest_routes(JurisdictionId from, JurisdictionId to) const;
  void keep_routes_from(JurisdictionId hub);
  void set_ordinary_lanes();

  Jurisdictions jurisdictions_;
  Column<LaneId, Lane> lanes_;
  std::vector<std::vector<LaneId>> lanes_of_pair_;
  std::vector<LaneId> ordinary_lane_of_pair_;
  Column<RouteId, Route> routes_;
  std::vector<std::vector<RouteId>> routes_of_pair_;
  scenario::Routing routing_;
};

}  // namespace entrepot::world
