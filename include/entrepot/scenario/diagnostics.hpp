#pragma once
// Everything that is wrong with a scenario, shown together and in the order of the file.

#include <string>
#include <vector>

#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

class Diagnostics {
 public:
  /// Keeps an error. Throws ScenarioError with all so far when there are so many that reading on helps nobody (1,000).
  void error(const Mark& mark, const std::string& path, const std::string& message) { error(mark, path, message, {}); }
  /// The same, followed by what could be written instead, a line each.
  void error(const Mark& mark, const std::string& path, const std::string& message, std::vector<std::string> choices);
  /// An error after which a part of the scenario is not there, so that what refers to it must not be judged.
  void incomplete(const Mark& mark, const std::string& path, const std::string& message);
  void warning(const Mark& mark, const std::string& path, const std::string& message) {
    warnings_.push_back({mark, path, message, {}});
  }
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

/// The name nearest to `wanted`, as `; did you mean 'x'?`, or nothing if none is near. Case counts less than letters.
std::string did_you_mean(const std::string& wanted, const std::vector<std::string>& names);

}  // namespace entrepot::scenario
