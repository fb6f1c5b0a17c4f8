#pragma once
// Errors reported to the user, each with an exit code.

#include <stdexcept>
#include <string>

namespace entrepot {

/// Exit codes of the program; documented in docs/reference/exit-codes.md.
enum class ExitCode : int { ok = 0, failure = 1, bad_input = 2, ledger_violation = 3, interrupted = 130 };

/// An error with a message for the user and the program's exit code.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, ExitCode code = ExitCode::failure)
      : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace entrepot
