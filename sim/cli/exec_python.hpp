#pragma once
// Runs the Python package, which draws figures and writes pages and tables. The program computes all numbers first and
// passes them once, as JSON; Python never calls the program.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace entrepot::cli {

/// A request to the package (analysis/entrepot/_run.py): a verb, its options, and the computed data.
struct PythonRequest {
  std::string verb;
  nlohmann::ordered_json options = nlohmann::ordered_json::object();
  nlohmann::ordered_json data = nlohmann::ordered_json::object();
};

/// Replaces this process by Python with the request. Throws Error if Python cannot be started.
[[noreturn]] void exec_python(const PythonRequest& request);

/// A path or name as JSON: a string, or its bytes where they are not UTF-8.
nlohmann::ordered_json path_json(const std::string& path);
nlohmann::ordered_json path_json(const std::vector<std::string>& paths);

}  // namespace entrepot::cli
