#include "entrepot/model/submodels/choice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "entrepot/core/elementary.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {
namespace {

/// The part of a nested Gumbel taste that the options of a nest share: `own` times a standard Gumbel and this add up to
/// a standard Gumbel (Cardell 1997). It is `own` times the logarithm of a positive stable variable of that index, drawn
/// by Kanter's method (1975).
double nest_taste(double own, Draws& draws) {
  const double angle = std::numbers::pi * draws.uniform();
  const double exponential = -core::log(draws.uniform());
  const double rest = 1.0 - own;
  return own * core::log(core::sin(own * angle)) - core::log(core::sin(angle)) +
         rest * (core::log(core::sin(rest * angle)) - core::log(exponential));
}

/// Share of a standard Gumbel taste that is an option's own, as a factor on its scale.
double own_scale(double nest_correlation) { return std::sqrt(std::max(0.0, 1.0 - nest_correlation)); }

double gumbel_of_nest(double nest_correlation, Draws& nest) {
  const double own = own_scale(nest_correlation);
  if (own >= 1) return 0;
  return own <= 0 ? nest.gumbel() : nest_taste(own, nest);
}

double own_gumbel(double nest_correlation, Draws& own) {
  const double scale = own_scale(nest_correlation);
  return scale <= 0 ? 0 : scale * own.gumbel();
}

double no_taste(double, Draws&) { return 0; }

constexpr auto nest_forms = form_table<scenario::choice_forms>(gumbel_of_nest, no_taste);
constexpr auto own_forms = form_table<scenario::choice_forms>(own_gumbel, no_taste);

}  // namespace

double taste_of_nest(scenario::ChoiceForm form, double nest_correlation, Draws nest) {
  return of(nest_forms, form)(nest_correlation, nest);
}

double own_taste(scenario::ChoiceForm form, double nest_correlation, Draws own) {
  return of(own_forms, form)(nest_correlation, own);
}

}  // namespace entrepot::submodels
