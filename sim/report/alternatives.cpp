#include "entrepot/report/alternatives.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "entrepot/scenario/load.hpp"

namespace entrepot::report {
namespace {

/// The parameters that choose a form, in the order of the tables.
std::vector<scenario::ParameterInfo> choices_of_form() {
  std::vector<scenario::ParameterInfo> choices;
  for (auto& parameter : scenario::all_parameters({})) {
    if (!parameter.description.forms.empty()) choices.push_back(std::move(parameter));
  }
  return choices;
}

}  // namespace

std::string alternatives_markdown() {
  std::string text = "| parameter | form | assumption |\n|---|---|---|\n";
  for (const auto& choice : choices_of_form()) {
    for (const auto& form : choice.description.forms) {
      const bool runs = form.name == *choice.description.fallback;
      text += fmt::format("| `{}` | `{}`{} | {} |\n", choice.path, form.name, runs ? " (default)" : "", form.meaning);
    }
  }
  return text;
}

std::string alternatives_json() {
  auto all = nlohmann::ordered_json::array();
  for (const auto& choice : choices_of_form()) {
    auto forms = nlohmann::ordered_json::array();
    for (const auto& form : choice.description.forms) forms.push_back({{"name", form.name}, {"meaning", form.meaning}});
    all.push_back({{"parameter", choice.path},
                   {"meaning", choice.description.meaning},
                   {"default", *choice.description.fallback},
                   {"forms", forms}});
  }
  return nlohmann::ordered_json{{"alternatives", all}}.dump(2) + "\n";
}

}  // namespace entrepot::report
