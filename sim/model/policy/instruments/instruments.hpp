#pragma once
// The instruments there are: each is made by the function that its file defines, and listed in instruments.cpp.

#include <string>
#include <vector>

#include "entrepot/model/policy/instrument.hpp"

namespace entrepot::policy {

/// Call visit(jurisdiction) for every place that the codes and country groups name, by row.
template <class Visit>
void for_each_place(const RuleContext& context, const std::vector<std::string>& codes_or_groups, Visit&& visit) {
  const auto places = context.jurisdictions.matching(codes_or_groups);
  for (const JurisdictionId j : Rows<JurisdictionId>(context.jurisdictions.size())) {
    if (places[j.row()]) visit(j);
  }
}

Instrument allocation_duty();
Instrument country_cap();
Instrument customs_cooperation();
Instrument end_use_checks();
Instrument entity_list();
Instrument entity_list_speed();
Instrument hub_end_use_checks();
Instrument hub_permit();
Instrument hub_probe();
Instrument import_ban();
Instrument investigators();
Instrument kyc_duty();
Instrument licence_levy();
Instrument licence_requirement();
Instrument location_verification();
Instrument low_volume_exemption();
Instrument penalties();
Instrument remote_access();
Instrument volume_cap();
Instrument whistleblower_reward();

}  // namespace entrepot::policy
