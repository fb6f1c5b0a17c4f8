#pragma once
// Check that two runs can be compared replicate by replicate.

#include <cstdint>
#include <string>

#include "entrepot/core/error.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/results/run_info.hpp"

namespace entrepot::experiment {

/// Conditions for common random numbers: with equal values, replicate k of two runs uses the same draws in the same
/// weeks.
struct DrawKey {
  std::string start;  ///< first day, ISO
  std::int64_t weeks = 0;
  std::int64_t seed = 0;
};
DrawKey draw_key(const results::RunInfo& run);
DrawKey draw_key(const model::Setting& setting);

/// The error (bad_input) for two runs that cannot be compared.
Error cannot_compare(const std::string& first, const std::string& other, const std::string& why);

/// Throws cannot_compare unless both share weeks and seed.
void check_pairing(const std::string& first, const DrawKey& a, const std::string& other, const DrawKey& b);

}  // namespace entrepot::experiment
