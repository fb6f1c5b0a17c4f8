#pragma once
// What an instrument is: a table of parameters, and what a dated rule of that kind contributes while it is in force.
// Contributions combine without order: requirements by the strictest, factors by multiplication, levies by sum.

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

/// A licence requirement as sets; it holds where product, and place of use or parent, are in the sets.
struct Requirement {
  RuleId rule;
  std::vector<char> products;  ///< by product row
  world::JurisdictionSet uses;
  world::JurisdictionSet parents;
  Review review = Review::none;
  std::vector<RuleId> relaxes;  ///< if any: takes the place of these rules' review where both hold
};

/// What the rules in force add up to, before it is compiled to a RuleTable.
struct Contributions {
  std::vector<Requirement> requirements;
  Column<RuleId, Levy> levies;
  std::vector<VolumeCap> volume_caps;
  std::vector<CountryCap> country_caps;
  std::vector<Exemption> exemptions;
  Levers levers;
};

/// What an instrument may look at.
struct RuleContext {
  RuleId self;
  const world::Jurisdictions& jurisdictions;
  const world::Catalogue& catalogue;
  std::function<RuleId(const std::string&)> rule;  ///< throws Error for a name that is no rule
};

/// One kind of rule. Each stands in a file of sim/model/policy/instruments/, as a struct of its parameters, and is
/// listed in sim/model/policy/instruments.cpp.
struct Instrument {
  std::string name;
  std::string reach;  ///< what it binds that no key of it can narrow to a licence; empty if that is no question
  std::shared_ptr<const scenario::InstrumentSchema> schema;
};

/// All instruments, by name.
const std::vector<Instrument>& instruments();

/// The same, as the scenario reader needs them.
std::vector<scenario::InstrumentSchema> instrument_schemas();

}  // namespace entrepot::policy
