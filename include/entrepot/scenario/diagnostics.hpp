#pragma once
// Collected errors and warnings of a scenario, shown together in file order.

#include <cstddef>
#include <string>
#include <vector>

#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

class Diagnostics {
 public:
  /// Adds an error. Throws ScenarioError with all errors once there are 1,000.
  void error(const Mark& mark, const std::string& path, const std::string& message) { error(mark, path, message, {}); }
  /// The same, followed by possible values, one per line.
  void error(const Mark& mark, const std::string& path, const std::string& message, std::vector<std::string> choices);
  /// An error after which a part of the scenario is missing, so that references to it must not be checked.
  void incomplete(const Mark& mark, const std::string& path, const std::string& message);
  void warning(const Mark& mark, const std::string& path, const std::string& message) {
    warnings_.push_back({mark, path, message, {}});
  }
  [[nodiscard]] std::size_t errors() const { return errors_.size(); }
  [[nodiscard]] bool is_incomplete() const { return incomplete_; }
  /// Throws ScenarioError if there was any error.
  void throw_if_failed() const;
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  struct Finding {
    Mark mark;
    std::string path;
    std::string message;
    std::vector<std::string> choices = {};
  };
  std::vector<Finding> errors_;
  std::vector<Finding> warnings_;
  bool incomplete_ = false;
};

/// The nearest name to `wanted`, as `; did you mean 'x'?`; empty if none is near. Differences in case count less than
/// in letters.
std::string did_you_mean(const std::string& wanted, const std::vector<std::string>& names);

}  // namespace entrepot::scenario
