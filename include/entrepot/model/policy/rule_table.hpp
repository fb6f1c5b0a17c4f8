#pragma once
// The rules in force in a week, compiled to tables: what a transaction meets is a look-up, never a search.

#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/model/policy/levers.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::policy {

/// How a licence application is reviewed, from the mildest to the strictest. `none`: no licence is needed.
enum class Review : std::uint8_t { none, approve, case_by_case, presumption_of_denial, deny };

/// What the rules say of a sale, and the rule that says it.
struct Decision {
  Review review = Review::none;
  RuleId rule;
  [[nodiscard]] bool licence_required() const { return review != Review::none; }
};

/// Money due on a licensed sale, as shares of its price.
struct Levy {
  double duty = 0;           ///< paid by the buyer on top
  double revenue_share = 0;  ///< paid by the vendor out of its revenue
  friend bool operator==(const Levy&, const Levy&) = default;
};

struct VolumeCap {
  ENTREPOT_TABLE(VolumeCap, "A cap on licensed units, relative to the same products' units sold at the vendor's home.");
  ENTREPOT_FIELD(licence_rule, "rule", "Under which the units are licensed.", RuleId);
  ENTREPOT_FIELD(share_of_home_sales, "ratio", "The cap.", double);
  friend bool operator==(const VolumeCap&, const VolumeCap&) = default;
};

struct CountryCap {
  ENTREPOT_TABLE(CountryCap, "A cap on compute licensed to any one place.");
  ENTREPOT_FIELD(licence_rule, "rule", "Under which the compute is licensed.", RuleId);
  ENTREPOT_FIELD(h100e, "H100e", "The cap.", double);
  friend bool operator==(const CountryCap&, const CountryCap&) = default;
};

struct Exemption {
  ENTREPOT_TABLE(Exemption, "Compute that an end user may buy without a licence.");
  ENTREPOT_FIELD(licence_rule, "rule", "That would ask for the licence.", RuleId);
  ENTREPOT_FIELD(h100e_per_year, "H100e/year", "The exempt amount.", double);
  friend bool operator==(const Exemption&, const Exemption&) = default;
};

/// The compiled rules of a span of weeks without change. Shape of the tables: product x place of use x parent.
class RuleTable {
 public:
  RuleTable(std::size_t products, std::size_t vendors, std::size_t jurisdictions, std::size_t rules);

  /// The decision on a sale to an end user in `use` whose ultimate parent is in `parent`.
  [[nodiscard]] Decision decision(ProductId p, JurisdictionId use, JurisdictionId parent) const {
    return decisions_[cell(p, use, parent)];
  }
  /// First week from which an announced rule will need a licence where none is needed now; a far week if none will.
  [[nodiscard]] Week restricted_from(ProductId p, JurisdictionId use, JurisdictionId parent) const {
    return restricted_from_[cell(p, use, parent)];
  }
  /// Whether a sale of the product to somebody, somewhere, needs a licence.
  [[nodiscard]] bool controlled(ProductId p) const { return controlled_[p] != 0; }
  [[nodiscard]] Levy levy(RuleId rule) const { return rule.exists() ? levies_[rule] : Levy{}; }
  [[nodiscard]] std::span<const VolumeCap> volume_caps() const { return volume_caps_; }
  [[nodiscard]] std::span<const CountryCap> country_caps() const { return country_caps_; }
  [[nodiscard]] std::span<const Exemption> exemptions() const { return exemptions_; }
  [[nodiscard]] const Levers& levers() const { return levers_; }
  /// Whether transactions meet the same under both: the same reviews now and announced, levies, caps, exemptions and
  /// levers, whichever rule they are due to.
  [[nodiscard]] bool same_effect(const RuleTable& other) const;
  /// Multiplies the inspection of consignments that leave a jurisdiction.
  [[nodiscard]] double inspection_factor(JurisdictionId j) const { return levers_.inspection[j]; }

  static constexpr std::int16_t never = INT16_MAX;

 private:
  friend class RuleBook;
  [[nodiscard]] std::size_t cell(ProductId p, JurisdictionId use, JurisdictionId parent) const {
    return (p.row() * jurisdictions_ + use.row()) * jurisdictions_ + parent.row();
  }

  /// Whether a decision leads to the same review and, by its rule, to the same terms of a licence.
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
