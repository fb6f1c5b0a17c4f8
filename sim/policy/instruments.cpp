// The registration of instruments: a new one is one line here, one in instruments.hpp, and its file.

#include "instruments/instruments.hpp"

namespace entrepot::policy {

const std::vector<Instrument>& instruments() {
  static const std::vector<Instrument> all{hub_permit(), licence_levy(), licence_requirement(), volume_cap()};
  return all;
}

std::vector<scenario::InstrumentSchema> instrument_schemas() {
  std::vector<scenario::InstrumentSchema> schemas;
  for (const auto& instrument : instruments()) {
    schemas.push_back({instrument.name, instrument.meaning, instrument.table});
  }
  return schemas;
}

}  // namespace entrepot::policy
