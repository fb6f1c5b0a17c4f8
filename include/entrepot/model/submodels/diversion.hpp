#pragma once
// Acceptance of grey orders by intermediaries (docs/reference/odd.md, section 7): Becker's (1968) economic model of
// crime with a moral cost.

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Costs and benefits of a restricted buyer's order for an intermediary.
struct DiversionCase {
  Units units = 0;
  double margin = 0;           ///< m, USD/unit: grey price minus cost of supply and capital
  double route_cost = 0;       ///< c_route, USD/unit
  double wrongdoing_cost = 0;  ///< kappa, USD/unit
  double risk_aversion = 0;    ///< rho
  double perceived_risk = 0;   ///< pi, per lot
  double loss_if_caught = 0;   ///< L, USD for the lot
};

/// Net gain of accepting the order, USD: q (m - c_route) - q kappa - (1 + rho) pi L.
double net_gain(const DiversionCase& c);

/// Whether the order is accepted, by a form of the submodel (scenario model.diversion). Threshold: if the net gain is
/// positive. Logit: with probability 1 / (1 + exp(-gain / s)), where s = noise x q m and q m is the gross margin of the
/// order. `u` is uniform on (0, 1).
bool accepts(const DiversionCase& c, scenario::DiversionForm form, double noise, double u);

/// Potential loss of an intermediary with a lot: fine, goods, and its honest business. Limited liability caps the loss
/// at the firm's capital.
struct LossExposure {
  double lot_value = 0;        ///< USD, cost of supply
  double fine_multiple = 0;    ///< of the lot's value
  double honest_revenue = 0;   ///< USD/year of gross profit on honest sales
  double honest_years = 0;     ///< value of the honest business in years of honest_revenue
  double working_capital = 0;  ///< USD
  double personal = 0;         ///< what its owner fears to lose in person, USD
  bool limited_liability = false;
};

/// L in USD.
double loss_if_caught(const LossExposure& exposure);

}  // namespace entrepot::submodels
