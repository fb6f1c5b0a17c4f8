#pragma once
// Why rules on enforcement change nothing, as several instruments say it.

#include <string>
#include <vector>

#include "typed_instrument.hpp"

namespace entrepot::policy {

/// Nobody to check or to investigate.
inline Remark no_intermediaries(const RuleReach& reach) {
  if (reach.has_intermediaries()) return {};
  return "the scenario has no intermediary";
}

/// Nobody whose end use is checked.
inline Remark no_consignees(const RuleReach& reach) {
  if (reach.watched().any()) return {};
  return "no intermediary receives goods in a hub";
}

/// No end-use check on chips, apart from those dedicated to a hub.
inline Remark no_checks(const RuleReach& reach) {
  const auto& means = reach.scenario().enforcement;
  const bool checked =
      means.chip_share > 0 && reach.on_any_day([&](Date day) { return means.end_use_checks_per_year.at(day) > 0; });
  if (checked) return no_consignees(reach);
  return "no end-use check is about chips (enforcement.end_use_checks_per_year, enforcement.chip_share)";
}

/// No investigator on chips.
inline Remark no_investigators(const RuleReach& reach) {
  if (reach.scenario().enforcement.chip_share > 0) return no_intermediaries(reach);
  return "no investigator works on chips (enforcement.chip_share is 0)";
}

/// Customs and courts with nothing to do, or that cooperate as much already.
inline Remark no_cooperation(const RuleReach& reach, const std::vector<std::string>& places, double cooperation) {
  if (auto reason = nobody_in(reach, places, reach.departures() | reach.seats_of_intermediaries(),
                              "no goods leave and no intermediary is registered"))
    return reason;
  const auto already = [&](const auto& place) { return place.customs.cooperation >= cooperation; };
  if (!reach.all_of(reach.places(places), already)) return {};
  return fmt::format("the cooperation of {} is {} or more already (jurisdictions.*.customs.cooperation)",
                     reach.in_words(reach.places(places)), cooperation);
}

}  // namespace entrepot::policy
