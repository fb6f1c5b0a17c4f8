#pragma once
// Effects of the rules in force, other than licence decisions. A lever that no rule sets is neutral. Rules on the same
// lever combine in any order: factors multiply, floors take the maximum, dedicated resources add up.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/core/fields.hpp"

namespace entrepot::policy {

struct LocationChecks {
  ENTREPOT_TABLE(LocationChecks, "Units that report their location (location verification).");
  ENTREPOT_FIELD(coverage, "ratio", "Share of units whose location can be queried.", double);
  ENTREPOT_FIELD(reveal_rate, "1/week", "Probability that a diverted unit is detected.", double);
  ENTREPOT_FIELD_FROM(1, spoofing, "ratio", "Share of units whose location evaders falsify.", double);
  ENTREPOT_FIELD_FROM(unsaid, supply_stopped, "ratio",
                      "Located sellers that the vendor's partners stop supplying; -1 if no rule says.", double);
  ENTREPOT_FIELD(cost, "USD", "Cost of the function to the vendor, for each unit.", double);
  static constexpr double unsaid = -1;
  friend bool operator==(const LocationChecks&, const LocationChecks&) = default;
};

struct EntityListing {
  ENTREPOT_TABLE(EntityListing, "A group of agents on the Entity List.");
  ENTREPOT_FIELD(rule, "rule", "Rule that lists the group.", RuleId);
  ENTREPOT_FIELD(group, "name", "Name of the group.", std::string);
  ENTREPOT_FIELD_FROM(1, share, "ratio", "Share of the group's members that are listed.", double);
  friend bool operator==(const EntityListing&, const EntityListing&) = default;
};

/// A limit that an importing government sets on lawful purchases from abroad. Who is covered: buyers in a place and a
/// product of the table, of one of the segments or groups (all if neither is named), and of no exempt group.
struct ImportLimit {
  ENTREPOT_TABLE(ImportLimit, "An importing government's limit on lawful purchases from abroad.");
  ENTREPOT_FIELD(rule, "rule", "Rule that sets the limit.", RuleId);
  ENTREPOT_FIELD(covers, "yes or no", "Whether the limit holds for a product in a place of use.",
                 Along<char, Axis::product, Axis::place>);
  ENTREPOT_FIELD(places, "yes or no", "Whether it holds for any product in a place of use.", Along<char, Axis::place>);
  ENTREPOT_FIELD(segments, "names", "Kinds of buyers that it covers.", std::vector<std::string>);
  ENTREPOT_FIELD(groups, "names", "Groups of buyers that it covers.", std::vector<std::string>);
  ENTREPOT_FIELD(exempt, "names", "Groups of buyers that it does not cover.", std::vector<std::string>);
  ENTREPOT_FIELD(refused_share, "ratio", "Share of orders refused entry.", double);
  ENTREPOT_FIELD(guidance, "ratio", "Share of buyers that follow guidance not to buy.", double);
  ENTREPOT_FIELD_FROM(1, quota_share, "ratio", "Highest share of foreign compute in a buyer's purchases.", double);
  ENTREPOT_FIELD_FROM(1, approval, "ratio", "Probability that an import is approved.", double);
  ENTREPOT_FIELD(approval_weeks, "weeks", "Time until that decision.", std::int64_t);
  ENTREPOT_FIELD(duty, "ratio", "Duty over the price, paid by the buyer.", double);
  friend bool operator==(const ImportLimit&, const ImportLimit&) = default;

  /// Covers nothing, among a number of products and places of use.
  void clear(std::size_t products, std::size_t all_places) {
    covers.assign(products * all_places, 0);
    places.assign(all_places, 0);
  }
  void cover(ProductId p, JurisdictionId use) {
    covers[p.row() * places.size() + use.row()] = 1;
    places[use.row()] = 1;
  }
};

/// Conditions on the licences of a rule. The strictest of each decides.
struct LicenceTerms {
  ENTREPOT_TABLE(LicenceTerms, "Conditions on the licences of a rule.");
  ENTREPOT_FIELD(added_weeks, "weeks", "Time that a decision takes beyond the usual.", double);
  ENTREPOT_FIELD(veto, "ratio", "Approved applications that are stopped after all.", double);
  ENTREPOT_FIELD(scrutiny, "ratio", "Probability that officers detect a cover story with all red flags.", double);
  ENTREPOT_FIELD(diligence, "ratio", "Red-flagged orders under a licence that the seller must refuse.", double);
  ENTREPOT_FIELD_FROM(no_cap, buyer_cap, "H100e/year", "Compute licensed to one declared end user in a year.", double);
  static constexpr double no_cap = 1e300;
  friend bool operator==(const LicenceTerms&, const LicenceTerms&) = default;
};

/// A share of restricted tenants that clouds in some places, or with their seat there, must reject.
struct TenantCheck {
  ENTREPOT_TABLE(TenantCheck, "A duty of clouds to know their tenants.");
  ENTREPOT_FIELD(rule, "rule", "The rule.", RuleId);
  ENTREPOT_FIELD(clouds, "yes or no", "Whether it reaches clouds whose data centres are in a place.",
                 Along<char, Axis::place>);
  ENTREPOT_FIELD(seats, "yes or no", "Whether it reaches clouds with their seat in a place.", Along<char, Axis::place>);
  ENTREPOT_FIELD(tenants, "yes or no", "Whether it is about tenants with their seat in a place.",
                 Along<char, Axis::place>);
  ENTREPOT_FIELD(share, "ratio", "Share of these tenants that are rejected.", double);
  friend bool operator==(const TenantCheck&, const TenantCheck&) = default;
};

/// A rule on the tools, dies or memory of lines.
struct SupplyRule {
  ENTREPOT_TABLE(SupplyRule, "A rule on what production lines need.");
  ENTREPOT_FIELD(rule, "rule", "The rule.", RuleId);
  ENTREPOT_FIELD(vendors, "yes or no", "Whether it reaches a vendor's lines.", Column<VendorId, char>);
  ENTREPOT_FIELD(lag_weeks, "weeks", "Time from its first day in force to its effect.", std::int64_t);
  ENTREPOT_FIELD_FROM(1, growth, "factor", "Growth of wafers and of domestic memory.", double);
  ENTREPOT_FIELD_FROM(1, service, "factor", "Yield of dies and of domestic memory, without service of the tools.",
                      double);
  ENTREPOT_FIELD_FROM(1, foreign_dies, "factor", "Dies that arrive from abroad.", double);
  ENTREPOT_FIELD_FROM(1, imported_stacks, "factor", "Memory imported lawfully.", double);
  ENTREPOT_FIELD_FROM(1, grey_stacks, "factor", "Memory that arrives against the rules.", double);
  friend bool operator==(const SupplyRule&, const SupplyRule&) = default;
};

/// The unit states how rules combine: factors multiply, floors take the maximum and ceilings the minimum, dedicated
/// resources add up, and bans and priorities apply if any rule sets them.
struct Levers {
  ENTREPOT_TABLE(Levers, "Effects of rules other than licence decisions.");
  ENTREPOT_FIELD(inspection, "factor", "Share of departing consignments opened.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(cooperation, "floor", "Probability that customs enforce the exporting authority's rules.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(fines, "factor", "Fine relative to the value diverted.", Column<JurisdictionId, double>);
  ENTREPOT_FIELD(channel_diligence, "floor", "Share of red-flagged orders that channel partners there refuse.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(hub_checks, "added checks/year", "End-use checks dedicated to consignees there.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(probed, "yes or no", "Whether consignees there are checked first.", Column<JurisdictionId, char>);
  ENTREPOT_FIELD(vendor_diligence, "floor", "Share of red-flagged orders that the vendor refuses.",
                 Column<VendorId, double>);
  ENTREPOT_FIELD(behind, "yes or no", "Whether a vendor serves customers of a place after all others.",
                 Along<char, Axis::vendor, Axis::place>);
  ENTREPOT_FIELD(location, "record", "Location checks of the product.", Column<ProductId, LocationChecks>);
  ENTREPOT_FIELD(imports, "limits", "Limits of importing governments.", std::vector<ImportLimit>);
  ENTREPOT_FIELD(port_checks, "floor", "Share of undeclared consignments from abroad that customs there open.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(supply, "rules", "Rules on tools, dies and memory.", std::vector<SupplyRule>);
  ENTREPOT_FIELD(listed_intermediaries, "groups", "Intermediaries on the Entity List.", std::vector<EntityListing>);
  ENTREPOT_FIELD(listed_buyers, "groups", "End users on the Entity List.", std::vector<EntityListing>);
  ENTREPOT_FIELD(listed_partners, "groups", "Channel partners on the Entity List.", std::vector<EntityListing>);
  ENTREPOT_FIELD(known_owners, "floor", "Share of owners all of whose firms are listed with one.", double);
  ENTREPOT_FIELD_FROM(1, affiliate_holding, "ceiling", "Share of a firm that its owner must hold to be listed with it.",
                      double);
  ENTREPOT_FIELD(permit_weeks, "floor", "Weeks that a permit for goods which leave the place takes.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(permit_refusals, "floor", "Share of diverted lots whose permit to leave the place is refused.",
                 Column<JurisdictionId, double>);
  ENTREPOT_FIELD(appropriation, "added USD/year", "Budget of the exporting authority beyond the scenario's.", double);
  ENTREPOT_FIELD_FROM(1, end_use_checks, "factor", "End-use checks per year.", double);
  ENTREPOT_FIELD(check_detection, "floor", "Probability that a check detects a diverter.", double);
  ENTREPOT_FIELD_FROM(1, investigators, "factor", "Investigators.", double);
  ENTREPOT_FIELD_FROM(1, tips, "factor", "Tips.", double);
  ENTREPOT_FIELD(reward_share, "floor", "Share of a fine that goes to the source of the tip.", double);
  ENTREPOT_FIELD(reward_from, "floor", "Least fine of which a share is paid, USD.", double);
  ENTREPOT_FIELD(reports, "floor", "Findings and refused orders that suppliers must report.", double);
  ENTREPOT_FIELD(supply_stops, "floor", "Firms found to divert that the vendor's partners must stop supplying.",
                 double);
  ENTREPOT_FIELD(stops, "floor", "Share of diverted units that stop working.", Column<ProductId, double>);
  ENTREPOT_FIELD(stop_weeks, "floor", "Weeks for which they work without a licence.", Column<ProductId, double>);
  ENTREPOT_FIELD(registered, "floor", "Share of sales and resales that a registry holds.", double);
  ENTREPOT_FIELD(audits, "floor", "Audits of a registered owner in a year.", double);
  ENTREPOT_FIELD_FROM(1, repairs, "factor", "Units that shops repair where the maker may not.", double);
  ENTREPOT_FIELD(licences, "record", "Conditions on the licences of a rule.", Column<RuleId, LicenceTerms>);
  ENTREPOT_FIELD_FROM(1, listing_lag, "factor", "Time from a proved case to the Entity List.", double);
  ENTREPOT_FIELD(tenant_checks, "rules", "Duties of clouds to know their tenants.", std::vector<TenantCheck>);

  Levers() = default;
  /// All levers neutral.
  Levers(std::size_t products, std::size_t vendors, std::size_t jurisdictions, std::size_t rules)
      : inspection(jurisdictions, 1.0),
        cooperation(jurisdictions),
        fines(jurisdictions, 1.0),
        channel_diligence(jurisdictions),
        hub_checks(jurisdictions),
        probed(jurisdictions),
        vendor_diligence(vendors),
        behind(vendors * jurisdictions),
        location(products),
        port_checks(jurisdictions),
        permit_weeks(jurisdictions),
        permit_refusals(jurisdictions),
        stops(products),
        stop_weeks(products),
        licences(rules) {}

  friend bool operator==(const Levers&, const Levers&) = default;
};

/// Raises a floor.
inline void at_least(double& floor, double value) { floor = std::max(floor, value); }

/// Lowers a ceiling.
inline void at_most(double& ceiling, double value) { ceiling = std::min(ceiling, value); }

}  // namespace entrepot::policy
