// More or fewer resources of the authority: end-use checks, investigators, the speed of listings, tips.

#include "enforcement_remarks.hpp"

namespace entrepot::policy {
namespace {

/// The only parameter of each of these instruments: a factor on one lever.
template <class Rows, class Parameters>
void factor_row(Rows& row, double Parameters::*factor, const char* meaning) {
  row("factor", factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = meaning});
}

struct EndUseChecks {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &EndUseChecks::factor, "Factor on the number of checks per year.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.end_use_checks *= factor;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (factor == 1) return "a factor of 1 leaves the number of checks as it is";
    return no_checks(reach);
  }
};

struct Appropriation {
  double yearly;
  double enforcement_share;

  template <class Rows>
  static void rows(Rows& row) {
    row("yearly", &Appropriation::yearly,
        {.unit = "USD/year",
         .min = 0,
         .meaning = "Added budget of the authority. enforcement.agents_share of it pays investigators at "
                    "enforcement.post_cost; posts are filled after enforcement.hiring_weeks."});
    row("enforcement_share", &Appropriation::enforcement_share,
        {.unit = "ratio",
         .min = 0,
         .max = 1,
         .fallback = "1",
         .meaning = "Share of it that is spent on export enforcement; the rest has no effect in the model."});
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.appropriation += yearly * enforcement_share;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (yearly <= 0 || enforcement_share <= 0) return "it adds no dollars to export enforcement";
    if (reach.scenario().enforcement.agents_share <= 0)
      return "no part of the budget pays investigators (enforcement.agents_share is 0)";
    return no_investigators(reach);
  }
};

struct Investigators {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &Investigators::factor, "Factor on the number of investigators.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.investigators *= factor;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (factor == 1) return "a factor of 1 leaves the number of investigators as it is";
    return no_investigators(reach);
  }
};

struct EntityListSpeed {
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    factor_row(row, &EntityListSpeed::factor, "Factor on the time from a proved case to the Entity List.");
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.listing_lag *= factor;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (factor == 1) return "a factor of 1 leaves the time to a listing as it is";
    if (reach.scenario().enforcement.listing_lag_weeks <= 0)
      return "a listing takes no time already (enforcement.listing_lag_weeks is 0)";
    return no_investigators(reach);
  }
};

struct WhistleblowerReward {
  double factor;
  double share_of_fines;
  double least_fine;

  template <class Rows>
  static void rows(Rows& row) {
    using W = WhistleblowerReward;
    // clang-format off
    row("factor", &W::factor, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "1", .meaning = "Factor on the share of diverted lots about which the authority receives a tip."});
    row("share_of_fines", &W::share_of_fines, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the fine that the source of a tip gets. The larger the fine for all that the owner has diverted, the likelier a tip (enforcement.reward_response)."});
    row("least_fine", &W::least_fine, {.unit = "USD", .min = 0, .fallback = "0", .meaning = "Least fine of which a share is paid."});
    // clang-format on
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.tips *= factor;
    at_least(contributions.levers.reward_share, share_of_fines);
    at_least(contributions.levers.reward_from, least_fine);
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (!reach.is_alone()) return {};
    if (factor == 1 && share_of_fines <= 0) return "it rewards nobody: 'factor' is 1 and 'share_of_fines' is 0";
    const auto& means = reach.scenario().enforcement;
    if (means.tip_rate <= 0) return "nobody gives tips (enforcement.tip_rate is 0)";
    if (factor != 1) return no_intermediaries(reach);
    if (means.reward_response <= 0) return "tips do not answer rewards (enforcement.reward_response is 0)";
    const bool unfined =
        reach.all_of(reach.seats_of_intermediaries(), [](const auto& place) { return place.legal.fine_multiple <= 0; });
    if (!unfined) return {};
    return "no intermediary is fined where it is registered, so there is no fine to share";
  }
};

}  // namespace

Instrument appropriation() {
  return instrument<Appropriation>({.name = "appropriation",
                                    .meaning = "Adds to the budget of the exporting authority, in dollars a year.",
                                    .also = "budget, staff, investigators, agents, dollars"});
}

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
