// A result file, as `show`, `trace` and `verify` read it: a whole one, with edits.

#include "edited_file.hpp"
#include "entrepot/results/reader.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  const fuzz::MemoryFile file(fuzz::edited(ENTREPOT_WHOLE "/result/run.h5", data, size));
  return fuzz::unless_refused([&] {
    const results::ResultFile result(file.path());
    (void)result.scenario();
    (void)result.inputs();
    (void)result.facts();
    for (const auto& name : result.hashed_outputs()) (void)result.output(name);
    for (const auto replicate : result.replicates()) (void)result.computed_hash(replicate);
    (void)result.seal_holds();
    if (result.custody_replicates() == 0) return;
    (void)result.custody_lots();
    (void)result.custody_hops(0, result.custody_hop_rows());
  });
}
