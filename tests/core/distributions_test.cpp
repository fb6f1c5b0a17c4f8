#include "entrepot/core/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace entrepot {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Expects a relative error of a few units in the last place.
void expect_close(double result, double exact) { EXPECT_NEAR(result, exact, 4e-15 * std::abs(exact)); }

// References of 50 digits by mpmath 1.2; its quantiles by bisection of its distribution functions.

TEST(NormalQuantile, AgreesWithFiftyDigits) {
  const double near = 1.2e-15;
  const std::pair<double, double> quantiles[] = {
      {1e-300, -37.047096299361199237}, {1e-20, -9.2623400897984075796}, {1e-6, -4.7534243088228989573},
      {0.05, -1.644853626951472688},    {0.074, -1.4466320671589785099}, {0.076, -1.4325027208258116188},
      {0.3, -0.52440051270804081597},   {0.975, 1.9599639845400538556},  {0.999, 3.0902323061678132778}};
  for (const auto& [probability, quantile] : quantiles)
    EXPECT_NEAR(core::normal_quantile(probability), quantile, near * std::abs(quantile));
}

TEST(NormalQuantile, Ends) {
  EXPECT_EQ(core::normal_quantile(0.5), 0);
  EXPECT_EQ(core::normal_quantile(0), -infinity);
  EXPECT_EQ(core::normal_quantile(1), infinity);
  EXPECT_TRUE(std::isnan(core::normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(core::normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(core::normal_quantile(std::nan(""))));
}

TEST(NormalQuantile, IsSymmetric) {
  for (int k = 1; k < 512; ++k) {
    const double probability = k / 1024.0;  // one minus it is exact
    EXPECT_EQ(core::normal_quantile(1 - probability), -core::normal_quantile(probability));
  }
}

TEST(NormalQuantile, InvertsTheDistribution) {
  for (double x = -8; x <= 5; x += 0.01) EXPECT_NEAR(core::normal_quantile(core::normal_cdf(x)), x, 1e-9);
}

TEST(NormalCdf, AgreesWithFiftyDigits) {
  // Rounding x / sqrt(2) alone causes x^2 / 2 units in the last place.
  EXPECT_NEAR(core::normal_cdf(-30), 4.9067139271481870595e-198, 1e-210);
  EXPECT_NEAR(core::normal_cdf(-8), 6.2209605742717841235e-16, 2e-29);
  expect_close(core::normal_cdf(-1.5), 0.066807201268858066004);
  EXPECT_EQ(core::normal_cdf(0), 0.5);
  expect_close(core::normal_cdf(0.25), 0.59870632568292372424);
  expect_close(core::normal_cdf(3), 0.99865010196836990547);
}

TEST(BetaCdf, AgreesWithFiftyDigits) {
  expect_close(core::beta_cdf(0.5, 0.5, 0.3), 0.36901011956554537504);
  expect_close(core::beta_cdf(2, 3, 0.4), 0.5248);
  expect_close(core::beta_cdf(1, 4, 0.1), 0.3439);
  EXPECT_NEAR(core::beta_cdf(40, 3.5, 0.95), 0.75293961365553280806, 2e-14);
  EXPECT_NEAR(core::beta_cdf(11, 990, 0.01), 0.41695919669890182079, 2e-14);
  EXPECT_EQ(core::beta_cdf(2, 3, 0), 0);
  EXPECT_EQ(core::beta_cdf(2, 3, 1), 1);
}

TEST(BetaQuantile, AgreesWithFiftyDigits) {
  expect_close(core::beta_quantile(1, 4, 0.5), 0.15910358474628545697);
  expect_close(core::beta_quantile(0.5, 0.5, 0.2), 0.095491502812526298199);
  expect_close(core::beta_quantile(2, 3, 0.9), 0.67953941627818170137);
  expect_close(core::beta_quantile(3.25, 17.5, 0.01), 0.027830314840595847241);
  expect_close(core::beta_quantile(40, 3.5, 0.6), 0.9355560448704716413);
  expect_close(core::beta_quantile(11, 990, 0.975), 0.01831324305511245048);
  expect_close(core::beta_quantile(0.2, 8, 0.3), 0.000208753644868114308);
  EXPECT_EQ(core::beta_quantile(2, 3, 0), 0);
  EXPECT_EQ(core::beta_quantile(2, 3, 1), 1);
}

TEST(StudentTQuantile, AgreesWithFiftyDigits) {
  expect_close(core::student_t_quantile(1, 0.95), 6.3137515146750373979);
  expect_close(core::student_t_quantile(2, 0.975), 4.3026527297494617894);
  expect_close(core::student_t_quantile(7, 0.95), 1.8945786050900067854);
  expect_close(core::student_t_quantile(31, 0.95), 1.6955187825458650989);
  expect_close(core::student_t_quantile(1023, 0.995), 2.5806437662520296822);
  EXPECT_EQ(core::student_t_quantile(9, 0.5), 0);
}

}  // namespace
}  // namespace entrepot
