// The table of docs/explanation/sensitivity.md: ENTREPOT_TABLE=table.md build/release/tests/sensitivity_tests
// --gtest_filter='*Table*'

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>

#include "entrepot/analysis/sensitivity/morris.hpp"
#include "entrepot/analysis/sensitivity/pawn.hpp"
#include "entrepot/analysis/sensitivity/sobol.hpp"
#include "test_functions.hpp"

namespace entrepot::sensitivity {
namespace {

constexpr std::size_t samples = 1024;

std::string text_of(const statistics::Interval& interval) {
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", interval.value, interval.low, interval.high);
}

std::string variance_rows(const std::string& name, const Function& function, const KnownIndices& known,
                          std::size_t shown) {
  const std::size_t dimensions = known.first.size();
  const auto sample = design::saltelli(samples, each_by_itself(dimensions), false, 1);
  const auto values = evaluated(sample, function);
  const auto indices = sobol_indices({values, 1}, dimensions, false);
  const auto points = design::sobol_sequence(samples, dimensions, 1);
  const auto of_points = evaluated(points, function);
  const auto pawn = pawn_indices({of_points, 1}, points.values, std::vector<bool>(dimensions, false));
  std::string rows;
  for (std::size_t g = 0; g < shown; ++g) {
    rows += fmt::format("| {} {} | {:.3f} | {} | {:.3f} | {} | {:.2f} ({:.2f}) |\n", name, g + 1, known.first[g],
                        text_of(indices.first[g]), known.total[g], text_of(indices.total[g]),
                        pawn.of_dimension[g].median.value, pawn.of_dimension[g].null_median);
  }
  return rows;
}

KnownIndices borehole_reference() {
  const auto sample = random_saltelli(std::size_t{1} << 17U, 8, false, 5);
  const auto values = evaluated(sample, borehole);
  const auto indices = sobol_indices({values, 1}, 8, false, {0});
  KnownIndices reference{{}, {}, indices.variance};
  for (std::size_t g = 0; g < 8; ++g) {
    reference.first.push_back(indices.first[g].value);
    reference.total.push_back(indices.total[g].value);
  }
  return reference;
}

/// Total indices of Ishigami's function with noisy runs: from plain means, and with noise removed.
std::string noise_rows(const std::string& name, const std::vector<double>& runs, RandomNumbers random_numbers) {
  constexpr std::size_t replicates = 4;
  std::vector<double> means(runs.size() / replicates, 0.0);
  for (std::size_t i = 0; i < runs.size(); ++i) means[i / replicates] += runs[i] / replicates;
  const auto naive = sobol_indices({means, 1}, 3, false);
  const auto indices =
      sobol_indices({runs, replicates}, 3, false, {statistics::default_resamples, 0.95, random_numbers});
  std::string rows;
  for (std::size_t g = 0; g < 3; ++g) {
    rows += fmt::format("| {} | {} | {:.3f} | {} | {} |\n", name, g + 1, known_ishigami().total[g],
                        text_of(naive.total[g]), text_of(indices.total[g]));
  }
  return rows;
}

std::string morris_rows() {
  const auto groups = each_by_itself(20);
  const auto sample = design::morris(20, groups, 8, 1);
  const auto values = evaluated(sample, morris_1991);
  const auto effects = morris_effects({values, 1}, sample.values, groups);
  std::string rows;
  for (std::size_t g = 0; g < 20; ++g)
    rows +=
        fmt::format("| {} | {:.0f} | {:.0f} ({:.0f} to {:.0f}) | {:.0f} |\n", g + 1, effects[g].mu.value,
                    effects[g].mu_star.value, effects[g].mu_star.low, effects[g].mu_star.high, effects[g].sigma.value);
  return rows;
}

TEST(SensitivityTable, IsWrittenWhereAsked) {
  const char* path = std::getenv("ENTREPOT_TABLE");
  if (path == nullptr) GTEST_SKIP() << "ENTREPOT_TABLE names no file";
  std::string text =
      "| Input | First order, known | Estimate | Total, known | Estimate | PAWN (null level) "
      "|\n|---|---|---|---|---|---|\n";
  text += variance_rows("Ishigami", ishigami, known_ishigami(), 3);
  text += variance_rows("g", sobol_g, known_sobol_g(), 5);
  text += variance_rows("borehole", borehole, borehole_reference(), 8);
  text += variance_rows("categories", categories, known_categories(), 2);

  const auto sample = design::saltelli(samples, each_by_itself(3), false, 1);
  const auto values = evaluated(sample, ishigami);
  text += "\n| Noise | Input | Total, known | Of means as they are | Noise taken out |\n|---|---|---|---|---|\n";
  text += noise_rows("independent", with_own_noise(values, 4, std::sqrt(known_ishigami().variance), 1),
                     RandomNumbers::independent);
  text += noise_rows("common", with_common_noise(sample, values, 4, 3.0, 6.0, 1), RandomNumbers::common);

  text += "\n| Input | mu | mu* | sigma |\n|---|---|---|---|\n" + morris_rows();
  std::ofstream(path) << text;
  EXPECT_TRUE(std::ifstream(path).good());
}

}  // namespace
}  // namespace entrepot::sensitivity
