// A sweep file.

#include "entrepot/sweep/spec.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  return fuzz::unless_refused(
      [&] { sweep::read_spec_text(std::string(fuzz::text_of(data, size)), "/nonexistent/sweep.yaml"); });
}
