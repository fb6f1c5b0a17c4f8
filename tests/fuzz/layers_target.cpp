// A scenario over another: what stands before the first line '%%' is the file that the rest extends.

#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/scenario/load.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  static const auto instruments = policy::instrument_schemas();
  const auto text = fuzz::text_of(data, size);
  const auto cut = text.find("\n%%\n");
  if (cut == std::string_view::npos) return 0;
  const fuzz::MemoryFile base(text.substr(0, cut));
  const fuzz::MemoryFile top("extends: " + base.path() + "\n" + std::string(text.substr(cut + 4)));
  return fuzz::unless_refused([&] { scenario::load_scenario(top.path(), {}, instruments, {"/"}); });
}
