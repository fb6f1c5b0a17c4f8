#pragma once
// Contributions of leads to the authority's score of a firm, and the score's half-life.

namespace entrepot::scenario {

/// Scores only rank firms: the ratios of these weights matter, their size does not.
struct Suspicion {
  double hub_anomaly;
  double tip;
  double supplier_report;
  double failed_check;
  double location_report;
  double seizure;
  double site_check;
  double records;
  double size_power;
  double half_life_weeks;

  template <class Rows>
  static void rows(Rows& row) {
    using S = Suspicion;
    // clang-format off
    row("hub_anomaly", &S::hub_anomaly, {.unit = "score", .min = 0, .max = 1000, .fallback = "0.1", .meaning = "Score of receiving goods in a hub that is probed or on the watch list.", .source = "general knowledge, C: it says little about one firm"});
    row("tip", &S::tip, {.unit = "score", .min = 0, .max = 1000, .fallback = "1", .meaning = "Score of a tip about a diverted lot; the unit of all scores.", .source = "general knowledge, C"});
    row("supplier_report", &S::supplier_report, {.unit = "score", .min = 0, .max = 1000, .fallback = "1.5", .meaning = "Score of a refused order that a supplier reports.", .source = "general knowledge, C: worth more than a tip"});
    row("failed_check", &S::failed_check, {.unit = "score", .min = 0, .max = 1000, .fallback = "3", .meaning = "Score of an unfavourable end-use check.", .source = "general knowledge, C: worth more than a supplier's report"});
    row("location_report", &S::location_report, {.unit = "score", .min = 0, .max = 1000, .fallback = "3", .meaning = "Score of a diverted lot that reports its location.", .source = "general knowledge, C: as a failed check"});
    row("seizure", &S::seizure, {.unit = "score", .min = 0, .max = 1000, .fallback = "4", .meaning = "Score of a lot that customs seize.", .source = "general knowledge, C: the strongest evidence"});
    row("site_check", &S::site_check, {.unit = "score", .min = 0, .max = 1000, .fallback = "4", .meaning = "Score of goods that a maker does not find at the declared site.", .source = "general knowledge, C: as a seizure"});
    row("records", &S::records, {.unit = "score", .min = 0, .max = 1000, .fallback = "2", .meaning = "Score of an exposure by trade records or the press.", .source = "general knowledge, C"});
    row("size_power", &S::size_power, {.unit = "exponent", .min = 0, .max = 2, .fallback = "0.3", .meaning = "Power of the units that a finding or a proved case is about, over enforcement.tip_size_units, in its score or its chance of a charge: more is at stake. Fewer units count as tip_size_units.", .source = "general knowledge, C"});
    row("half_life_weeks", &S::half_life_weeks, {.unit = "weeks", .min = 1, .max = 1040, .fallback = "52", .meaning = "Half-life of a score without new evidence.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
