// The result file of a sweep.

#include "entrepot/sweep/result.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  const fuzz::MemoryFile file(fuzz::text_of(data, size));
  return fuzz::unless_refused([&] {
    const sweep::SweepResult result(file.path());
    (void)result.failures();
    for (std::size_t measure = 0; measure < result.measures().size(); ++measure)
      (void)result.values(measure, 0, result.points());
  });
}
