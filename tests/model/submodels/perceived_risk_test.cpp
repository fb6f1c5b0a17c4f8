#include "entrepot/model/submodels/perceived_risk.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace entrepot::submodels {
namespace {

scenario::Perception perception() {
  return {.prior_weight = 20,
          .forgetting = 0.02,
          .own_weight = 5,
          .hub_weight = 0.5,
          .supplier_weight = 0.25,
          .announcement_weight = 2,
          .announcement_reach = 0.25,
          .probability_weighting = 1,
          .news_weight = 0.25,
          .loss_weight = 0.3,
          .tipping_point = 0.35,
          .tipping_width = 0.04,
          .exposure_share = 0.1,
          .exposure_units = 5000,
          .exposure_power = 0.7};
}

double bayesian(double prior, Evidence own, Evidence hub, const scenario::Perception& how, Evidence suppliers = {}) {
  return perceived_detection(prior, {own, hub, suppliers}, how, scenario::RiskForm::bayesian);
}

TEST(PerceivedDetection, IsThePriorWithoutEvidence) { EXPECT_DOUBLE_EQ(bayesian(0.05, {}, {}, perception()), 0.05); }

TEST(PerceivedDetection, WeighsPriorOwnLotsAndTheHubs) {
  // Detections 20 x 0.05 + 5 x 1 + 0.5 x 2 = 7; trials 20 + 5 x 4 + 0.5 x 20 = 50.
  EXPECT_DOUBLE_EQ(bayesian(0.05, {1, 4}, {2, 20}, perception()), 7.0 / 50.0);
}

TEST(PerceivedDetection, CountsOthersWhoBuyFromTheSameSuppliers) {
  // Detections 1 + 0.25 x 4 = 2; trials 20 + 0.25 x 80 = 40.
  EXPECT_DOUBLE_EQ(bayesian(0.05, {}, {}, perception(), {4, 80}), 2.0 / 40.0);
}

TEST(FadingMemory, HearsOfDetectionsAlone) {
  const auto faded = [](Evidence own, Evidence hub) {
    return perceived_detection(0.05, {own, hub, {}}, perception(), scenario::RiskForm::fading_memory);
  };
  EXPECT_DOUBLE_EQ(faded({}, {}), 0.05);
  EXPECT_DOUBLE_EQ(faded({0, 100}, {0, 1000}), 0.05);  // what went well does not reassure
  // d = 5 x 1 + 0.5 x 2 = 6: 0.05 + 0.95 (1 - e^-0.3) = 0.29622.
  EXPECT_NEAR(faded({1, 4}, {2, 20}), 0.296223, 1e-6);
}

TEST(Experience, IsTheShareOfRememberedLotsThatWereDetected) {
  const auto known = [](Evidence own, Evidence hub) {
    return perceived_detection(0.05, {own, hub, {}}, perception(), scenario::RiskForm::experience);
  };
  EXPECT_DOUBLE_EQ(known({}, {}), 0.05) << "the prior where nothing is remembered";
  EXPECT_DOUBLE_EQ(known({0, 4}, {0, 20}), 0) << "what never happened counts for nothing";
  // Detections 5 x 1 + 0.5 x 2 = 6 in 5 x 4 + 0.5 x 20 = 30 lots.
  EXPECT_DOUBLE_EQ(known({1, 4}, {2, 20}), 0.2);
}

TEST(PerceivedDetection, OverweightsRareDetectionsIfEvadersDo) {
  auto how = perception();
  how.probability_weighting = 0.5;
  // exp(-sqrt(-ln 0.05)) = exp(-1.730818) = 0.177139.
  EXPECT_NEAR(bayesian(0.05, {}, {}, how), 0.177139, 1e-6);
  // 1/e has the same weight for every exponent, and so have 0 and 1.
  EXPECT_NEAR(bayesian(std::exp(-1.0), {}, {}, how), std::exp(-1.0), 1e-12);
  EXPECT_DOUBLE_EQ(bayesian(0, {}, {}, how), 0);
  EXPECT_DOUBLE_EQ(bayesian(1, {}, {}, how), 1);
}

TEST(PerceivedDetection, RisesWithDetectionsAndFallsWithLotsThatPassed) {
  const double before = bayesian(0.05, {1, 4}, {2, 20}, perception());
  EXPECT_GT(bayesian(0.05, {2, 4}, {2, 20}, perception()), before);
  EXPECT_GT(bayesian(0.05, {1, 4}, {3, 20}, perception()), before);
  EXPECT_GT(bayesian(0.06, {1, 4}, {2, 20}, perception()), before);
  EXPECT_LT(bayesian(0.05, {1, 5}, {2, 20}, perception()), before);
  EXPECT_LT(bayesian(0.05, {1, 4}, {2, 21}, perception()), before);
}

TEST(PerceivedDetection, StaysAProbability) {
  EXPECT_DOUBLE_EQ(bayesian(0.05, {0, 0}, {1000, 0}, perception()), 1);
  auto open_minded = perception();
  open_minded.prior_weight = 0;
  EXPECT_DOUBLE_EQ(bayesian(0.05, {}, {}, open_minded), 0.05);
  EXPECT_DOUBLE_EQ(bayesian(0.05, {1, 2}, {}, open_minded), 0.5);
}

TEST(Remembered, FadesBothCountsAlike) {
  // 0.98 squared = 0.9604.
  const Evidence kept = remembered({10, 100}, 2, perception());
  EXPECT_NEAR(kept.detections, 9.604, 1e-12);
  EXPECT_NEAR(kept.trials, 96.04, 1e-12);
  EXPECT_DOUBLE_EQ(remembered({10, 100}, 0, perception()).trials, 100);
}

TEST(Remembered, LeadsTheBeliefBackToThePrior) {
  const Evidence bad_news{5, 10};
  double distance = bayesian(0.05, bad_news, {}, perception()) - 0.05;
  for (Week weeks = 26; weeks <= 520; weeks += 26) {
    const double now = bayesian(0.05, remembered(bad_news, weeks, perception()), {}, perception()) - 0.05;
    EXPECT_LT(now, distance);
    EXPECT_GE(now, 0);
    distance = now;
  }
  EXPECT_NEAR(distance, 0, 1e-4);
}

TEST(PerceivedOnLane, CompoundsWithHowCloselyItIsWatched) {
  // Watched twice as closely as one at 0.1: 1 - 0.9 x 0.9 = 0.19.
  EXPECT_NEAR(perceived_on_lane(0.1, 2), 0.19, 1e-12);
  EXPECT_NEAR(perceived_on_lane(0.1, 1), 0.1, 1e-12);
}

TEST(PerceivedOnLane, RisesWithRiskAndExposure) {
  for (double exposure = 0.5; exposure < 5; exposure += 0.5) {
    EXPECT_LT(perceived_on_lane(0.1, exposure), perceived_on_lane(0.1, exposure + 0.5));
    EXPECT_LT(perceived_on_lane(0.1, exposure), perceived_on_lane(0.2, exposure));
  }
}

TEST(PerceivedOnLane, StaysAProbability) {
  EXPECT_DOUBLE_EQ(perceived_on_lane(0, 3), 0);
  EXPECT_DOUBLE_EQ(perceived_on_lane(0.1, 0), 0);
  EXPECT_DOUBLE_EQ(perceived_on_lane(1, 3), 1);
  EXPECT_DOUBLE_EQ(perceived_on_lane(1.5, 3), 1);
}

double in_form(scenario::RiskForm form, double prior, const Experience& known) {
  return perceived_detection(prior, known, perception(), form);
}

TEST(Sticky, MovesALittleWithWhatIsKnown) {
  // Others: 0.5 x 20 = 10 detections in 0.5 x 100 = 50 lots; r = (10 + 20 x 0.1) / (50 + 20) = 12/70;
  // 0.1 + 0.25 (12/70 - 0.1).
  EXPECT_DOUBLE_EQ(in_form(scenario::RiskForm::sticky, 0.1, {{}, {20, 100}, {}}), 0.1 + 0.25 * (12.0 / 70 - 0.1));
}

TEST(Sticky, NeverLosesThePriorHoweverManyLotsPass) {
  EXPECT_NEAR(in_form(scenario::RiskForm::sticky, 0.1, {{0, 1e9}, {0, 1e9}, {}}), 0.075, 1e-6);
  EXPECT_NEAR(in_form(scenario::RiskForm::bayesian, 0.1, {{0, 1e9}, {0, 1e9}, {}}), 0, 1e-6);
}

TEST(Sticky, RisesWithOwnLosses) {
  // + 0.9 x 0.3 (1 - e^-1) for two own losses.
  EXPECT_DOUBLE_EQ(in_form(scenario::RiskForm::sticky, 0.1, {{2, 2}, {}, {}}), 0.1 + 0.27 * (1 - std::exp(-1.0)));
}

TEST(Tipping, HardlyCountsBelowThePoint) {
  const auto at = [](double prior) { return in_form(scenario::RiskForm::tipping, prior, {}); };
  // The law: from 0 to 0.15 it moves by less than a tenth of what it moves from 0 to 0.5.
  EXPECT_LT(at(0.15) - at(0), 0.1 * (at(0.5) - at(0)));
  EXPECT_DOUBLE_EQ(at(0.35), 0.175) << "half of it at the point";
  EXPECT_NEAR(at(0.7), 0.7, 1e-3);
}

TEST(Exposed, AddsVisibilityWithVolume) {
  using scenario::ExposureForm;
  EXPECT_DOUBLE_EQ(exposed(0.1, 5000, perception(), ExposureForm::flat), 0.1);
  EXPECT_DOUBLE_EQ(exposed(0.1, 0, perception(), ExposureForm::volume), 0.1);
  EXPECT_DOUBLE_EQ(exposed(0.1, 5000, perception(), ExposureForm::volume), 1 - 0.9 * std::exp(-0.1));
  // Two owners of half the volume together run less risk of either being seen than one of all.
  const double half = exposed(0, 2500, perception(), ExposureForm::volume);
  EXPECT_GT(exposed(0, 5000, perception(), ExposureForm::volume), half);
}

}  // namespace
}  // namespace entrepot::submodels
