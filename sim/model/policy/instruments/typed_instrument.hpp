#pragma once
// Makes an instrument from a struct with the parameters of a rule, their rows, the rule's contribution and, if it
// declares them, what lint should say about it:
//   Remark idle(const RuleReach&) const   why the rule changes nothing: nobody to act on, or values without effect
//   Remark dates(const RuleReach&) const  at which other dates than its own it acts
//   Remark wide(const RuleReach&) const   whom it reaches beyond what its text may say, and which key narrows it

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/policy/rule_reach.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::policy {

struct InstrumentText {
  std::string name;
  std::string meaning;
  std::string also;        ///< search terms, separated by commas
  std::string reach = {};  ///< orders that it affects and that no key can limit to one licence; empty if not applicable
};

/// What a rule with these parameters says about its reach; nothing where they declare no such function.
template <class Parameters>
ReachReport report_reach(const scenario::RuleParameters& parameters, const RuleReach& reach) {
  const auto& values = static_cast<const scenario::ParametersOf<Parameters>&>(parameters).values;
  ReachReport report;
  if constexpr (requires { values.idle(reach); }) report.idle = values.idle(reach);
  if constexpr (requires { values.dates(reach); }) report.dates = values.dates(reach);
  if constexpr (requires { values.wide(reach); }) report.wide = values.wide(reach);
  return report;
}

template <scenario::DeclaresInstrument Parameters>
Instrument instrument(InstrumentText text) {
  auto schema = std::make_shared<const scenario::InstrumentSchema>(scenario::schema_of_instrument<Parameters>(
      text.name, std::move(text.meaning), std::move(text.also), std::move(text.reach)));
  return {std::move(text.name), std::move(schema), &report_reach<Parameters>};
}

inline bool names(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// Calls visit(jurisdiction) for every place in the codes and country groups, in row order.
template <class Visit>
void for_each_place(const RuleContext& context, const std::vector<std::string>& codes_or_groups, Visit&& visit) {
  const auto places = context.places(codes_or_groups);
  for (const JurisdictionId j : Rows<JurisdictionId>(context.jurisdictions.size())) {
    if (places[j.row()]) visit(j);
  }
}

/// Why a rule on places acts on nobody, if none of them has what it acts on: "no intermediary is registered" in ...
inline Remark nobody_in(const RuleReach& reach, const std::vector<std::string>& codes_or_groups,
                        const RuleReach::Places& populated, const char* absent) {
  const auto places = reach.places(codes_or_groups);
  if ((places & populated).any()) return {};
  if (codes_or_groups.empty()) return "it names no place";
  if (places.none()) return fmt::format("no place is in {} {}", in_words(codes_or_groups), reach.period());
  return fmt::format("{} in {}", absent, reach.in_words(places));
}

}  // namespace entrepot::policy
