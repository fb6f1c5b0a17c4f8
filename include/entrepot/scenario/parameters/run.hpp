#pragma once
// The calendar, and settings of a run.

#include <cstdint>

#include "entrepot/core/calendar.hpp"

namespace entrepot::scenario {

struct CalendarParameters {
  Date start;
  Date end;

  template <class Rows>
  static void rows(Rows& row) {
    using C = CalendarParameters;
    // clang-format off
    row("start", &C::start, {.meaning = "First day; weeks are counted from it."});
    row("end", &C::end, {.meaning = "Last day."});
    // clang-format on
  }
};

struct RunParameters {
  std::int64_t seed;
  std::int64_t replicates;
  double confidence;

  template <class Rows>
  static void rows(Rows& row) {
    using R = RunParameters;
    // clang-format off
    row("seed", &R::seed, {.min = 0, .max = 4294967295.0, .fallback = "1", .meaning = "Seed of all random numbers."});
    row("replicates", &R::replicates, {.unit = "runs", .min = 1, .max = 1e6, .fallback = "32", .meaning = "Number of replicates: independent repetitions of the run.", .outside_identity = true});
    row("confidence", &R::confidence, {.unit = "ratio", .min = 0.5, .max = 0.999, .fallback = "0.9", .meaning = "Confidence level of the intervals."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
