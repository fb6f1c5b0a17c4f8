#pragma once
// Tables of the alternative forms of a submodel, as named functions. scenario/parameters/model_form.hpp declares the
// forms.

#include <array>
#include <cstddef>

#include "entrepot/scenario/parameters/model_form.hpp"

namespace entrepot::submodels {

/// One function per form, in the order of `declared`.
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
