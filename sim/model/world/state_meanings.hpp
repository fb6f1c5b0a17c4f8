#pragma once
// Units and meanings of what agents and state hold, by name.

#include <map>
#include <string_view>

namespace entrepot::world {

struct Meaning {
  std::string_view unit;
  std::string_view text;
};

/// By "table" and by "table.variable", with the names of agent_fields.hpp and state_fields.hpp.
const std::map<std::string_view, Meaning>& state_meanings();

}  // namespace entrepot::world
