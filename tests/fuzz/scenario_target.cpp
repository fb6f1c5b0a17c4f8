// A scenario of one file, as `validate` reads it.

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/scenario/load.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  static const auto instruments = policy::instrument_schemas();
  return fuzz::unless_refused(
      [&] { scenario::load_scenario_text(std::string(fuzz::text_of(data, size)), "fuzz.yaml", {}, instruments); });
}
