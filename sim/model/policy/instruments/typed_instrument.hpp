#pragma once
// Makes an instrument of a struct that holds the parameters of a rule, declares their rows, and says what a rule with
// them contributes.

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
  std::string also;        ///< other words, after commas, by which people look for it
  std::string reach = {};  ///< what it binds that no key of it can narrow to a licence; empty if that is no question
};

template <scenario::DeclaresInstrument Parameters>
Instrument instrument(InstrumentText text) {
  auto schema = std::make_shared<const scenario::InstrumentSchema>(
      scenario::schema_of_instrument<Parameters>(text.name, std::move(text.meaning), std::move(text.also)));
  return {std::move(text.name), std::move(text.reach), std::move(schema)};
}

/// Call visit(jurisdiction) for every place that the codes and country groups name, by row.
template <class Visit>
void for_each_place(const RuleContext& context, const std::vector<std::string>& codes_or_groups, Visit&& visit) {
  const auto places = context.jurisdictions.matching(codes_or_groups);
  for (const JurisdictionId j : Rows<JurisdictionId>(context.jurisdictions.size())) {
    if (places[j.row()]) visit(j);
  }
}

}  // namespace entrepot::policy
