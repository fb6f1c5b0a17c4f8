// A result file, as `show`, `trace` and `verify` read it: a whole one, with edits.

#include "edited_file.hpp"
#include "entrepot/results/reader.hpp"

namespace {

/// Reading a hundred outputs that no edit touched makes an input twice as slow; but an edit of a coordinate shows in
/// those that have it, so of those a few are read, others for each size of input.
bool is_read(const entrepot::fuzz::Edited& edited, const std::string& output, std::size_t index, std::size_t size) {
  constexpr std::size_t one_of = 16;
  return edited.touched.empty() || edited.touched.contains("outputs/" + output) || index % one_of == size % one_of;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  const fuzz::Edited edited = fuzz::edited(ENTREPOT_WHOLE "/result/run.h5", data, size);
  const fuzz::MemoryFile file(edited.bytes);
  return fuzz::unless_refused([&] {
    const results::ResultFile result(file.path());
    (void)result.scenario();
    (void)result.inputs();
    (void)result.facts();
    for (std::size_t index = 0; const auto& name : result.hashed_outputs()) {
      if (is_read(edited, name, index++, size)) (void)result.output(name);
    }
    for (const auto replicate : result.replicates()) (void)result.computed_hash(replicate);
    (void)result.matches_content_hash();
    if (result.custody_replicates() == 0) return;
    (void)result.custody_lots();
    (void)result.custody_hops(0, result.custody_hop_rows());
  });
}
