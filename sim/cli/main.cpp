#include "entrepot/cli/command_line.hpp"

int main(int argc, char** argv) { return entrepot::cli::run_command_line(argc, argv); }
