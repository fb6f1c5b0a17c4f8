#pragma once
// Sources of compute of the end users that controls target, and routes of leakage.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/core/id.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::world {
struct Lot;
}

namespace entrepot::model {

class WeekContext;
template <class... Tables>
class Writes;
struct Record;

/// Whether a segment is one that the controls target.
bool restricted(scenario::Segment segment);

/// The groups of buyers whose sources are recorded: those of a restricted segment, and all who know somebody to buy
/// from without a licence.
struct Acquirers {
  explicit Acquirers(const scenario::Scenario& scenario);
  std::vector<std::string> names;  ///< in the order of the groups' rows
  std::vector<std::uint16_t> row;  ///< row in `names` by row of the group; past the end for one that is not recorded
};

/// Where compute came from. The axis has a row for each hub first (leaked goods that an intermediary with its warehouse
/// there diverted), then these.
enum class Source : std::uint8_t {
  grey_elsewhere,       ///< leaked through a place that is not a hub
  lawful_purchase,      ///< of a controlled vendor's product, free or licensed
  domestic_substitute,  ///< of a vendor whom the controls do not reach
  rented_abroad,        ///< change of the compute under contract with clouds abroad
};
inline constexpr std::size_t other_sources = 4;

/// Routes of leaks: each mode of the first leg with one border to cross and with more, then inside one jurisdiction.
inline constexpr std::size_t lane_modes = 5;
inline constexpr std::size_t leak_routes = 2 * lane_modes + 1;

/// Row of a diverted lot's route among leak_routes.
std::size_t leak_route(const world::Geography& geography, RouteId route);

/// Count the compute that a delivered lot brings to its end user.
void record_acquisition(Writes<Record> week, const world::Lot& lot);

/// Count a contract of a tenant with a cloud abroad when it begins, and with a negative number when it ends.
void record_tenancy(Writes<Record> week, BuyerId tenant, ProviderId provider, double h100e);

/// A lawful delivery, and how long its buyer waited.
void record_supply(Writes<Record> week, const world::Lot& lot);

}  // namespace entrepot::model
