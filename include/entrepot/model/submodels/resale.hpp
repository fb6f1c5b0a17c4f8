#pragma once
// Used chips: their worth, what owners sell, and what is still worth running (docs/reference/odd.md, section 7).

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"
#include "entrepot/scenario/parameters/resale.hpp"

namespace entrepot::submodels {

/// Whether used units are sold, fail and are repaired at all, in a form of the submodel.
bool has_second_hand(scenario::ResaleForm form);

/// What a lawful buyer pays for a used unit, USD: what as much compute costs new, at most the unit's own list price
/// `as_new`, less by value_decline for every year of its age. Prices in USD and USD/H100e.
double used_value(double as_new, double h100e, double price_of_h100e, double age_weeks, const scenario::Resale& resale);

/// Share of their old units that owners put on sale in a quarter, 0..1. `bid` is what dealers offer over the price of
/// lawful buyers, as a ratio.
double offered_in_quarter(double bid, const scenario::Resale& resale);

/// The bid of the next quarter: a step up if dealers looked for more than they bought, down otherwise, at least 0.
double next_bid(double bid, Units wanted, Units bought, const scenario::Resale& resale);

/// Whole units out of shares of many small lots: fractions are carried from one lot to the next, so their sum is exact.
class CarriedUnits {
 public:
  /// Begins with a fraction between 0 and 1.
  explicit CarriedUnits(double fraction = 0) : carried_(fraction) {}
  /// The units of a share, 0..1, of a lot; at most all of it.
  Units take(Units lot, double share);

 private:
  double carried_;
};

}  // namespace entrepot::submodels
