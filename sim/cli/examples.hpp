#pragma once
// Questions of analysts, each with the commands that answer it.

#include <string>
#include <vector>

namespace entrepot::cli {

struct ExampleStep {
  std::string why;
  std::string command;
};

struct Example {
  std::string name;
  std::string question;
  std::string words;  ///< further words by which it is found
  std::vector<ExampleStep> steps;
  std::string answer;  ///< its form
};

const std::vector<Example>& examples();

/// The list of examples, or the one that matches the words best. Throws Error with the list if none matches.
std::string example_text(const std::vector<std::string>& words);

}  // namespace entrepot::cli
