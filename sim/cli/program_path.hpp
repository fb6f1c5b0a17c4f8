// Where the running program is: its directory leads to the Python package, and job scripts start it again.
#pragma once

#include <filesystem>

namespace entrepot::cli {

/// Path of the command a user would type. A relocatable installation starts the program through its own dynamic loader,
/// so that the running executable is the loader; its launcher then passes its own absolute path as argv[0].
std::filesystem::path program_path();

}  // namespace entrepot::cli
