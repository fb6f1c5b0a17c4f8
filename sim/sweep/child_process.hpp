#pragma once
// Execution of another program.

#include <string>
#include <vector>

namespace entrepot::sweep {

/// Exit status and output of a program.
struct Child {
  bool started = false;
  int code = 0;  ///< exit code; 128 + the signal that ended it
  std::string output;
  std::string error;  ///< standard error, or the reason why it was not started
};

/// Runs a program from PATH without a shell and with empty standard input, and waits for its end. `words` are its name
/// and arguments.
Child run_child(const std::vector<std::string>& words);

}  // namespace entrepot::sweep
