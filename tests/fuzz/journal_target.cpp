// The journal of a sweep of two measures.

#include "entrepot/sweep/journal.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  const fuzz::MemoryFile file(fuzz::text_of(data, size));
  return fuzz::unless_refused([&] {
    const sweep::JournalReader journal(file.path(), "0123456789abcdef0123456789abcdef", 2);
    for (std::size_t slot = 0; slot < journal.slots(); ++slot) {
      if (!journal.whole(slot)) continue;
      (void)journal.run(slot);
      (void)journal.message(slot);
      if (journal.status(slot) == sweep::RunStatus::finished) (void)journal.value(slot, 1);
    }
  });
}
