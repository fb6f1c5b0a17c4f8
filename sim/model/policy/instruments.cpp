// The registration of instruments: a new one is one line here, one in instruments.hpp, and its file.

#include "instruments/instruments.hpp"

namespace entrepot::policy {

const std::vector<Instrument>& instruments() {
  static const std::vector<Instrument> all{allocation_duty(),      country_cap(),         customs_cooperation(),
                                           end_use_checks(),       entity_list(),         entity_list_speed(),
                                           hub_end_use_checks(),   hub_permit(),          hub_probe(),
                                           import_ban(),           investigators(),       kyc_duty(),
                                           licence_levy(),         licence_requirement(), location_verification(),
                                           low_volume_exemption(), penalties(),           remote_access(),
                                           volume_cap(),           whistleblower_reward()};
  return all;
}

std::vector<scenario::InstrumentSchema> instrument_schemas() {
  std::vector<scenario::InstrumentSchema> schemas;
  for (const auto& instrument : instruments()) {
    schemas.push_back({instrument.name, instrument.meaning, instrument.table, instrument.also});
  }
  return schemas;
}

}  // namespace entrepot::policy
