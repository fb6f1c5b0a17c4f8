// More, or fewer, of the authority's means: end-use checks, investigators, the speed of the entity list.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Factor {
  double factor;
};

std::shared_ptr<const scenario::AnyTable> table(const char* meaning) {
  using scenario::field;
  return std::make_shared<scenario::Table<Factor>>(scenario::Table<Factor>{
      field("factor", &Factor::factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = meaning})});
}

/// An instrument that multiplies one lever.
Instrument multiplier(const char* name, const char* meaning, const char* also, const char* factor,
                      double Levers::*lever) {
  return {name, meaning, also, table(factor),
          [lever](const scenario::Rule& rule, const RuleContext&, Contributions& contributions) {
            contributions.levers.*lever *= std::any_cast<const Factor&>(rule.parameters).factor;
          }};
}

}  // namespace

Instrument end_use_checks() {
  return multiplier("end_use_checks", "Scales the number of end-use checks.", "inspections, appropriation, budget",
                    "Multiplies the checks a year.", &Levers::end_use_checks);
}

Instrument investigators() {
  return multiplier("investigators", "Scales the number of investigators.", "agents, staff, appropriation, budget",
                    "Multiplies the investigators.", &Levers::investigators);
}

Instrument entity_list_speed() {
  return multiplier("entity_list_speed", "Scales the time from a proved case to the Entity List.", "listing delay",
                    "Multiplies the weeks that a listing takes.", &Levers::listing_lag);
}

Instrument whistleblower_reward() {
  return multiplier("whistleblower_reward", "Raises the number of tips about diversion.",
                    "informant, bounty, Stop Stealing Our Chips Act",
                    "Multiplies the share of diverted lots that somebody tips the authority off about.", &Levers::tips);
}

}  // namespace entrepot::policy
