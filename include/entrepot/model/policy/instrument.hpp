#pragma once
// Instruments: a table of parameters, and the contribution of a rule of that kind while it is in force. Contributions
// combine in any order: the strictest requirement decides, factors multiply, levies add up.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "entrepot/model/policy/levers.hpp"
#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"

namespace entrepot::scenario {
struct InstrumentSchema;
}

namespace entrepot::policy {

/// A licence requirement; it applies if the product, and the place of use or the parent, are in its sets.
struct Requirement {
  RuleId rule;
  std::vector<char> products;  ///< by product row
  world::JurisdictionSet uses;
  world::JurisdictionSet parents;
  Review review = Review::none;
  std::vector<RuleId> relaxes;  ///< rules whose review policy it replaces where both apply
};

/// Combined contributions of the rules in force, before compilation to a RuleTable.
struct Contributions {
  std::vector<Requirement> requirements;
  Column<RuleId, Levy> levies;
  std::vector<VolumeCap> volume_caps;
  std::vector<CountryCap> country_caps;
  std::vector<Exemption> exemptions;
  Levers levers;
};

/// Data available to an instrument.
struct RuleContext {
  RuleId self;
  Date day;  ///< day for which it contributes
  const world::Jurisdictions& jurisdictions;
  const world::Catalogue& catalogue;
  std::function<RuleId(const std::string&)> rule;  ///< throws Error for an unknown rule
  /// The places with these codes or, on the day, in these country groups.
  [[nodiscard]] world::JurisdictionSet places(const std::vector<std::string>& codes_or_groups) const {
    return jurisdictions.matching(codes_or_groups, day);
  }
};

class RuleReach;     // the world in which a rule is in force (include/entrepot/model/policy/rule_reach.hpp)
struct ReachReport;  // what an instrument says about the reach of one of its rules (same file)

/// One kind of rule. Each is defined in a file of sim/model/policy/instruments/ by a struct of its parameters, and
/// listed in sim/model/policy/instruments.cpp.
struct Instrument {
  std::string name;
  std::shared_ptr<const scenario::InstrumentSchema> schema;
  /// Says, for lint, whom and what a rule of this kind reaches.
  ReachReport (*report_reach)(const scenario::RuleParameters&, const RuleReach&) = nullptr;
};

/// All instruments, by name.
const std::vector<Instrument>& instruments();

/// The instruments in the form needed by the scenario reader.
std::vector<scenario::InstrumentSchema> instrument_schemas();

}  // namespace entrepot::policy
