#pragma once
// Whom and what a rule can reach while it is in force: places, groups of agents, products, licences. Instruments read
// it to tell lint why a rule changes nothing, acts at other dates, or reaches more than its text may say.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::policy {

/// A clause about a rule; nothing if there is nothing to say.
using Remark = std::optional<std::string>;

struct ReachReport {
  Remark idle;   ///< why it changes nothing
  Remark dates;  ///< at which other dates than its own it acts
  Remark wide;   ///< whom it reaches beyond what its text may say, and which key narrows it
};

/// The world in which rules are in force.
struct RuleWorld {
  const scenario::Scenario& scenario;
  const Calendar& calendar;
  const world::Geography& geography;
  const world::Catalogue& catalogue;
};

using Names = std::vector<std::string>;

/// `A100`, `A100 and H100`, `A100, H100, H200 and 4 more`
std::string in_words(const Names& names);

/// Highest and lowest value that a draw can have.
double highest(const scenario::Distribution& distribution);
double lowest(const scenario::Distribution& distribution);

class RuleReach {
 public:
  using Places = world::JurisdictionSet;

  /// `deciding`: by row of a rule, whether it ever decides a sale. Keeps references to all.
  RuleReach(RuleId self, const RuleBook& book, const RuleWorld& world, const std::vector<char>& deciding);

  [[nodiscard]] const scenario::Scenario& scenario() const { return world_.scenario; }
  [[nodiscard]] const world::Catalogue& catalogue() const { return world_.catalogue; }
  [[nodiscard]] const world::Jurisdictions& jurisdictions() const { return world_.geography.jurisdictions(); }
  [[nodiscard]] const scenario::Rule& rule() const { return book_.rule(self_); }

  // ---- dates. A rule with a trigger is in force whenever its dates allow it.
  /// "from 2027-07-03 on" or "from 2025-09-29 to 2025-11-09"
  [[nodiscard]] std::string period() const;
  /// Whether the test holds on a day on which the rule is in force.
  template <class Test>
  [[nodiscard]] bool on_any_day(const Test& test) const {
    for (const Week week : weeks_)
      if (test(world_.calendar.date_of(week))) return true;
    return false;
  }
  /// Whether the rule is in force some weeks after its effective date.
  [[nodiscard]] bool lasts(std::int64_t weeks) const;

  /// Whether no other rule of its instrument is in force on the same day: values that change nothing by themselves may
  /// change what another rule does.
  [[nodiscard]] bool is_alone() const;

  // ---- places
  /// With these codes or, on any day on which the rule is in force, in these country groups.
  [[nodiscard]] Places places(const Names& codes_or_groups) const;
  [[nodiscard]] Places places_of(const scenario::Shares& shares) const;
  /// Headquarters of the ultimate parent of a group of buyers.
  [[nodiscard]] Places seats_of(const scenario::BuyerGroup& group) const;
  [[nodiscard]] Places seats_of_intermediaries() const;  ///< where they are registered
  [[nodiscard]] Places warehouses() const;               ///< where they keep goods
  /// Where diverted goods can leave or pass.
  [[nodiscard]] Places origins() const;
  /// Where the authority watches the consignees of goods.
  [[nodiscard]] Places watched() const;
  /// Where channel partners of these vendors receive goods; of any vendor if none is named.
  [[nodiscard]] Places partners(const Names& vendors = {}) const;
  /// Where consignments of any kind leave.
  [[nodiscard]] Places departures() const;
  [[nodiscard]] std::string in_words(const Places& places) const;
  /// Whether the test holds for every one of these places.
  template <class Test>
  [[nodiscard]] bool all_of(const Places& places, const Test& test) const {
    for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions().size()))
      if (places[j.row()] && !test(jurisdictions().facts[j])) return false;
    return true;
  }

  // ---- groups of agents, if they have members
  template <class Test>
  [[nodiscard]] Names buyers(const Test& test) const {
    return members(world_.scenario.buyers, test);
  }
  template <class Test>
  [[nodiscard]] Names intermediaries(const Test& test) const {
    return members(world_.scenario.intermediaries, test);
  }
  /// Places of end use, or headquarters, of these groups of buyers.
  template <class Test>
  [[nodiscard]] Places places_of_buyers(const Test& test) const {
    Places all;
    for (const auto& name : buyers(test)) all |= places_of(world_.scenario.buyers.at(name).jurisdiction);
    return all;
  }
  template <class Test>
  [[nodiscard]] Places seats_of_buyers(const Test& test) const {
    Places all;
    for (const auto& name : buyers(test)) all |= seats_of(world_.scenario.buyers.at(name));
    return all;
  }
  [[nodiscard]] bool has_intermediaries() const;
  [[nodiscard]] bool is_empty(const std::string& group) const;  ///< of buyers, intermediaries or channel partners

  // ---- products
  /// Whether it is released before the rule is last in force; stock is sold after the end of production.
  [[nodiscard]] bool is_sold(ProductId p) const;
  [[nodiscard]] bool sells_products(VendorId v) const;
  /// Why a rule on products of at least this performance, and performance density, has none.
  [[nodiscard]] Remark no_product(double tpp, double performance_density = 0) const;
  /// Vendors for which reached(vendor) holds and that have a line for whose limits test(limits) holds.
  template <class Reached, class Test>
  [[nodiscard]] Names vendors_with_lines(const Reached& reached, const Test& test) const {
    Names found;
    const auto& lines = catalogue().lines;
    for (const LineId line : Rows<LineId>(lines.size())) {
      const std::string& vendor = catalogue().vendors.names[lines.vendor[line].row()];
      if (reached(lines.vendor[line]) && test(lines.limits[line]) && (found.empty() || found.back() != vendor))
        found.push_back(vendor);
    }
    return found;
  }

  // ---- licences
  /// The contribution of this rule alone.
  [[nodiscard]] const Contributions& effect() const { return effect_; }
  /// Why a rule about the licences of another one has none to act on.
  [[nodiscard]] Remark no_licence(const std::string& licence) const;
  /// The same for a rule that exempts from the licence requirement, which also acts where no licence is granted.
  [[nodiscard]] Remark no_requirement(const std::string& licence) const;
  /// Whether a group buys what needs a licence of a rule while both are in force.
  [[nodiscard]] bool needs_licence(const scenario::BuyerGroup& group, const std::string& licence) const;
  /// Whether any other rule requires a licence while this one is in force.
  [[nodiscard]] bool licences_exist() const;

 private:
  template <class Group, class Test>
  [[nodiscard]] static Names members(const std::map<std::string, Group>& groups, const Test& test) {
    Names found;
    for (const auto& [name, group] : groups)
      if (size_of(group) > 0 && test(name, group)) found.push_back(name);
    return found;
  }
  [[nodiscard]] Names every_intermediary() const;
  static std::int64_t size_of(const scenario::BuyerGroup& group) { return group.count; }
  static std::int64_t size_of(const scenario::IntermediaryGroup& group) { return group.count + group.reserve; }
  [[nodiscard]] RuleId find(const std::string& rule) const;
  [[nodiscard]] bool together(RuleId other) const;

  RuleId self_;
  const RuleBook& book_;
  const RuleWorld& world_;
  const std::vector<char>& deciding_;
  std::vector<Week> weeks_;  ///< in force
  Contributions effect_;
};

}  // namespace entrepot::policy
