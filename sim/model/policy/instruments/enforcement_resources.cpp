// More, or fewer, of the authority's means: end-use checks, investigators, the speed of the entity list, tips.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

/// The only parameter of each of these: a factor on one lever.
template <class Rows, class Parameters>
void factor_row(Rows& row, double Parameters::*factor, const char* meaning) {
  row("factor", factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = meaning});
}

struct EndUseChecks {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &EndUseChecks::factor, "Multiplies the checks a year.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.end_use_checks *= factor;
  }
};

struct Investigators {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &Investigators::factor, "Multiplies the investigators.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.investigators *= factor;
  }
};

struct EntityListSpeed {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &EntityListSpeed::factor, "Multiplies the weeks that a listing takes.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.listing_lag *= factor;
  }
};

struct WhistleblowerReward {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &WhistleblowerReward::factor,
               "Multiplies the share of diverted lots that somebody tips the authority off about.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const { contributions.levers.tips *= factor; }
};

}  // namespace

Instrument end_use_checks() {
  return instrument<EndUseChecks>({.name = "end_use_checks",
                                   .meaning = "Scales the number of end-use checks.",
                                   .also = "inspections, appropriation, budget"});
}

Instrument investigators() {
  return instrument<Investigators>({.name = "investigators",
                                    .meaning = "Scales the number of investigators.",
                                    .also = "agents, staff, appropriation, budget"});
}

Instrument entity_list_speed() {
  return instrument<EntityListSpeed>({.name = "entity_list_speed",
                                      .meaning = "Scales the time from a proved case to the Entity List.",
                                      .also = "listing delay"});
}

Instrument whistleblower_reward() {
  return instrument<WhistleblowerReward>({.name = "whistleblower_reward",
                                          .meaning = "Raises the number of tips about diversion.",
                                          .also = "informant, bounty, Stop Stealing Our Chips Act"});
}

}  // namespace entrepot::policy
