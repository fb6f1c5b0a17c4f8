#pragma once
// Makes an instrument from a struct with the parameters of a rule, their rows, and the rule's contribution.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::policy {

struct InstrumentText {
  std::string name;
  std::string meaning;
  std::string also;        ///< search terms, separated by commas
  std::string reach = {};  ///< orders that it affects and that no key can limit to one licence; empty if not applicable
};

template <scenario::DeclaresInstrument Parameters>
Instrument instrument(InstrumentText text) {
  auto schema = std::make_shared<const scenario::InstrumentSchema>(scenario::schema_of_instrument<Parameters>(
      text.name, std::move(text.meaning), std::move(text.also), std::move(text.reach)));
  return {std::move(text.name), std::move(schema)};
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

}  // namespace entrepot::policy
