// The result file of a sweep: a whole one, with edits.

#include "edited_file.hpp"
#include "entrepot/sweep/result.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  const fuzz::MemoryFile file(fuzz::edited(ENTREPOT_WHOLE "/sweep_result/sweep.h5", data, size).bytes);
  return fuzz::unless_refused([&] {
    const sweep::SweepResult result(file.path());
    (void)result.failures();
    for (std::size_t measure = 0; measure < result.measures().size(); ++measure)
      (void)result.values(measure, 0, result.points());
  });
}
