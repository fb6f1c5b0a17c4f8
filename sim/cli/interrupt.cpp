#include "interrupt.hpp"

#include <csignal>

namespace entrepot::cli {
namespace {

// A signal handler can reach nothing that is passed to it, so the flag must have static storage.
std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void ask_to_stop(int signal) {
  stop.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& stop_on_interrupt() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  // A terminal that goes away, unless nohup has it ignored.
  if (std::signal(SIGHUP, ask_to_stop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
  return stop;
}

}  // namespace entrepot::cli
