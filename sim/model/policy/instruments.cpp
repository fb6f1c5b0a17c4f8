// The list of instruments, by name. A new instrument is declared and listed here. The list is explicit because the
// linker drops a self-registering file of a static library.

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/scenario/schema.hpp"

namespace entrepot::policy {

Instrument affiliates_rule();
Instrument allocation_duty();
Instrument appropriation();
Instrument check_quality();
Instrument country_cap();
Instrument customs_cooperation();
Instrument declaration_duty();
Instrument end_use_checks();
Instrument entity_list();
Instrument entity_list_speed();
Instrument foundry_rule();
Instrument hub_end_use_checks();
Instrument hub_permit();
Instrument hub_probe();
Instrument import_ban();
Instrument import_limit();
Instrument investigators();
Instrument kyc_duty();
Instrument licence_conditions();
Instrument licence_levy();
Instrument licence_requirement();
Instrument location_verification();
Instrument low_volume_exemption();
Instrument memory_rule();
Instrument penalties();
Instrument remote_access();
Instrument report_duty();
Instrument resale_registry();
Instrument service_ban();
Instrument strike_force();
Instrument tariff();
Instrument tool_rule();
Instrument usage_licence();
Instrument validated_end_users();
Instrument volume_cap();
Instrument whistleblower_reward();

const std::vector<Instrument>& instruments() {
  static const std::vector<Instrument> all{
      affiliates_rule(),
      allocation_duty(),
      appropriation(),
      check_quality(),
      country_cap(),
      customs_cooperation(),
      declaration_duty(),
      end_use_checks(),
      entity_list(),
      entity_list_speed(),
      foundry_rule(),
      hub_end_use_checks(),
      hub_permit(),
      hub_probe(),
      import_ban(),
      import_limit(),
      investigators(),
      kyc_duty(),
      licence_conditions(),
      licence_levy(),
      licence_requirement(),
      location_verification(),
      low_volume_exemption(),
      memory_rule(),
      penalties(),
      remote_access(),
      report_duty(),
      resale_registry(),
      service_ban(),
      strike_force(),
      tariff(),
      tool_rule(),
      usage_licence(),
      validated_end_users(),
      volume_cap(),
      whistleblower_reward(),
  };
  return all;
}

std::vector<scenario::InstrumentSchema> instrument_schemas() {
  std::vector<scenario::InstrumentSchema> schemas;
  for (const auto& instrument : instruments()) schemas.push_back(*instrument.schema);
  return schemas;
}

}  // namespace entrepot::policy
