#pragma once
// The labels of the axis `fate`.

#include <array>

#include "entrepot/model/record.hpp"

namespace entrepot::results {

/// In the order of model::GoodsFate.
inline constexpr std::array<const char*, model::fates> goods_fate_names{"unrestricted", "restricted", "leaked",
                                                                        "seized", "pending"};

}  // namespace entrepot::results
