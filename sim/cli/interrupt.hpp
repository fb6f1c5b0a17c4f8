#pragma once
// Interrupts as requests to stop.

#include <atomic>

namespace entrepot::cli {

/// From the call on, the first interrupt or termination signal sets the returned flag; a second one ends the program at
/// once.
const std::atomic<bool>& stop_on_interrupt();

}  // namespace entrepot::cli
