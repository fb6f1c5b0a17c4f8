// trace: causes of leakage and chains of custody.

#include "commands.hpp"
#include "log.hpp"
#include "page.hpp"

namespace entrepot::cli {

void trace(const TraceOptions& options) {
  const results::ResultFile file(options.file);
  if (options.json) {
    print("{}\n", custody_json(file, options.file, options.query).dump(2));
  } else {
    print_page(custody_text(file, options.file, options.query));
  }
}

}  // namespace entrepot::cli
