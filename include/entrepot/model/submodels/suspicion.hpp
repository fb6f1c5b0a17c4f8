#pragma once
// The authority's view of an intermediary: a score that leads add to and time wears away (docs/odd.md,
// section 7).

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

/// How much a lead of each kind adds to a score. Ordinal weights (general knowledge): what customs or a check found is
/// worth more than a supplier's report, that more than a tip, and a hub's anomaly says little about one firm.
enum class Lead : std::uint8_t { hub_anomaly, tip, supplier_report, failed_check, location, seizure };

inline double weight(Lead lead) {
  switch (lead) {
    case Lead::hub_anomaly:
      return 0.1;
    case Lead::tip:
      return 1.0;
    case Lead::supplier_report:
      return 1.5;
    case Lead::failed_check:
    case Lead::location:
      return 3.0;
    case Lead::seizure:
      return 4.0;
  }
  return 0.0;
}

/// A score after `weeks` without news: halves in a year, like the memory of a file nobody opens.
inline double faded(double score, Week weeks) { return score * core::exp2(-static_cast<double>(weeks) / 52.0); }

/// Growth of a hub's yearly imports over those of a year before (the "+740 %" signal); 0 where there were none.
inline double growth(double imports, double earlier) { return earlier > 0 ? imports / earlier - 1.0 : 0.0; }

/// A hub is on the watch list when its imports grow faster than the alarm and are beyond what its data centres can
/// take.
inline bool on_watch_list(double imports, double earlier, double absorptive_capacity, double growth_alarm) {
  return growth(imports, earlier) > growth_alarm && imports > absorptive_capacity;
}

}  // namespace entrepot::submodels
