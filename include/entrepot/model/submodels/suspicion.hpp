#pragma once
// The authority's suspicion score of an intermediary: leads increase it and it decays over time (docs/reference/odd.md,
// section 7).

#include <algorithm>
#include <cstdint>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"
#include "entrepot/scenario/parameters/suspicion.hpp"

namespace entrepot::submodels {

enum class Lead : std::uint8_t {
  hub_anomaly,
  tip,
  supplier_report,
  failed_check,
  location,
  seizure,
  site_check,
  records
};

/// Contribution of a lead to a score.
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
    case Lead::site_check:
      return suspicion.site_check;
    case Lead::records:
      return suspicion.records;
  }
  return 0.0;
}

/// Factor on the weight of a finding about a number of units: (units / size)^size_power, at least 1.
inline double weight_of_size(double units, double size, const scenario::Suspicion& suspicion) {
  return core::pow(std::max(1.0, units / size), suspicion.size_power);
}

/// A score after `weeks` without new evidence.
inline double faded(double score, Week weeks, const scenario::Suspicion& suspicion) {
  return score * core::exp2(-static_cast<double>(weeks) / suspicion.half_life_weeks);
}

/// Growth of a hub's annual imports over the previous year (the "+740 %" signal); 0 without earlier imports.
inline double growth(double imports, double earlier) { return earlier > 0 ? imports / earlier - 1.0 : 0.0; }

/// Whether a hub is on the watch list: its imports grow faster than the alarm and exceed the capacity of its data
/// centres.
inline bool on_watch_list(double imports, double earlier, double absorptive_capacity, double growth_alarm) {
  return growth(imports, earlier) > growth_alarm && imports > absorptive_capacity;
}

}  // namespace entrepot::submodels
