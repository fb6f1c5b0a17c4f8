// Costs of an agent and week: of a market written for speed alone, of the whole model, and how the model's grows.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "entrepot/core/random.hpp"
#include "entrepot/model/replicate.hpp"
#include "entrepot/model/simulation.hpp"
#include "hand_tuned_market.hpp"
#include "support/baseline.hpp"

namespace entrepot {
namespace {

void per_agent_and_week(benchmark::State& state, double agents_and_weeks) {
  state.counters["ns/agent/week"] = benchmark::Counter(
      agents_and_weeks * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void hand_tuned_market(benchmark::State& state) {
  bench::HandTunedMarket market(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<std::size_t>(state.range(1));
  for (auto _ : state) market.tick(threads);
  per_agent_and_week(state, static_cast<double>(market.agents()));
}
BENCHMARK(hand_tuned_market)->ArgNames({"agents", "threads"})->ArgsProduct({{10000, 100000}, {1, 2}})->UseRealTime();

/// The same market as a scenario, in the engine with all its phases.
void small_lots(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(state.range(1)));
  const auto agents = static_cast<std::size_t>(state.range(0));
  const std::vector<std::string> size{fmt::format("retail_markets.cards.traders={}", agents / 100),
                                      fmt::format("retail_markets.cards.buyers={}", agents - agents / 100 - 4)};
  const auto world = testing::shipped("benchmark/small-lots.yaml", size);
  const model::Setting& setting = world->setting;
  auto run = std::make_unique<model::Replicate>(setting, 0);
  for (auto _ : state) {
    if (run->next_week() == setting.calendar.weeks()) {
      state.PauseTiming();
      run = std::make_unique<model::Replicate>(setting, 0);
      state.ResumeTiming();
    }
    model::simulate_week(*run);
  }
  per_agent_and_week(state, static_cast<double>(agents));
}
BENCHMARK(small_lots)->ArgNames({"agents", "threads"})->ArgsProduct({{10000, 100000, 1000000}, {1, 2}})->UseRealTime();

/// What a week of small lots cannot do without: its random numbers, all else left out.
void random_numbers(benchmark::State& state) {
  const Streams streams(1, 0);
  std::vector<std::uint32_t> words(static_cast<std::size_t>(state.range(0)) / 4 * 4);
  Week week = 0;
  for (auto _ : state) {
    streams.words(7, week++, Purpose::retail, words);
    benchmark::DoNotOptimize(words.data());
    benchmark::ClobberMemory();
  }
  per_agent_and_week(state, static_cast<double>(words.size()));
}
BENCHMARK(random_numbers)->ArgName("agents")->Arg(2048)->UseRealTime();

/// And its address books, four traders a buyer, read from one end to the other.
void address_books(benchmark::State& state) {
  const std::vector<std::uint32_t> books(4 * static_cast<std::size_t>(state.range(0)), 1);
  for (auto _ : state) benchmark::DoNotOptimize(std::accumulate(books.begin(), books.end(), std::uint32_t{0}));
  per_agent_and_week(state, static_cast<double>(state.range(0)));
}
BENCHMARK(address_books)->ArgName("agents")->Arg(100000)->Arg(10000000)->UseRealTime();

/// The baseline's replicate 0 from sampling to the last week.
void baseline(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(state.range(0)));
  const auto world = testing::baseline({});
  const model::Setting& setting = world->setting;
  std::size_t agents = 0;
  for (auto _ : state) agents = model::simulate(setting, 0).agents;
  per_agent_and_week(state, static_cast<double>(agents) * static_cast<double>(setting.calendar.weeks()));
}
BENCHMARK(baseline)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entrepot
