#pragma once
// Whether an intermediary takes a grey order (docs/odd.md, section 7): Becker's (1968) crime calculus with a
// moral cost.

#include "entrepot/core/quantity.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// What an intermediary weighs when a restricted buyer asks for goods.
struct DiversionCase {
  Units units = 0;
  double margin = 0;           ///< m, USD/unit: grey price less cost of supply and capital
  double route_cost = 0;       ///< c_route, USD/unit
  double wrongdoing_cost = 0;  ///< kappa, USD/unit
  double risk_aversion = 0;    ///< rho
  double perceived_risk = 0;   ///< pi, per lot
  double loss_if_caught = 0;   ///< L, USD for the lot
};

/// Net gain of taking the order on, USD: q (m - c_route) - q kappa - (1 + rho) pi L.
double net_gain(const DiversionCase& c);

/// Whether the order is taken on, by a form of the submodel (scenario model.diversion). Threshold: whenever the net
/// gain is above 0. Logit: with probability 1 / (1 + exp(-gain / s)), s = noise x q m, the gross margin of the order.
/// `luck` is uniform on (0, 1).
bool accepts(const DiversionCase& c, scenario::DiversionForm form, double noise, double luck);

/// What an intermediary stands to lose with a lot: fine, goods, and its honest business. Limited liability caps all of
/// it at the firm's capital: who owns a shell walks away.
struct LossExposure {
  double lot_value = 0;        ///< USD, cost of supply
  double fine_multiple = 0;    ///< of the lot's value
  double honest_revenue = 0;   ///< USD/year of gross profit on honest sales
  double honest_years = 0;     ///< years of it that the honest business is worth
  double working_capital = 0;  ///< USD
  bool limited_liability = false;
};

/// L in USD.
double loss_if_caught(const LossExposure& exposure);

}  // namespace entrepot::submodels
