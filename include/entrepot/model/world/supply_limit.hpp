#pragma once
// What can limit the units that a production line starts.

#include <array>
#include <cstdint>
#include <string_view>

namespace entrepot::world {

enum class SupplyLimit : std::uint8_t { demand, capacity, dies, memory };
inline constexpr std::array<std::string_view, 4> supply_limit_names{"demand", "capacity", "dies", "memory"};

}  // namespace entrepot::world
