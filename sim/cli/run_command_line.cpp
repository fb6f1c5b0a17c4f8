#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <sstream>
#include <string_view>
#include <system_error>

#include "argument_problem.hpp"
#include "completion.hpp"
#include "entrepot/cli/command_line.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/core/printable.hpp"
#include "log.hpp"
#include "program.hpp"
#include "renamed_options.hpp"

namespace entrepot::cli {
namespace {

/// If the parent process closed a standard stream, the next file to be opened would take its number, and printed text
/// would end up in a result file. Opens a placeholder instead: writing to standard output then fails, and messages are
/// lost.
void reserve_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    [[maybe_unused]] const int lowest = ::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR);
  }
}

/// Exceeding the limit on file sizes is then an error like a full disk, not a signal that ends the program.
void ignore_size_signal() { std::signal(SIGXFSZ, SIG_IGN); }

ExitCode report_error(const std::string& what, ExitCode code = ExitCode::failure) {
  print_error(what);
  return code;
}

/// Reports once that standard output cannot be written.
ExitCode report_lost_output(const std::string& why) {
  std::clearerr(stdout);
  return report_error(fmt::format("standard output: cannot be written: {}", why));
}

/// Throws if an argument is empty, as from an unset shell variable: ignoring it would read, write or choose something
/// that was not asked for.
void check_arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool empty_option = word.starts_with("--") && word.find('=') + 1 == word.size();
    if (!word.empty() && !empty_option) continue;
    const std::string place =
        empty_option ? std::string(word) : fmt::format("argument {}, after '{}',", i, argv[i - 1]);
    throw Error(fmt::format("{} is empty; expected a value (is a shell variable unset?)", place), ExitCode::bad_input);
  }
}

/// Prints help on standard output, or the error in the arguments on standard error.
ExitCode report_parse_error(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() != 0) return report_error(argument_problem(app, error), ExitCode::bad_input);
  std::ostringstream help;
  app.exit(error, help, help);
  print("{}", help.str());
  return ExitCode::ok;
}

/// Parses the arguments, under their new names where options were renamed, and runs the command.
void run_arguments(Program& program, int argc, char** argv) {
  check_arguments(argc, argv);
  auto [arguments, warnings] = with_new_names({argv + 1, argv + argc});
  for (const auto& warning : warnings) print_warning(warning);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  program.app().parse(std::move(arguments));
}

/// Reports every exception except bad_alloc.
ExitCode run_command(int argc, char** argv) {
  Program program;
  try {
    if (argc > 1 && argv[1] == complete_command) {
      for (const auto& line : completions(program.app(), {argv + 2, argv + argc})) print("{}\n", line);
      return ExitCode::ok;
    }
    run_arguments(program, argc, argv);
    return ExitCode::ok;
  } catch (const CLI::ParseError& error) {
    return report_parse_error(program.app(), error);
  } catch (const ReportedFailure& failure) {
    return failure.code;
  } catch (const Error& error) {
    return report_error(error.what(), error.code());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::system_error& error) {
    if (std::ferror(stdout) != 0) return report_lost_output(error.code().message());
    return report_error(error.what());
  } catch (const std::exception& error) {
    return report_error(error.what());
  }
}

/// Flushes standard output; text that cannot be written is an error.
ExitCode with_output_written(ExitCode code) {
  if (std::fflush(stdout) == 0) return code;
  const auto lost = report_lost_output(std::strerror(errno));
  return code == ExitCode::ok ? lost : code;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  reserve_standard_streams();
  ignore_size_signal();
  try {
    return static_cast<int>(with_output_written(run_command(argc, argv)));
  } catch (const std::bad_alloc&) {
    std::fputs("entrepot: error: not enough memory\n", stderr);  // allocates nothing
    return static_cast<int>(ExitCode::failure);
  }
}

}  // namespace entrepot::cli
