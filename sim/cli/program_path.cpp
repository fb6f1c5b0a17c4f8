#include "program_path.hpp"

#include <cerrno>  // program_invocation_name

namespace entrepot::cli {

namespace fs = std::filesystem;

fs::path program_path() {
  const fs::path running = fs::read_symlink("/proc/self/exe");
  const bool is_loader = running.filename().native().starts_with("ld-linux");
  return is_loader ? fs::path(program_invocation_name) : running;
}

}  // namespace entrepot::cli
