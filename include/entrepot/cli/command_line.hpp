#pragma once
// The program's command line.

namespace entrepot::cli {

/// Run the command that the arguments name; returns the exit code (docs/reference/exit-codes.md).
int run_command_line(int argc, char** argv);

}  // namespace entrepot::cli
