#include "entrepot/model/submodels/choice.hpp"

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

double gumbel_taste(double nest_correlation, Draws& own, Draws& nest) {
  const double scale = std::sqrt(1.0 - nest_correlation);
  if (scale >= 1) return own.gumbel();
  if (scale <= 0) return nest.gumbel();
  return nest_taste(scale, nest) + scale * own.gumbel();
}

double no_taste(double, Draws&, Draws&) { return 0; }

constexpr auto forms = form_table<scenario::choice_forms>(gumbel_taste, no_taste);

}  // namespace

double taste(scenario::ChoiceForm form, double nest_correlation, Draws own, Draws nest) {
  return of(forms, form)(nest_correlation, own, nest);
}

}  // namespace entrepot::submodels
