// A calibration file.

#include "entrepot/calibration/spec.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  return fuzz::unless_refused([&] {
    calibration::read_calibration_text(std::string(fuzz::text_of(data, size)), "/nonexistent/calibration.yaml");
  });
}
