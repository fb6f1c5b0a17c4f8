#pragma once
// Groups of OEMs and distributors.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct ChannelGroup {
  std::string stream;
  std::int64_t count;
  Shares jurisdiction;
  std::string bills_in;
  std::string headquarters;
  std::vector<std::string> vendors;
  Distribution kyc;
  Distribution margin;
  Distribution stock_cover_weeks;
  Distribution size;
  std::int64_t priority;

  template <class Rows>
  static void rows(Rows& row) {
    using G = ChannelGroup;
    // clang-format off
    row("stream", &G::stream, {.fallback = "''", .meaning = "Name of the group's random stream; the group's own name if empty."});
    row("count", &G::count, {.unit = "agents", .min = 0, .max = 1e6, .fallback = "1", .meaning = "Agents in the group."});
    row("jurisdiction", &G::jurisdiction, {.refers_to = "jurisdictions", .meaning = "Where its goods arrive."});
    row("bills_in", &G::bills_in, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Where vendors invoice it; where its goods arrive if empty."});
    row("headquarters", &G::headquarters, {.fallback = "''", .refers_to = "jurisdictions", .meaning = "Seat of the company; where its goods arrive if empty."});
    row("vendors", &G::vendors, {.refers_to = "vendors", .meaning = "Vendors it carries."});
    row("kyc", &G::kyc, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{beta: {mean: 0.25, concentration: 6}}", .meaning = "Share of red-flagged orders it refuses.", .source = "general knowledge, C"});
    row("margin", &G::margin, {.unit = "ratio", .min = 0, .max = 1, .fallback = "{uniform: [0.04, 0.12]}", .meaning = "Margin over list price.", .source = "general knowledge, C: server makers' and distributors' gross margins"});
    row("stock_cover_weeks", &G::stock_cover_weeks, {.unit = "weeks", .min = 0, .max = 52, .fallback = "2", .meaning = "Weeks of demand it keeps in stock."});
    row("size", &G::size, {.unit = "weight", .min = 0, .fallback = "{lognormal: {median: 1, sigma: 1}}", .meaning = "Relative size: its weight in customers' choice of a partner."});
    row("priority", &G::priority, {.unit = "class", .min = 0, .max = 255, .fallback = "1", .meaning = "Allocation class at the vendor; 0 is served first."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
