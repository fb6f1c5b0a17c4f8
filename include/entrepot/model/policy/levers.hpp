#pragma once
// What the rules in force set besides licence decisions. Every lever is neutral where no rule moves it, and rules that
// move the same lever combine without order: factors multiply, floors take the highest, dedicated means
// add up.

#include <algorithm>
#include <string>
#include <vector>

#include "entrepot/core/fields.hpp"

namespace entrepot::policy {

struct LocationChecks {
  ENTREPOT_TABLE(LocationChecks, "Units that report where they are (location verification).");
  ENTREPOT_FIELD(coverage, "ratio", "Share of units that can be asked.", double);
  ENTREPOT_FIELD(reveal_rate, "1/week", "Probability that one abroad is noticed.", double);
  ENTREPOT_FIELD_FROM(1, spoofing, "ratio", "Share that evaders make report a false place.", double);
  friend bool operator==(const LocationChecks&, const LocationChecks&) = default;
};

struct EntityListing {
  ENTREPOT_TABLE(EntityListing, "A group of agents on the entity list.");
  ENTREPOT_FIELD(rule, "rule", "The rule that lists it.", RuleId);
  ENTREPOT_FIELD(group, "name", "The group.", std::string);
  ENTREPOT_FIELD_FROM(1, share, "ratio", "Share of the group's members.", double);
  friend bool operator==(const EntityListing&, const EntityListing&) = default;
};

/// Units say how rules combine: factors multiply, floors take the highest, dedicated means add up, bans and priorities
/// hold if any rule asks for them.
struct Levers {
  ENTREPOT_TABLE(Levers, "What rules set besides licence decisions.");
  ENTREPOT_FIELD(inspection, "factor", "Consignments opened as they leave.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(cooperation, "floor", "Cooperation of customs.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(fines, "factor", "Fine over the value of what was diverted.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(channel_diligence, "floor", "Diligence of channel partners there.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(hub_checks, "added checks/year", "Checks of consignees there alone.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(probed, "yes or no", "Consignees there are checked first.", Column<JurisdictionId, char>);
  ENTREPOT_FIELD(vendor_diligence, "floor", "Diligence of vendors.", Column<VendorId, double>);
  ENTREPOT_FIELD(home_first, "yes or no", "Customers at home are served before others.", Column<VendorId, char>);
  ENTREPOT_FIELD(location, "record", "Location checks of the product.", Column<ProductId, LocationChecks>);
  ENTREPOT_FIELD(import_banned, "yes or no", "Whether the place of use bans imports of the product.",
                 Along<char, Axis::product, Axis::place>);
  ENTREPOT_FIELD(listed_intermediaries, "groups", "Intermediaries on the entity list.", std::vector<EntityListing>);
  ENTREPOT_FIELD(listed_buyers, "groups", "End users on the entity list.", std::vector<EntityListing>);
  ENTREPOT_FIELD_FROM(1, end_use_checks, "factor", "End-use checks a year.", double);
  ENTREPOT_FIELD(check_detection, "floor", "Probability that a check finds a diverter.", double);
  ENTREPOT_FIELD_FROM(1, investigators, "factor", "Investigators.", double);
  ENTREPOT_FIELD_FROM(1, tips, "factor", "Tips.", double);
  ENTREPOT_FIELD_FROM(1, listing_lag, "factor", "Weeks from a proved case to the entity list.", double);
  ENTREPOT_FIELD(tenant_kyc, "floor", "Diligence of clouds.", double);

  Levers() = default;
  /// Every lever neutral.
  Levers(std::size_t products, std::size_t vendors, std::size_t jurisdictions)
      : inspection(jurisdictions, 1.0),
        cooperation(jurisdictions),
        fines(jurisdictions, 1.0),
        channel_diligence(jurisdictions),
        hub_checks(jurisdictions),
        probed(jurisdictions),
        vendor_diligence(vendors),
        home_first(vendors),
        location(products),
        import_banned(products * jurisdictions) {}

  [[nodiscard]] bool may_import(ProductId p, JurisdictionId place) const {
    return import_banned[p.row() * inspection.size() + place.row()] == 0;
  }
  friend bool operator==(const Levers&, const Levers&) = default;
};

/// Raise a floor.
inline void at_least(double& floor, double value) { floor = std::max(floor, value); }

}  // namespace entrepot::policy
