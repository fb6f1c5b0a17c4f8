#include "entrepot/model/submodels/choice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace entrepot::submodels {
namespace {

Option option_at(double dollars, std::uint32_t product = 0) {
  Option option;
  option.product = ProductId{product};
  option.unit_price = Money::from_dollars(dollars);
  return option;
}

/// `choose` among options that stand in a row.
template <class Options, class Taste>
std::optional<Option> choose_among(Options options, double willingness_to_pay, double delay_cost, double noise,
                                   Taste&& taste) {
  std::vector<Option*> listed;
  for (Option& option : options) listed.push_back(&option);
  const Option* chosen = choose(listed, willingness_to_pay, delay_cost, noise, taste);
  return chosen == nullptr ? std::nullopt : std::optional(*chosen);
}

TEST(GeneralisedCost, AddsPriceDelayAndRiskPerH100e) {
  // 30,000 USD for half an H100e = 60,000; ten weeks at 150 = 1,500; own risk 500.
  Option option = option_at(30000);
  option.effective = 0.5;
  option.weeks = 10;
  option.risk_cost = 500;
  EXPECT_DOUBLE_EQ(generalised_cost(option, 150), 62000);
}

TEST(ExpectedSurplus, WeighsAGainThatMayFailAgainstItsWait) {
  // Cost 62,000 as above, worth 80,000, even odds: 0.5 x 18,000 - 0.5 x 150 x 10 = 8,250.
  Option option = option_at(30000);
  option.effective = 0.5;
  option.weeks = 10;
  option.risk_cost = 500;
  option.probability = 0.5;
  EXPECT_DOUBLE_EQ(expected_surplus(option, 80000, 150), 8250);
  option.probability = 0;
  EXPECT_DOUBLE_EQ(expected_surplus(option, 80000, 150), -1500);
}

TEST(ExpectedSurplus, FallsWithPriceDelayRiskAndDoubt) {
  Option base = option_at(30000);
  base.weeks = 4;
  base.probability = 0.8;
  const double surplus = expected_surplus(base, 60000, 150);
  Option worse = base;
  worse.unit_price = Money::from_dollars(30001);
  EXPECT_LT(expected_surplus(worse, 60000, 150), surplus);
  worse = base;
  worse.weeks = 5;
  EXPECT_LT(expected_surplus(worse, 60000, 150), surplus);
  worse = base;
  worse.risk_cost = 1;
  EXPECT_LT(expected_surplus(worse, 60000, 150), surplus);
  worse = base;
  worse.probability = 0.7;
  EXPECT_LT(expected_surplus(worse, 60000, 150), surplus);
}

TEST(Choose, TakesTheBestOptionWithoutNoise) {
  const std::vector<Option> options{option_at(40000, 0), option_at(30000, 1), option_at(50000, 2)};
  Draws draws(1, 0, 1, 0, Purpose::choice);
  const auto chosen = choose_among(options, 60000, 150, 0, [&](const Option&) { return draws.gumbel(); });
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->product, ProductId{1});
}

TEST(Choose, WaitsWhenNothingIsWorthItsCost) {
  Draws draws(1, 0, 1, 0, Purpose::choice);
  const std::vector<Option> dear{option_at(70000)};
  for (int trial = 0; trial < 1000; ++trial)
    EXPECT_FALSE(choose_among(dear, 60000, 150, 1, [&](const Option&) { return draws.gumbel(); }));
  EXPECT_FALSE(choose_among(std::vector<Option>{}, 60000, 150, 1, [&](const Option&) { return draws.gumbel(); }));
}

TEST(Choose, NeverTakesAnOptionThatNeverArrives) {
  Option never = option_at(100);
  never.weeks = std::numeric_limits<double>::infinity();
  Draws draws(1, 0, 1, 0, Purpose::choice);
  for (const double delay_cost : {0.0, 150.0}) {
    const auto taste = [&](const Option&) { return draws.gumbel(); };
    for (int trial = 0; trial < 100; ++trial)
      EXPECT_FALSE(choose_among(std::array{never}, 60000, delay_cost, 1, taste));
  }
}

TEST(Choose, SharesAgreeWithTheLogitsClosedForm) {
  // Worth 50,000, noise 0.2: scale 10,000. Surpluses 20,000, 10,000 and 5,000; waiting 0; the fourth is too dear.
  // Shares: e^2, e^1, e^0.5, 1 over their sum 7.389 + 2.718 + 1.649 + 1 = 12.756.
  const std::vector<Option> options{option_at(30000, 0), option_at(40000, 1), option_at(45000, 2), option_at(50001, 3)};
  const std::array weights{std::exp(2.0), std::exp(1.0), std::exp(0.5), 0.0, 1.0};
  const double total = weights[0] + weights[1] + weights[2] + weights[4];
  EXPECT_NEAR(total, 12.756, 0.001);

  constexpr int trials = 100000;
  std::array<int, 5> counts{};
  for (int trial = 0; trial < trials; ++trial) {
    Draws draws(3, 0, static_cast<StableId>(trial), 0, Purpose::choice);
    const auto chosen = choose_among(options, 50000, 150, 0.2, [&](const Option&) { return draws.gumbel(); });
    ++counts[chosen ? chosen->product.row() : 4];
  }
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const double share = weights[k] / total;
    // Four standard errors of a share over the trials.
    const double tolerance = 4 * std::sqrt(share * (1 - share) / trials);
    EXPECT_NEAR(static_cast<double>(counts[k]) / trials, share, tolerance) << "option " << k;
  }
}

double taste(double correlation, Draws own, Draws nest) {
  return taste_of_nest(scenario::ChoiceForm::logit, correlation, nest) +
         own_taste(scenario::ChoiceForm::logit, correlation, own);
}

/// Tastes of one buyer for two options of a nest.
std::pair<double, double> tastes(double correlation, StableId buyer) {
  const Draws nest(5, 0, buyer, 0, Purpose::nest_taste);
  const auto own = [&](StableId option) { return Draws(5, 0, mixed(buyer) + option, 0, Purpose::choice); };
  return {taste(correlation, own(1), nest), taste(correlation, own(2), nest)};
}

TEST(Taste, IsAStandardGumbelWhateverTheCorrelation) {
  // Mean 0.5772, variance pi^2 / 6 = 1.6449; P(taste <= 0) = exp(-1) = 0.3679.
  constexpr StableId buyers = 100000;
  for (const double correlation : {0.0, 0.2, 0.8, 0.99, 0.9999999, 1.0}) {
    double sum = 0;
    double squares = 0;
    double products = 0;
    int below = 0;
    for (StableId buyer = 0; buyer < buyers; ++buyer) {
      const auto [first, second] = tastes(correlation, buyer);
      ASSERT_TRUE(std::isfinite(first));
      sum += first;
      squares += first * first;
      products += first * second;
      below += first <= 0 ? 1 : 0;
    }
    const double mean = sum / buyers;
    const double variance = squares / buyers - mean * mean;
    EXPECT_NEAR(mean, 0.5772, 0.016) << correlation;
    EXPECT_NEAR(variance, 1.6449, 0.05) << correlation;
    EXPECT_NEAR(static_cast<double>(below) / buyers, 0.3679, 0.0061) << correlation;
    EXPECT_NEAR((products / buyers - mean * mean) / variance, correlation, 0.03) << correlation;
  }
}

/// Share of buyers that purchase rather than wait, among `copies` of a product with next to no surplus.
double share_that_buys(int copies, double correlation) {
  std::vector<Option> options(static_cast<std::size_t>(copies), option_at(99999));
  for (std::size_t k = 0; k < options.size(); ++k) {
    options[k].name = k + 1;
    options[k].nest = 77;
  }
  constexpr int buyers = 20000;
  int bought = 0;
  for (StableId buyer = 0; buyer < buyers; ++buyer) {
    const auto taste_of = [&](const Option& option) {
      return taste(option.nest == 0 ? 0.0 : correlation, Draws(6, 0, mixed(buyer) + option.name, 0, Purpose::choice),
                   Draws(6, 0, mixed(buyer) + option.nest, 0, Purpose::nest_taste));
    };
    bought += choose_among(options, 100000, 0, 1, taste_of) ? 1 : 0;
  }
  return static_cast<double>(bought) / buyers;
}

TEST(Choose, OfANestAgreesWithTheNestedLogitsClosedForm) {
  // With scale L inside the nest, n copies of surplus 0 against waiting are chosen with probability n^L / (n^L + 1):
  // L = sqrt(1 - 0.75) = 0.5 gives 3 / 4 for nine copies, correlation 0 gives 9 / 10, correlation 1 gives 1 / 2.
  EXPECT_NEAR(share_that_buys(9, 0.75), 0.75, 0.013);
  EXPECT_NEAR(share_that_buys(9, 0), 0.9, 0.009);
  EXPECT_NEAR(share_that_buys(9, 1), 0.5, 0.015);
  EXPECT_EQ(share_that_buys(9, 1), share_that_buys(1, 1)) << "copies change nothing";
}

}  // namespace
}  // namespace entrepot::submodels
