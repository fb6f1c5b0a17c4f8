#pragma once
// What all replicates of a scenario share: it is built once and never changes.

#include <cstdint>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/policy/rule_book.hpp"
#include "entrepot/model/sources.hpp"
#include "entrepot/model/world/catalogue.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::model {

/// Calendar months of a run; a week belongs to the month of its first day. Quarters, calendar years and vendors' fiscal
/// years are all whole months.
struct Months {
  std::vector<Date> first_days;  ///< of each month, the first one's before the start of the run
  std::vector<std::uint16_t> of_week;
  std::vector<std::size_t> quarter;      ///< row of each month's calendar quarter
  std::vector<Date> quarter_first_days;  ///< the first one's before the start of the run
  explicit Months(const Calendar& calendar);
};

struct Setting {
  /// Keeps a reference to the scenario, which must live as long. Throws Error for rules that name what does not exist.
  explicit Setting(const scenario::Scenario& from);
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

  const scenario::Scenario& scenario;
  Calendar calendar;
  Months months;
  world::Geography geography;
  world::Catalogue catalogue;
  policy::RuleBook rules;
  std::vector<JurisdictionId> hubs;
  Column<JurisdictionId, std::uint16_t> hub_row;  ///< row in `hubs`; hubs.size() for what is no hub
  Acquirers acquirers;
  Column<JurisdictionId, StableId> place_id;  ///< name of a place in draws
  std::vector<StableId> option_id;            ///< [product x pathway] name of a way to buy in draws; last: no product
};

}  // namespace entrepot::model
