#pragma once
// The alternative forms of a submodel as named functions in a table. scenario/parameters/model_form.hpp declares which
// forms there are.

#include <array>
#include <cstddef>

#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// One function for each form, in the order in which `declared` names them.
template <const auto& declared, class Function, class... More>
constexpr auto form_table(Function* first, More*... more) {
  static_assert(declared.size() == 1 + sizeof...(More), "one function for each form that is declared");
  return std::array<Function*, declared.size()>{first, more...};
}

/// The function of a form.
template <class Function, std::size_t n, class Form>
constexpr Function of(const std::array<Function, n>& table, Form form) {
  return table[static_cast<std::size_t>(form)];
}

}  // namespace entrepot::submodels
