#pragma once
// What the rules in force set besides licence decisions. Every lever is neutral where no rule moves it, and rules that
// move the same lever combine without order: factors multiply, floors take the highest, dedicated means
// add up.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/core/id.hpp"

namespace entrepot::policy {

/// Units that report where they are (location verification).
struct LocationChecks {
  double coverage = 0;     ///< share of units that can be asked
  double reveal_rate = 0;  ///< probability a week that one abroad is noticed
  double spoofing = 1;     ///< share that evaders make lie
  friend bool operator==(const LocationChecks&, const LocationChecks&) = default;
};

/// A group of agents on the entity list.
struct EntityListing {
  RuleId rule;
  std::string group;
  double share = 1;  ///< of the group's members
  friend bool operator==(const EntityListing&, const EntityListing&) = default;
};

struct Levers {
  Levers() = default;
  Levers(std::size_t products, std::size_t vendors, std::size_t jurisdictions)
      : inspection(jurisdictions, 1.0),
        cooperation(jurisdictions, 0.0),
        fines(jurisdictions, 1.0),
        channel_diligence(jurisdictions, 0.0),
        hub_checks(jurisdictions, 0.0),
        probed(jurisdictions, 0),
        vendor_diligence(vendors, 0.0),
        home_first(vendors, 0),
        location(products),
        import_banned(products * jurisdictions, 0) {}

  Column<JurisdictionId, double> inspection;         ///< x consignments opened as they leave
  Column<JurisdictionId, double> cooperation;        ///< floor
  Column<JurisdictionId, double> fines;              ///< x fine over the value of what was diverted
  Column<JurisdictionId, double> channel_diligence;  ///< floor, of channel partners there
  Column<JurisdictionId, double> hub_checks;         ///< + checks a year of consignees there alone
  Column<JurisdictionId, char> probed;               ///< consignees there are looked at first
  Column<VendorId, double> vendor_diligence;         ///< floor
  Column<VendorId, char> home_first;                 ///< customers at home are served before others
  Column<ProductId, LocationChecks> location;
  std::vector<char> import_banned;  ///< [product x place of use]
  std::vector<EntityListing> listed_intermediaries;
  std::vector<EntityListing> listed_buyers;
  double end_use_checks = 1;  ///< x checks a year
  double investigators = 1;   ///< x investigators
  double tips = 1;            ///< x tips
  double listing_lag = 1;     ///< x weeks from a proved case to the entity list
  double tenant_kyc = 0;      ///< floor, of clouds

  [[nodiscard]] bool may_import(ProductId p, JurisdictionId place) const {
    return import_banned[p.row() * inspection.size() + place.row()] == 0;
  }
  friend bool operator==(const Levers&, const Levers&) = default;
};

/// Raise a floor.
inline void at_least(double& floor, double value) { floor = std::max(floor, value); }

}  // namespace entrepot::policy
