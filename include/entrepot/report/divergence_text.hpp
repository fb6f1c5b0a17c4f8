#pragma once
// Where two runs first diverge, as text.

#include <string>
#include <vector>

#include "entrepot/experiment/divergence.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/scenario/key_differences.hpp"

namespace entrepot::report {

std::string key_differences_text(const std::vector<scenario::KeyDifference>& keys);

/// `setting` gives weeks their dates.
std::string divergence_text(const experiment::Divergence& found, const model::Setting& setting, bool same_seed);

}  // namespace entrepot::report
