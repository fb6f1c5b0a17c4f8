// How often intervals contain the true value: the numbers in sim/experiment/few_units.cpp and in
// docs/explanation/sensitivity.md. It takes minutes, and runs only for `scripts/measure-coverage`, which names the file
// to write.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>

#include "entrepot/analysis/decision/tail_risk.hpp"
#include "entrepot/analysis/sensitivity/morris.hpp"
#include "entrepot/analysis/sensitivity/sobol.hpp"
#include "entrepot/experiment/comparison.hpp"
#include "entrepot/statistics/resampling.hpp"
#include "test_functions.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr double confidence = 0.9;
constexpr std::uint32_t trials = 200;
constexpr double negligible = 0.01;  // smaller indices are not counted

/// Counts how often each of several intervals contained the true value.
class Hits {
 public:
  explicit Hits(std::vector<double> truth) : truth_(std::move(truth)), hits_(truth_.size(), 0) {}
  void take(std::size_t which, const statistics::Interval& interval) {
    hits_[which] += interval.low <= truth_[which] && truth_[which] <= interval.high ? 1 : 0;
  }
  /// Of what is not negligible.
  [[nodiscard]] std::string lowest_to_highest() const {
    double lowest = 1;
    double highest = 0;
    for (std::size_t k = 0; k < truth_.size(); ++k) {
      if (std::abs(truth_[k]) < negligible) continue;
      const double share = hits_[k] / static_cast<double>(trials);
      lowest = std::min(lowest, share);
      highest = std::max(highest, share);
    }
    return fmt::format("{:.0f} to {:.0f}", lowest * 100, highest * 100);
  }

 private:
  std::vector<double> truth_;
  std::vector<int> hits_;
};

/// exp(2 u1 + u2 + 0.3 u3), a product of factors with known means and variances.
double exponential(std::span<const double> u) { return std::exp(2 * u[0] + u[1] + 0.3 * u[2]); }

KnownIndices known_exponential() {
  std::vector<double> own;
  double all = 1;
  for (const double c : {2.0, 1.0, 0.3}) {
    const double mean = (std::exp(c) - 1) / c;
    own.push_back((std::exp(2 * c) - 1) / (2 * c) / (mean * mean) - 1);
    all *= 1 + own.back();
  }
  KnownIndices known{{}, {}, all - 1};
  for (const double v : own) {
    known.first.push_back(v / known.variance);
    known.total.push_back(v * all / (1 + v) / known.variance);
  }
  return known;
}

struct Case {
  const char* name;
  Function function;
  std::size_t dimensions;
  KnownIndices known;
};

std::vector<Case> cases() {
  return {{"Ishigami", ishigami, 3, known_ishigami()},
          {"g", sobol_g, 8, known_sobol_g()},
          {"exponential", exponential, 3, known_exponential()}};
}

std::string of_sobol(const Case& of, std::size_t blocks, bool quasi_random) {
  auto truth = of.known.first;
  truth.insert(truth.end(), of.known.total.begin(), of.known.total.end());
  Hits hits(truth);
  const auto groups = each_by_itself(of.dimensions);
  for (std::uint32_t seed = 1; seed <= trials; ++seed) {
    const auto sample = quasi_random ? design::saltelli(blocks, groups, false, seed)
                                     : random_saltelli(blocks, of.dimensions, false, seed);
    const auto values = evaluated(sample, of.function);
    const auto found = sobol_indices({values, 1}, of.dimensions, false, {1000, confidence});
    for (std::size_t g = 0; g < of.dimensions; ++g) {
      hits.take(g, found.first[g]);
      hits.take(of.dimensions + g, found.total[g]);
    }
  }
  return hits.lowest_to_highest();
}

/// mu* of trajectories, the truth from many.
std::string of_morris(const Function& function, std::size_t dimensions, std::size_t trajectories) {
  const auto groups = each_by_itself(dimensions);
  std::vector<double> truth(dimensions, 0.0);
  constexpr std::uint32_t many = 400;
  for (std::uint32_t seed = 1; seed <= many; ++seed) {
    const auto sample = design::morris(trajectories, groups, 8, 1000 + seed);
    const auto effects = morris_effects({evaluated(sample, function), 1}, sample.values, groups, {0});
    for (std::size_t g = 0; g < dimensions; ++g) truth[g] += effects[g].mu_star.value / many;
  }
  Hits hits(truth);
  for (std::uint32_t seed = 1; seed <= trials; ++seed) {
    const auto sample = design::morris(trajectories, groups, 8, seed);
    const auto effects = morris_effects({evaluated(sample, function), 1}, sample.values, groups, {1000, confidence});
    for (std::size_t g = 0; g < dimensions; ++g) hits.take(g, effects[g].mu_star);
  }
  return hits.lowest_to_highest();
}

/// Percentile intervals, Student's intervals, and the mean of the worst tenth, of exponential and of normal values.
std::array<std::string, 3> of_means(std::size_t n) {
  std::array<std::string, 3> found;
  std::vector<std::vector<double>> shares(3);
  for (const bool exponentially : {true, false}) {
    std::array<int, 3> hits{};
    constexpr int more_trials = 1000;
    // Of the worst tenth: 1 + ln 10 of an exponential, and the density at the quantile over 0.1 of a normal.
    const double mean = exponentially ? 1.0 : 0.0;
    const double tail = exponentially ? 1 + std::log(10.0) : 1.754983319324868;
    for (int t = 0; t < more_trials; ++t) {
      Draws draws(static_cast<std::uint32_t>(t), 3, exponentially ? 1 : 2, 0, Purpose::design);
      std::vector<double> values;
      for (std::size_t k = 0; k < n; ++k) values.push_back(exponentially ? -std::log(draws.uniform()) : draws.normal());
      const auto layout = decision::Layout::full(1, 1);
      const decision::Bootstrap how{confidence, 400, decision::Over::runs};
      const auto plain = decision::tail_means(layout, {n, values}, 1, decision::Better::less, how).front();
      const auto worst = decision::tail_means(layout, {n, values}, 0.1, decision::Better::less, how).front();
      const std::vector<double> zeros(n, 0.0);
      const auto student = experiment::paired_effect(zeros, values, confidence).difference;
      hits[0] += plain.low <= mean && mean <= plain.high ? 1 : 0;
      hits[1] += student.low <= mean && mean <= student.high ? 1 : 0;
      hits[2] += worst.low <= tail && tail <= worst.high ? 1 : 0;
    }
    for (std::size_t k = 0; k < 3; ++k) shares[k].push_back(hits[k] / 10.0);
  }
  for (std::size_t k = 0; k < 3; ++k) {
    found[k] =
        fmt::format("{:.0f} to {:.0f}", std::min(shares[k][0], shares[k][1]), std::max(shares[k][0], shares[k][1]));
  }
  return found;
}

/// Trajectories on a grid of levels whose steps all have the length of one half.
design::UnitSample with_steps_of_one_half(std::size_t trajectories, std::size_t dimensions, std::size_t levels,
                                          std::uint32_t seed) {
  design::UnitSample sample{trajectories * (dimensions + 1), dimensions, {}};
  Draws draws(seed, 4, 96, 0, Purpose::design);
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::vector<double> at;
    for (std::size_t d = 0; d < dimensions; ++d)
      at.push_back((draws.index(static_cast<std::uint32_t>(levels / 2)) + 0.5) / static_cast<double>(levels));
    sample.values.insert(sample.values.end(), at.begin(), at.end());
    for (std::size_t d = 0; d < dimensions; ++d) {
      at[d] += 0.5;
      sample.values.insert(sample.values.end(), at.begin(), at.end());
    }
  }
  return sample;
}

/// mu* of the inputs of Ishigami's function, lowest to highest of five seeds.
std::string sizes_of_ishigami(std::size_t levels, bool random_steps) {
  const auto groups = each_by_itself(3);
  std::array<std::pair<double, double>, 3> range;
  range.fill({std::numeric_limits<double>::infinity(), 0});
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    const auto sample =
        random_steps ? design::morris(20, groups, levels, seed) : with_steps_of_one_half(20, 3, levels, seed);
    const auto effects = morris_effects({evaluated(sample, ishigami), 1}, sample.values, groups, {0});
    for (std::size_t g = 0; g < 3; ++g) {
      range[g].first = std::min(range[g].first, effects[g].mu_star.value);
      range[g].second = std::max(range[g].second, effects[g].mu_star.value);
    }
  }
  std::string text;
  for (const auto& [low, high] : range) text += fmt::format(" {:.1f} to {:.1f} |", low, high);
  return text;
}

TEST(Coverage, Tables) {
  const char* path = std::getenv("ENTREPOT_COVERAGE_TABLE");
  if (path == nullptr) GTEST_SKIP() << "ENTREPOT_COVERAGE_TABLE names no file";
  std::ofstream file(path);
  file << "| Levels | Steps | x1 | x2 | x3 |\n|---:|---|---|---|---|\n";
  for (const std::size_t levels : {4, 6, 8, 10}) {
    for (const bool random_steps : {false, true})
      file << fmt::format("| {} | {} |{}\n", levels, random_steps ? "random" : "one half",
                          sizes_of_ishigami(levels, random_steps));
  }
  file << std::endl;
  file << "| Sobol' indices, blocks | Ishigami | g | exponential | random blocks: Ishigami | g | exponential |\n"
       << "|---:|---|---|---|---|---|---|\n";
  for (const std::size_t blocks : {8, 16, 32, 64, 128, 256, 512}) {
    file << fmt::format("| {} |", blocks);
    for (const bool quasi_random : {true, false}) {
      for (const auto& of : cases()) file << ' ' << of_sobol(of, blocks, quasi_random) << " |";
    }
    file << std::endl;
  }
  file << "\n| mu*, trajectories | Ishigami | g | Morris |\n|---:|---|---|---|\n";
  for (const std::size_t trajectories : {4, 8, 10, 16, 20, 32}) {
    file << fmt::format("| {} | {} | {} | {} |", trajectories, of_morris(ishigami, 3, trajectories),
                        of_morris(sobol_g, 8, trajectories), of_morris(morris_1991, 20, trajectories))
         << std::endl;
  }
  file << "\n| Values | mean, percentiles | mean, Student | worst tenth |\n|---:|---|---|---|\n";
  for (const std::size_t n : {2, 3, 4, 5, 8, 10, 16, 20, 32, 50, 100, 200}) {
    const auto found = of_means(n);
    file << fmt::format("| {} | {} | {} | {} |", n, found[0], found[1], found[2]) << std::endl;
  }
}

}  // namespace
}  // namespace entrepot::sensitivity
