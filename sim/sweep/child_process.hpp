#pragma once
// Running another program.

#include <string>
#include <vector>

namespace entrepot::sweep {

/// How a program ended, and what it wrote.
struct Child {
  bool started = false;
  int code = 0;  ///< exit code; 128 + the signal that ended it
  std::string output;
  std::string error;  ///< standard error; why it was not started, if it was not
};

/// Run a program that PATH finds, without a shell, with nothing on its standard input, to its end. `words` are its name
/// and its arguments.
Child run_child(const std::vector<std::string>& words);

}  // namespace entrepot::sweep
