#include "entrepot/model/submodels/choice.hpp"

#include "form_table.hpp"

namespace entrepot::submodels {
namespace {

double gumbel_taste(Draws& draws) { return draws.gumbel(); }

double no_taste(Draws&) { return 0; }

constexpr auto forms = form_table<scenario::choice_forms>(gumbel_taste, no_taste);

}  // namespace

double taste(scenario::ChoiceForm form, Draws draws) { return of(forms, form)(draws); }

}  // namespace entrepot::submodels
