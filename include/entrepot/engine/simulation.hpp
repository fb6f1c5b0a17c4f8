#pragma once
// One replicate of a scenario.

#include <cstdint>

#include "entrepot/engine/record.hpp"
#include "entrepot/engine/setting.hpp"

namespace entrepot::engine {

/// Run one replicate. The result depends on the scenario, its seed and `replicate` alone. Throws Error
/// (ExitCode::ledger_violation) if goods or money are not conserved in any week.
Record simulate(const Setting& setting, std::uint32_t replicate);

}  // namespace entrepot::engine
