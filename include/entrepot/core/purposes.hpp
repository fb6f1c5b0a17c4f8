#pragma once
// Descriptions of the purposes of draws (core/random.hpp).

#include <span>
#include <string>
#include <string_view>

#include "entrepot/core/random.hpp"

namespace entrepot {

struct PurposeInfo {
  Purpose purpose;
  std::string_view name;
  std::string_view keyed_by;  ///< agent or object whose id keys the draws
  std::string_view meaning;
};

/// Every purpose, in the order of its number.
std::span<const PurposeInfo> purposes();

/// Names of purposes, separated by commas.
std::string names_of(std::span<const Purpose> draws);

}  // namespace entrepot
