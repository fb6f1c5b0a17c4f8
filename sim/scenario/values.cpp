#include "entrepot/scenario/values.hpp"

#include <algorithm>

#include "entrepot/core/distributions.hpp"
#include "entrepot/core/elementary.hpp"

namespace entrepot::scenario {

double Distribution::sample(Draws& draws) const {
  double value = a;
  switch (kind) {
    case Kind::constant:
      break;
    case Kind::uniform:
      value = a + (b - a) * draws.uniform();
      break;
    case Kind::normal:
      value = a + b * draws.normal();
      break;
    case Kind::lognormal:
      value = a * core::exp(b * draws.normal());
      break;
    case Kind::beta:
      value = core::beta_quantile(a * b, (1 - a) * b, draws.uniform());
      break;
    case Kind::exponential:
      value = -a * core::log(draws.uniform());
      break;
  }
  return std::clamp(value, min, max);
}

double Distribution::mean() const {
  if (kind == Kind::uniform) return (a + b) / 2;
  if (kind == Kind::lognormal) return a * core::exp(b * b / 2);
  return a;
}

double Series::at(Date date) const {
  if (points_.empty()) return constant_;
  const auto after =
      std::upper_bound(points_.begin(), points_.end(), date, [](Date d, const Point& p) { return d < p.date; });
  if (after == points_.begin()) return points_.front().value;
  if (after == points_.end()) return points_.back().value;
  const Point& before = *(after - 1);
  const double share = static_cast<double>(date - before.date) / (after->date - before.date);
  return before.value + share * (after->value - before.value);
}

Series Series::scaled(double factor) const {
  Series product = *this;
  product.constant_ *= factor;
  for (Point& point : product.points_) point.value *= factor;
  return product;
}

}  // namespace entrepot::scenario
