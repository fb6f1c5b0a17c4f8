#pragma once
// Jurisdictions, the lanes between them, and the evaders' routes built from lanes.

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
  Column<JurisdictionId, double> absorptive_capacity;  ///< H100e that its own data centres can absorb
  [[nodiscard]] std::size_t size() const { return names.size(); }
  /// Throws Error for a name that is not in the scenario.
  [[nodiscard]] JurisdictionId find(std::string_view name) const;
  /// Length of the great circle between two places with coordinates, km.
  [[nodiscard]] double distance_km(JurisdictionId from, JurisdictionId to) const;
  /// Country groups of a place on a day.
  [[nodiscard]] const std::vector<std::string>& groups(JurisdictionId place, Date day) const;
  /// The jurisdictions with these ISO codes or, on a day, in these country groups, such as `D:5`.
  [[nodiscard]] JurisdictionSet matching(const std::vector<std::string>& codes_or_groups, Date day) const;
};

/// A directed transport connection. A lane from a jurisdiction to itself is an in-country transfer.
struct Lane {
  JurisdictionId from;
  JurisdictionId to;
  scenario::LaneMode mode;
  Week weeks;
  Money cost;  ///< per unit
  double inspection_factor;
  double capacity;  ///< units/week
};

/// A sequence of lanes; its cost and weeks are sums over its legs.
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
  /// The fastest ordinary lane, the cheapest among equals; none if the two are not connected.
  [[nodiscard]] LaneId ordinary_lane(JurisdictionId from, JurisdictionId to) const {
    return ordinary_lane_of_pair_[pair(from, to)];
  }
  /// Whether diversion can start in a place or pass through it: it is a hub, or intermediaries keep goods there.
  [[nodiscard]] bool is_origin(JurisdictionId place) const { return origins_[place.row()]; }
  /// The k cheapest simple routes from an origin, cheapest first; k and the maximum number of legs are parameters of
  /// `routing`. Empty if there is none.
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
  void keep_routes_from(JurisdictionId origin);
  void set_ordinary_lanes();

  Jurisdictions jurisdictions_;
  JurisdictionSet origins_;
  Column<LaneId, Lane> lanes_;
  std::vector<std::vector<LaneId>> lanes_of_pair_;
  std::vector<LaneId> ordinary_lane_of_pair_;
  Column<RouteId, Route> routes_;
  std::vector<std::vector<RouteId>> routes_of_pair_;
  scenario::Routing routing_;
};

}  // namespace entrepot::world
