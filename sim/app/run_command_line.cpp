#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "entrepot/app/command_line.hpp"
#include "entrepot/core/error.hpp"
#include "program.hpp"

namespace entrepot::app {

int run_command_line(int argc, char** argv) {
  Program program;
  try {
    program.app().parse(argc, argv);
    return static_cast<int>(ExitCode::ok);
  } catch (const CLI::ParseError& error) {
    const int code = program.app().exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::bad_input);
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "entrepot: not enough memory\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "entrepot: {}\n", error.what());
  }
  return static_cast<int>(ExitCode::failure);
}

}  // namespace entrepot::app
