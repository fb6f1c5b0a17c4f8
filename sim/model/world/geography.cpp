#include "entrepot/model/world/geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "entrepot/core/error.hpp"
#include "entrepot/core/great_circle.hpp"
#include "entrepot/core/units.hpp"

namespace entrepot::world {
namespace {

Jurisdictions make_jurisdictions(const scenario::Scenario& scenario) {
  if (scenario.jurisdictions.size() > 64)
    throw Error("too many jurisdictions; a scenario has at most 64", ExitCode::bad_input);
  Jurisdictions table;
  const double h100e_per_megawatt = kilowatts_per_megawatt / scenario.observation.kilowatts_per_h100e;
  for (const auto& [code, facts] : scenario.jurisdictions) {
    table.names.push_back(code);
    table.facts.push_back(facts);
    table.absorptive_capacity.push_back(facts.data_centre_mw * facts.ai_share_of_mw * h100e_per_megawatt);
  }
  return table;
}

/// The places where goods change hands: hubs, and wherever intermediaries keep goods.
JurisdictionSet places_of_trade(const scenario::Scenario& scenario, const Jurisdictions& jurisdictions) {
  JurisdictionSet places;
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions.size())) {
    if (jurisdictions.facts[j].hub) places.set(j.row());
  }
  for (const auto& [name, group] : scenario.intermediaries) {
    for (const auto& [place, share] : group.warehouse.empty() ? group.jurisdiction : group.warehouse) {
      if (share > 0) places.set(jurisdictions.find(place).row());
    }
  }
  return places;
}

}  // namespace

JurisdictionId Jurisdictions::find(std::string_view name) const {
  const auto it = std::lower_bound(names.begin(), names.end(), name);
  if (it == names.end() || *it != name) throw Error(fmt::format("no jurisdiction '{}'", name), ExitCode::bad_input);
  return JurisdictionId{static_cast<std::size_t>(it - names.begin())};
}

double Jurisdictions::distance_km(JurisdictionId from, JurisdictionId to) const {
  const auto point = [&](JurisdictionId place) {
    return core::GlobePoint{facts[place].latitude.value(), facts[place].longitude.value()};
  };
  return core::great_circle_km(point(from), point(to));
}

const std::vector<std::string>& Jurisdictions::groups(JurisdictionId place, Date day) const {
  const auto& later = facts[place].groups_from;
  const auto after = later.upper_bound(day);
  return after == later.begin() ? facts[place].groups : std::prev(after)->second;
}

JurisdictionSet Jurisdictions::matching(const std::vector<std::string>& codes_or_groups, Date day) const {
  JurisdictionSet set;
  for (const auto& wanted : codes_or_groups) {
    for (const JurisdictionId j : Rows<JurisdictionId>(size())) {
      const auto& of_place = groups(j, day);
      if (names[j.row()] == wanted || std::find(of_place.begin(), of_place.end(), wanted) != of_place.end())
        set.set(j.row());
    }
  }
  return set;
}

Geography::Geography(const scenario::Scenario& scenario)
    : jurisdictions_(make_jurisdictions(scenario)),
      origins_(places_of_trade(scenario, jurisdictions_)),
      lanes_of_pair_(jurisdictions_.size() * jurisdictions_.size()),
      routes_of_pair_(jurisdictions_.size() * jurisdictions_.size()),
      routing_(scenario.routing) {
  for (const auto& [name, family] : scenario.lanes) {
    for (const auto& from : family.between) {
      for (const auto& to : family.between) add_lane(family, jurisdictions_.find(from), jurisdictions_.find(to));
    }
    for (const auto& from : family.from) {
      for (const auto& to : family.to) add_lane(family, jurisdictions_.find(from), jurisdictions_.find(to));
    }
  }
  set_ordinary_lanes();
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions_.size())) {
    if (is_origin(j)) keep_routes_from(j);
  }
}

void Geography::keep_routes_from(JurisdictionId origin) {
  for (const JurisdictionId to : Rows<JurisdictionId>(jurisdictions_.size())) {
    for (auto& route : cheapest_routes(origin, to)) {
      routes_of_pair_[pair(origin, to)].emplace_back(routes_.size());
      routes_.push_back(std::move(route));
    }
  }
}

void Geography::add_lane(const scenario::Lane& family, JurisdictionId from, JurisdictionId to) {
  lanes_of_pair_[pair(from, to)].emplace_back(lanes_.size());
  lanes_.push_back({from, to, family.mode, static_cast<Week>(family.weeks), Money::from_dollars(family.cost),
                    family.inspection_factor, family.capacity});
}

void Geography::set_ordinary_lanes() {
  const auto quicker = [&](LaneId a, LaneId b) {
    return std::pair{lanes_[a].weeks, lanes_[a].cost} < std::pair{lanes_[b].weeks, lanes_[b].cost};
  };
  for (const auto& lanes : lanes_of_pair_) {
    const auto best = std::min_element(lanes.begin(), lanes.end(), quicker);
    ordinary_lane_of_pair_.push_back(best == lanes.end() ? LaneId::none() : *best);
  }
}

std::vector<Route> Geography::cheapest_routes(JurisdictionId from, JurisdictionId to) const {
  // The graph is small (tens of jurisdictions) and routes are short, so all simple routes are enumerated and the k
  // cheapest kept.
  std::vector<Route> routes;
  std::vector<LaneId> legs;
  JurisdictionSet visited;
  const auto extend = [&](const auto& self, JurisdictionId here, Money cost, Week weeks) -> void {
    visited.set(here.row());
    for (const JurisdictionId next : Rows<JurisdictionId>(jurisdictions_.size())) {
      const bool arrives = next == to;
      // Goods change hands only in places of trade; goods for the origin's own end users never leave it.
      if (!arrives && (visited[next.row()] || !is_origin(next))) continue;
      if (!arrives && from == to) continue;
      if (!arrives && static_cast<std::int64_t>(legs.size()) + 1 >= routing_.maximum_legs) continue;
      for (const LaneId id : lanes_of_pair_[pair(here, next)]) {
        const Lane& lane = lanes_[id];
        legs.push_back(id);
        if (arrives) {
          routes.push_back({legs, cost + lane.cost, weeks + lane.weeks});
        } else {
          self(self, next, cost + lane.cost, weeks + lane.weeks);
        }
        legs.pop_back();
      }
    }
    visited.reset(here.row());
  };
  extend(extend, from, Money{}, 0);

  std::stable_sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) {
    return std::pair{a.cost, a.weeks} < std::pair{b.cost, b.weeks};
  });
  if (routes.size() > static_cast<std::size_t>(routing_.alternatives)) routes.resize(routing_.alternatives);
  return routes;
}

}  // namespace entrepot::world
