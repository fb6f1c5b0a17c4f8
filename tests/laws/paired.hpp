#pragma once
// Paired replicates: the same seeds in two worlds, and the differences between them.

#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "entrepot/model/simulation.hpp"

namespace entrepot::laws {

/// Mean of paired differences with its standard error.
struct Difference {
  double mean = 0;
  double error = 0;
};

inline Difference difference(const std::vector<double>& before, const std::vector<double>& after) {
  const auto n = static_cast<double>(before.size());
  std::vector<double> each;
  for (std::size_t k = 0; k < before.size(); ++k) each.push_back(after[k] - before[k]);
  const double mean = std::accumulate(each.begin(), each.end(), 0.0) / n;
  double squares = 0;
  for (const double d : each) squares += (d - mean) * (d - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

/// A measure of each replicate's record.
template <class Measure>
std::vector<double> over_replicates(const model::Setting& setting, std::uint32_t replicates, Measure&& measure) {
  std::vector<double> values;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    auto record = model::simulate(setting, replicate);
    values.push_back(measure(record));
  }
  return values;
}

}  // namespace entrepot::laws
