#pragma once
// Jurisdictions, their customs and law, and the lanes between them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct Customs {
  double inspection_rate;
  double transfer_inspection_rate;
  double detection;
  double cooperation;
  double responsiveness;
  double capacity;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("inspection_rate", &Customs::inspection_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Share of consignments opened at departure on an ordinary lane.", .source = "general knowledge, C: customs open about 2 % of cargo"});
    row("transfer_inspection_rate", &Customs::transfer_inspection_rate, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.002", .meaning = "Share of in-country transfers that are inspected.", .source = "general knowledge, C"});
    row("detection", &Customs::detection, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.4", .meaning = "Probability that an inspection detects a diverted consignment, if customs cooperate.", .source = "general knowledge, C"});
    row("cooperation", &Customs::cooperation, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.3", .meaning = "Probability that customs enforce the exporting authority's rules.", .source = "general knowledge, C"});
    row("responsiveness", &Customs::responsiveness, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Maximum share of the gap to full cooperation that the government closes as its firms are added to the Entity List; see `enforcement.listings_to_half`.", .source = "general knowledge, C"});
    row("capacity", &Customs::capacity, {.unit = "consignments/week", .min = 0, .fallback = "50", .meaning = "Consignments of such goods that customs can open per week.", .source = "general knowledge, C"});
    // clang-format on
  }
};

struct Legal {
  double fine_multiple;
  bool limited_liability;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("fine_multiple", &Legal::fine_multiple, {.unit = "ratio", .min = 0, .max = 100, .fallback = "2", .meaning = "Fine as a multiple of the value diverted.", .source = "50 USC 4819: civil penalty of up to twice the value of the transaction, A"});
    row("limited_liability", &Legal::limited_liability, {.fallback = "false", .meaning = "Whether every firm here has limited liability."});
    // clang-format on
  }
};

struct Jurisdiction {
  std::string name;
  std::vector<std::string> groups;
  DatedTexts groups_from;
  bool hub;
  std::optional<double> latitude;
  std::optional<double> longitude;
  double data_centres;
  double data_centre_mw;
  double ai_share_of_mw;
  Customs customs;
  Legal legal;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("name", &Jurisdiction::name, {.fallback = "''", .meaning = "Full name, for reports.", .outside_identity = true});
    row("groups", &Jurisdiction::groups, {.optional = true, .meaning = "Country groups of the place, e.g. D:5; rules may refer to a group."});
    row("groups_from", &Jurisdiction::groups_from, {.optional = true, .meaning = "Later country groups, by the day from which they replace the earlier ones. Rules decide by the groups of the day; `redesign_for` and `sells_only_to` are read once, by those of the first day of the run."});
    row("hub", &Jurisdiction::hub, {.fallback = "false", .meaning = "Whether the authority watches it as a transshipment hub: its consignees get end-use checks, its import statistics can raise an alarm, and results have a row for it. Diversion can start wherever intermediaries keep goods, hub or not; results count it elsewhere."});
    row("latitude", &Jurisdiction::latitude, {.unit = "degrees", .min = -90, .max = 90, .meaning = "Latitude of its main trading city, north positive; needed by `network.gravity`."});
    row("longitude", &Jurisdiction::longitude, {.unit = "degrees", .min = -180, .max = 180, .meaning = "Longitude of that city, east positive."});
    row("data_centres", &Jurisdiction::data_centres, {.unit = "count", .min = 0, .fallback = "0", .meaning = "Number of data centres; not used, capacity follows from power."});
    row("data_centre_mw", &Jurisdiction::data_centre_mw, {.unit = "MW", .min = 0, .fallback = "100", .meaning = "Power of its data centres."});
    row("ai_share_of_mw", &Jurisdiction::ai_share_of_mw, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Share of that power that could feed AI accelerators.", .source = "general knowledge, C"});
    row("customs", &Jurisdiction::customs, {.meaning = "Customs of the jurisdiction."});
    row("legal", &Jurisdiction::legal, {.meaning = "Penalties of the jurisdiction."});
    // clang-format on
  }
};

enum class LaneMode { air_freight, sea, road, courier, hand_carry };

/// A family of lanes: one between every ordered pair of `between`, or from every `from` to every `to`.
struct Lane {
  std::vector<std::string> between;
  std::vector<std::string> from;
  std::vector<std::string> to;
  LaneMode mode;
  std::int64_t weeks;
  double cost;
  double inspection_factor;
  double capacity;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("between", &Lane::between, {.optional = true, .refers_to = "jurisdictions", .meaning = "Places joined by a lane: every ordered pair, and each with itself."});
    row("from", &Lane::from, {.optional = true, .refers_to = "jurisdictions", .meaning = "Origins: a lane joins each of them to every place of `to`."});
    row("to", &Lane::to, {.optional = true, .refers_to = "jurisdictions", .meaning = "Destinations of the lanes from every place of `from`."});
    row("mode", &Lane::mode, {.choices = {"air_freight", "sea", "road", "courier", "hand_carry"}, .meaning = "Mode of transport."});
    row("weeks", &Lane::weeks, {.unit = "weeks", .min = 0, .max = 26, .meaning = "Door-to-door transit time."});
    row("cost", &Lane::cost, {.unit = "USD/unit", .min = 0, .meaning = "Freight cost of one accelerator with its share of a server."});
    row("inspection_factor", &Lane::inspection_factor, {.unit = "ratio", .min = 0, .max = 100, .fallback = "1", .meaning = "Inspection rate of the lane relative to an ordinary one."});
    row("capacity", &Lane::capacity, {.unit = "units/week", .min = 0.01, .fallback = "1e9", .meaning = "Accelerators that the lane can carry per week; the excess leaves later."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
