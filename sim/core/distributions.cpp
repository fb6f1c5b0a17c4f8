#include "entrepot/core/distributions.hpp"

#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "entrepot/core/elementary.hpp"
#include "real.hpp"

#ifdef __FAST_MATH__
#error "-ffast-math changes results"
#endif

namespace entrepot::core {
namespace {

using Coefficients = std::array<double, 8>;

/// Value of a polynomial at x; coefficients in ascending order of powers (Horner).
double polynomial(const Coefficients& coefficients, double x) {
  double sum = coefficients.back();
  for (auto i = coefficients.size() - 1; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

struct Rational {
  Coefficients numerator;
  Coefficients denominator;

  double operator()(double x) const { return polynomial(numerator, x) / polynomial(denominator, x); }
};

// Wichura (1988), Algorithm AS 241, PPND16: three rational approximations by |probability - 1/2|.
constexpr double middle_half_width = 0.425;
constexpr Rational middle{
    {3.3871328727963666080, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
     4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
     3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3}};
constexpr double tail_from = 1.6;
constexpr Rational tail{
    {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}};
constexpr double far_tail_from = 5;
constexpr Rational far_tail{
    {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}};

/// The negated quantile of a probability in (0, 0.075).
double tail_quantile(double probability) {
  const double r = std::sqrt(-log(probability));
  return r <= far_tail_from ? tail(r - tail_from) : far_tail(r - far_tail_from);
}

}  // namespace

double normal_quantile(double probability) {
  const double q = probability - 0.5;
  if (std::abs(q) <= middle_half_width) return q * middle(middle_half_width * middle_half_width - q * q);
  if (!(probability >= 0 && probability <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (probability == 0 || probability == 1) return std::copysign(std::numeric_limits<double>::infinity(), q);
  return q < 0 ? -tail_quantile(probability) : tail_quantile(1 - probability);
}

double normal_cdf(double x) { return erfc(-x / std::numbers::sqrt2) / 2; }

double beta_cdf(double a, double b, double x) {
  return static_cast<double>(boost::math::ibeta(Real(a), Real(b), Real(x)));
}

double beta_quantile(double a, double b, double probability) {
  return static_cast<double>(boost::math::ibeta_inv(Real(a), Real(b), Real(probability)));
}

double student_t_quantile(double degrees_of_freedom, double probability) {
  const boost::math::students_t_distribution<Real> distribution{Real(degrees_of_freedom)};
  return static_cast<double>(boost::math::quantile(distribution, Real(probability)));
}

}  // namespace entrepot::core
