#include "entrepot/app/command_line.hpp"

int main(int argc, char** argv) { return entrepot::app::run_command_line(argc, argv); }
