#include "entrepot/core/random.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

namespace entrepot {
namespace {

using Words = std::array<std::uint32_t, 4>;

struct KnownAnswer {
  Words counter;
  std::array<std::uint32_t, 2> key;
  Words answer;
};

// The vectors for `philox4x32 10` in kat_vectors of Random123 1.14.
const KnownAnswer published[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

/// Reference implementation of Philox 4x32-10 (Salmon et al. 2011).
Words philox(Words c, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0];
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32U) ^ c[1] ^ key[0], static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32U) ^ c[3] ^ key[1], static_cast<std::uint32_t>(p0)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return c;
}

double unit_interval(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32U) | low;
  return (static_cast<double>(bits >> 12U) + 0.5) / 4503599627370496.0;  // 2^52
}

TEST(Philox, MatchesThePublishedTestVectors) {
  for (const auto& known : published) {
    const r123::Philox4x32::ctr_type counter{{known.counter[0], known.counter[1], known.counter[2], known.counter[3]}};
    const auto block = r123::Philox4x32{}(counter, r123::Philox4x32::key_type{{known.key[0], known.key[1]}});
    for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(block[k], known.answer[k]);
    EXPECT_EQ(philox(known.counter, known.key), known.answer);
  }
}

// Counter = (agent, agent, week + 1 and purpose, block of two numbers); key = (seed, replicate).
TEST(Draws, AreThePhiloxOfKeyAndCounter) {
  const StableId agent = 0x0123456789abcdefULL;
  for (const Week week : {-1, 0, 1, 221, 415}) {
    Draws draws(42, 7, agent, week, Purpose::customs);
    for (std::uint32_t block = 0; block < 3; ++block) {
      const std::uint32_t third = (static_cast<std::uint32_t>(week + 1) << 16U) | 9U;
      const Words words = philox({0x89abcdef, 0x01234567, third, block}, {42, 7});
      EXPECT_EQ(draws.uniform(), unit_interval(words[0], words[1]));
      EXPECT_EQ(draws.uniform(), unit_interval(words[2], words[3]));
    }
  }
}

TEST(Draws, MatchThePublishedTestVectorOfTheZeroCounter) {
  Draws draws(0, 0, 0, -1, static_cast<Purpose>(0));
  EXPECT_EQ(draws.uniform(), unit_interval(0x6627e8d5, 0xe169c58d));
  EXPECT_EQ(draws.uniform(), unit_interval(0xbc57ac4c, 0x9b00dbd8));
}

// Old results are reproducible only while these numbers do not change.
TEST(Draws, AreFrozen) {
  EXPECT_EQ(stable_id("buyers/deepseek", 0), 14767667283930094630ULL);
  EXPECT_EQ(stable_id("buyers/deepseek", 1), 7768174618787856168ULL);
  Draws draws(1, 0, 1, 0, Purpose::demand);
  EXPECT_DOUBLE_EQ(draws.uniform(), 0.92624203067219846);
  EXPECT_DOUBLE_EQ(draws.normal(), -0.11904570531953275);
  EXPECT_DOUBLE_EQ(draws.gumbel(), 0.21373438344166021);
  EXPECT_EQ(draws.index(1000), 653U);
}

std::vector<double> first(Draws draws) { return {draws.uniform(), draws.uniform(), draws.uniform()}; }

TEST(Draws, RepeatForTheSameKeyAndCounter) {
  const Streams streams(5, 3);
  EXPECT_EQ(first(streams.at(9, 12, Purpose::choice)), first(streams.at(9, 12, Purpose::choice)));
  EXPECT_EQ(first(streams.at(9, 12, Purpose::choice)), first(Draws(5, 3, 9, 12, Purpose::choice)));
}

TEST(Draws, DifferWithEveryPartOfKeyAndCounter) {
  const std::set<std::vector<double>> all{first(Draws(5, 3, 9, 12, Purpose::choice)),
                                          first(Draws(6, 3, 9, 12, Purpose::choice)),
                                          first(Draws(5, 4, 9, 12, Purpose::choice)),
                                          first(Draws(5, 3, 10, 12, Purpose::choice)),
                                          first(Draws(5, 3, 9 + (1ULL << 32U), 12, Purpose::choice)),
                                          first(Draws(5, 3, 9, 13, Purpose::choice)),
                                          first(Draws(5, 3, 9, 12, Purpose::demand)),
                                          first(Draws(3, 5, 9, 12, Purpose::choice))};
  EXPECT_EQ(all.size(), 8U);
}

TEST(StableId, DependsOnStreamAndIndexOnly) {
  std::set<StableId> ids;
  for (std::uint64_t k = 0; k < 10000; ++k) {
    ids.insert(stable_id("a", k));
    ids.insert(stable_id("b", k));
  }
  EXPECT_EQ(ids.size(), 20000U);
  EXPECT_EQ(stable_id("a", 17), stable_id(std::string_view("ab").substr(0, 1), 17));
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

/// Sample moments of the first draws of `n` agents, as the model uses them.
template <class Draw>
Moments moments(int n, Draw&& draw) {
  double sum = 0;
  double squares = 0;
  for (int k = 0; k < n; ++k) {
    Draws draws(1, 0, stable_id("moments", static_cast<std::uint64_t>(k)), 3, Purpose::demand);
    const double x = draw(draws);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / n;
  return {mean, squares / n - mean * mean};
}

constexpr int sample = 200000;
// Five standard errors of the mean of a variable with the given variance.
double tolerance(double variance) { return 5 * std::sqrt(variance / sample); }

TEST(Draws, UniformHasItsMomentsAndStaysInside) {
  const auto m = moments(sample, [](Draws& d) {
    const double u = d.uniform();
    EXPECT_GT(u, 0.0);
    EXPECT_LT(u, 1.0);
    return u;
  });
  EXPECT_NEAR(m.mean, 0.5, tolerance(1.0 / 12));
  EXPECT_NEAR(m.variance, 1.0 / 12, tolerance(1.0 / 180));
}

TEST(Draws, UniformFillsTenBinsEvenly) {
  std::array<int, 10> bins{};
  Draws draws(1, 0, 1, 0, Purpose::demand);
  for (int k = 0; k < sample; ++k) ++bins[static_cast<std::size_t>(draws.uniform() * 10)];
  double chi_square = 0;
  for (const int count : bins) chi_square += std::pow(count - sample / 10.0, 2) / (sample / 10.0);
  EXPECT_LT(chi_square, 27.9) << "0.999 quantile of chi-square with 9 degrees of freedom";
}

TEST(Draws, NormalHasItsMomentsAndQuantiles) {
  const auto m = moments(sample, [](Draws& d) { return d.normal(); });
  EXPECT_NEAR(m.mean, 0, tolerance(1));
  EXPECT_NEAR(m.variance, 1, tolerance(2));
  const std::pair<double, double> quantiles[] = {{-1.6448536269514722, 0.05},
                                                 {-0.6744897501960817, 0.25},
                                                 {0, 0.5},
                                                 {1.2815515655446004, 0.9},
                                                 {2.3263478740408408, 0.99}};
  for (const auto& [quantile, probability] : quantiles) {
    const auto below = moments(sample, [q = quantile](Draws& d) { return d.normal() < q ? 1.0 : 0.0; });
    EXPECT_NEAR(below.mean, probability, tolerance(probability * (1 - probability)));
  }
}

TEST(Draws, NormalIsTheInverseOfTheUniform) {
  for (std::uint64_t agent = 0; agent < 100; ++agent) {
    Draws as_uniform(1, 0, agent, 0, Purpose::demand);
    Draws as_normal(1, 0, agent, 0, Purpose::demand);
    const double u = as_uniform.uniform();
    const double z = as_normal.normal();
    EXPECT_NEAR(0.5 * std::erfc(-z / std::numbers::sqrt2), u, 1e-12);
  }
}

TEST(Draws, GumbelHasItsMoments) {
  const double variance = std::numbers::pi * std::numbers::pi / 6;
  const auto m = moments(sample, [](Draws& d) { return d.gumbel(); });
  EXPECT_NEAR(m.mean, std::numbers::egamma, tolerance(variance));
  EXPECT_NEAR(m.variance, variance, 5 * std::sqrt(4.4 * variance * variance / sample));  // kurtosis 5.4
}

TEST(Draws, BernoulliKeepsItsProbabilityAndBounds) {
  const auto m = moments(sample, [](Draws& d) { return d.bernoulli(0.02) ? 1.0 : 0.0; });
  EXPECT_NEAR(m.mean, 0.02, tolerance(0.02 * 0.98));
  EXPECT_EQ(moments(1000, [](Draws& d) { return d.bernoulli(0) ? 1.0 : 0.0; }).mean, 0);
  EXPECT_EQ(moments(1000, [](Draws& d) { return d.bernoulli(1) ? 1.0 : 0.0; }).mean, 1);
}

TEST(Draws, IndexCoversEveryRowEvenly) {
  std::array<int, 7> rows{};
  Draws draws(1, 0, 2, 0, Purpose::supplier);
  for (int k = 0; k < 70000; ++k) ++rows[draws.index(7)];
  for (const int count : rows) EXPECT_NEAR(count, 10000, 5 * std::sqrt(10000.0));
  for (int k = 0; k < 100; ++k) EXPECT_EQ(draws.index(1), 0U);
}

TEST(StreamWords, EqualTheWordsUsedByDraws) {
  const Streams streams(3, 4);
  const StableId first = (StableId{5} << 32U) - 2;  // the low half overflows on the way
  for (const Week week : {0, 7}) {
    std::array<std::uint32_t, 16> words{};
    streams.words(first, week, Purpose::retail, words);
    for (std::size_t agent = 0; agent < 4; ++agent) {
      Draws draws = streams.at(first + agent, week, Purpose::retail);
      for (std::size_t pair = 0; pair < 2; ++pair) {
        const std::size_t at = 4 * agent + 2 * pair;
        const std::uint64_t bits = (std::uint64_t{words[at + 1]} << 32U) | words[at];
        EXPECT_EQ(draws.uniform(), (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52) << agent << " " << week;
      }
    }
  }
}

}  // namespace
}  // namespace entrepot
