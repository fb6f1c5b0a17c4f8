#pragma once
// The rules in force in a week, compiled to tables, so that a transaction needs only a lookup.

#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/model/policy/levers.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::policy {

/// Review policy for a licence application, from the mildest to the strictest. `none`: no licence is needed.
enum class Review : std::uint8_t { none, approve, case_by_case, presumption_of_denial, deny };

/// The decision of the rules on a sale, and the deciding rule.
struct Decision {
  Review review = Review::none;
  RuleId rule;
  [[nodiscard]] bool licence_required() const { return review != Review::none; }
};

/// Money due on a licensed sale, as shares of its price.
struct Levy {
  double duty = 0;           ///< paid by the buyer in addition
  double revenue_share = 0;  ///< paid by the vendor out of its revenue
  friend bool operator==(const Levy&, const Levy&) = default;
};

struct VolumeCap {
  ENTREPOT_TABLE(VolumeCap, "A cap on licensed units, relative to units sold in the vendor's home market.");
  ENTREPOT_FIELD(licence_rule, "rule", "Licence requirement whose units are capped.", RuleId);
  ENTREPOT_FIELD(share_of_home_sales, "ratio", "Maximum licensed units over units sold in the home market.", double);
  ENTREPOT_FIELD(aggregate, "yes or no", "Whether the units of all products of the vendor count together.", bool);
  ENTREPOT_FIELD(products, "yes or no", "Whether it caps, and counts, a product.", Column<ProductId, char>);
  friend bool operator==(const VolumeCap&, const VolumeCap&) = default;
};

struct CountryCap {
  ENTREPOT_TABLE(CountryCap, "A cap on the compute licensed to each place, or to some together.");
  ENTREPOT_FIELD(licence_rule, "rule", "Licence requirement whose compute is capped.", RuleId);
  ENTREPOT_FIELD(h100e, "H100e", "Maximum compute licensed.", double);
  ENTREPOT_FIELD(places, "yes or no", "Whether it holds for a place.", Along<char, Axis::place>);
  ENTREPOT_FIELD(joint, "yes or no", "Whether these places share it.", bool);
  ENTREPOT_FIELD(per_year, "yes or no", "Whether it is for each year of the run, and not for all of them.", bool);
  friend bool operator==(const CountryCap&, const CountryCap&) = default;
};

struct Exemption {
  ENTREPOT_TABLE(Exemption, "Compute that an end user may buy without a licence.");
  ENTREPOT_FIELD(licence_rule, "rule", "Licence requirement that it exempts from.", RuleId);
  ENTREPOT_FIELD(h100e_per_year, "H100e/year", "Maximum exempt compute per year.", double);
  ENTREPOT_FIELD(groups, "names", "Groups of end users that it holds for; all if none.", std::vector<std::string>);
  friend bool operator==(const Exemption&, const Exemption&) = default;
};

/// The compiled rules of a span of weeks without change. Tables are [product x place of use x parent].
class RuleTable {
 public:
  RuleTable(std::size_t products, std::size_t vendors, std::size_t jurisdictions, std::size_t rules);

  /// The decision on a sale to an end user in `use` whose ultimate parent is in `parent`.
  [[nodiscard]] Decision decision(ProductId p, JurisdictionId use, JurisdictionId parent) const {
    return decisions_[cell(p, use, parent)];
  }
  /// First week in which an announced rule will require a licence where none is required now; `never` if none will.
  [[nodiscard]] Week restricted_from(ProductId p, JurisdictionId use, JurisdictionId parent) const {
    return restricted_from_[cell(p, use, parent)];
  }
  /// Whether any sale of the product needs a licence.
  [[nodiscard]] bool controlled(ProductId p) const { return controlled_[p] != 0; }
  [[nodiscard]] Levy levy(RuleId rule) const { return rule.exists() ? levies_[rule] : Levy{}; }
  [[nodiscard]] std::span<const VolumeCap> volume_caps() const { return volume_caps_; }
  [[nodiscard]] std::span<const CountryCap> country_caps() const { return country_caps_; }
  [[nodiscard]] std::span<const Exemption> exemptions() const { return exemptions_; }
  [[nodiscard]] const Levers& levers() const { return levers_; }
  /// Whether both have the same effect on transactions: equal present and announced reviews, levies, caps, exemptions
  /// and levers, regardless of the rules that cause them.
  [[nodiscard]] bool same_effect(const RuleTable& other) const;
  /// Factor on the inspection rate of consignments that leave a jurisdiction.
  [[nodiscard]] double inspection_factor(JurisdictionId j) const { return levers_.inspection[j]; }

  static constexpr std::int16_t never = INT16_MAX;

 private:
  friend class RuleBook;
  [[nodiscard]] std::size_t cell(ProductId p, JurisdictionId use, JurisdictionId parent) const {
    return (p.row() * jurisdictions_ + use.row()) * jurisdictions_ + parent.row();
  }

  /// Whether two decisions have the same review and, through their rules, the same licence terms.
  [[nodiscard]] bool same_terms(const Decision& own, const RuleTable& other, const Decision& theirs) const;

  std::size_t jurisdictions_;
  std::vector<Decision> decisions_;
  std::vector<std::int16_t> restricted_from_;
  Column<ProductId, char> controlled_;
  Column<RuleId, Levy> levies_;
  std::vector<VolumeCap> volume_caps_;
  std::vector<CountryCap> country_caps_;
  std::vector<Exemption> exemptions_;
  Levers levers_;
};

}  // namespace entrepot::policy
