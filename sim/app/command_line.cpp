#include "entrepot/app/command_line.hpp"

#include <fmt/format.h>

namespace entrepot::app {

int run_command_line(int /*argc*/, char** /*argv*/) {
  fmt::print("entrepot\n");
  return 0;
}

}  // namespace entrepot::app
