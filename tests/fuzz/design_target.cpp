// The CSV file of a design.

#include "entrepot/sweep/spec.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entrepot;
  const fuzz::MemoryFile rows(fuzz::text_of(data, size));
  const std::string text =
      "title: Rows of a file\nscenario: none.yaml\ndesign: {kind: file, file: " + rows.path() + "}\n";
  return fuzz::unless_refused([&] { sweep::read_spec_text(text, "/nonexistent/sweep.yaml", {"/"}); });
}
