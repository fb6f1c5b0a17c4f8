// What a checkpoint holds, taken up by a replicate of a small world. Its seal would refuse almost any input, and so is
// left out here.

#include "../support/small_scenario.hpp"
#include "entrepot/model/replicate_fields.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  static const auto scenario = testing::small_scenario();
  static const model::Setting setting(scenario);
  return fuzz::unless_refused([&] {
    model::Replicate run(setting, 0);
    unpack_all(std::as_bytes(std::span(data, size)), run);
  });
}
