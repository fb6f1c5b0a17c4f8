#include "interrupt.hpp"

#include <csignal>

namespace entrepot::cli {
namespace {

// A signal handler has no arguments to carry the flag, so it has static storage.
std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void request_stop(int signal) {
  stop.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& stop_on_interrupt() {
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  // The terminal was closed; under nohup the signal stays ignored.
  if (std::signal(SIGHUP, request_stop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
  return stop;
}

}  // namespace entrepot::cli
