// Where a replicate's time goes: the phases of the week, and what comes before the first week.

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include <chrono>
#include <string>
#include <vector>

#include "entrepot/model/replicate.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

/// Milliseconds since it was last asked.
class Lap {
 public:
  double operator()() {
    const auto now = Clock::now();
    const double passed = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
    return passed;
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_ = Clock::now();
};

/// The baseline's replicate 0 on one thread. Counters are milliseconds a replicate, but for "deciding": buyers that
/// decided in a week, summed over weeks.
void baseline_by_phase(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
  const auto world = testing::baseline({});
  const model::Setting& setting = world->setting;
  std::vector<BuyerId> deciding;
  const auto add = [&](const std::string& name, double amount) {
    auto& counter = state.counters[name];
    counter.flags = benchmark::Counter::kAvgIterations;
    counter.value += amount;
  };
  for (auto _ : state) {
    Lap lap;
    model::Replicate run(setting, 0, nullptr);
    add("population", lap());
    for (Week week = 0; week < setting.calendar.weeks(); ++week) {
      model::WeekContext week = run.open(week);
      week.agents.wake.acting(week, deciding);
      add("deciding", static_cast<double>(deciding.size()));
      lap();
      for (const model::Phase& phase : model::week_phases()) {
        phase.run(week);
        add(std::string(phase.name), lap());
      }
    }
  }
}
BENCHMARK(baseline_by_phase)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entrepot
