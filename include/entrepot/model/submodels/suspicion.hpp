#pragma once
// The authority's view of an intermediary: a score that leads add to and time wears away (docs/odd.md,
// section 7).

#include <cstdint>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/scenario/parameters/suspicion.hpp"

namespace entrepot::submodels {

enum class Lead : std::uint8_t { hub_anomaly, tip, supplier_report, failed_check, location, seizure };

/// How much a lead of each kind adds to a score.
inline double weight(Lead lead, const scenario::Suspicion& suspicion) {
  switch (lead) {
    case Lead::hub_anomaly:
      return suspicion.hub_anomaly;
    case Lead::tip:
      return suspicion.tip;
    case Lead::supplier_report:
      return suspicion.supplier_report;
    case Lead::failed_check:
      return suspicion.failed_check;
    case Lead::location:
      return suspicion.location_report;
    case Lead::seizure:
      return suspicion.seizure;
  }
  return 0.0;
}

/// A score after `weeks` without news.
inline double faded(double score, Week weeks, const scenario::Suspicion& suspicion) {
  return score * core::exp2(-static_cast<double>(weeks) / suspicion.half_life_weeks);
}

/// Growth of a hub's yearly imports over those of a year before (the "+740 %" signal); 0 where there were none.
inline double growth(double imports, double earlier) { return earlier > 0 ? imports / earlier - 1.0 : 0.0; }

/// A hub is on the watch list when its imports grow faster than the alarm and are beyond what its data centres can
/// take.
inline bool on_watch_list(double imports, double earlier, double absorptive_capacity, double growth_alarm) {
  return growth(imports, earlier) > growth_alarm && imports > absorptive_capacity;
}

}  // namespace entrepot::submodels
