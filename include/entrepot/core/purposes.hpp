#pragma once
// What the purposes of draws (core/random.hpp) are for, for people.

#include <span>
#include <string>
#include <string_view>

#include "entrepot/core/random.hpp"

namespace entrepot {

struct PurposeInfo {
  Purpose purpose;
  std::string_view name;
  std::string_view keyed_by;  ///< whose draws they are
  std::string_view meaning;
};

/// Every purpose, by its number.
std::span<const PurposeInfo> purposes();

/// Names of purposes, separated by commas.
std::string names_of(std::span<const Purpose> draws);

}  // namespace entrepot
