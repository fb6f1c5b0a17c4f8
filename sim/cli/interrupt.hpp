#pragma once
// Ctrl-C as a wish to stop, not as a death.

#include <atomic>

namespace entrepot::cli {

/// From now on the first interrupt or termination signal sets the flag that is returned; a second one ends the program
/// at once.
const std::atomic<bool>& stop_on_interrupt();

}  // namespace entrepot::cli
