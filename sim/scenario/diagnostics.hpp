#pragma once
// Everything that is wrong with a scenario, shown together and in the order of the file.

#include <string>
#include <vector>

#include "value.hpp"

namespace entrepot::scenario {

class Diagnostics {
 public:
  void error(const Mark& mark, const std::string& path, const std::string& message) {
    errors_.push_back({mark, path, message});
  }
  void warning(const Mark& mark, const std::string& path, const std::string& message) {
    warnings_.push_back({mark, path, message});
  }
  /// Throws ScenarioError if there was any error.
  void throw_if_failed() const;
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  struct Finding {
    Mark mark;
    std::string path;
    std::string message;
  };
  std::vector<Finding> errors_;
  std::vector<Finding> warnings_;
};

/// The name nearest to `wanted`, as `; did you mean 'x'?`, or nothing if none is near.
std::string did_you_mean(const std::string& wanted, const std::vector<std::string>& names);

}  // namespace entrepot::scenario
