#include "entrepot/model/beliefs.hpp"

#include "entrepot/model/discovery.hpp"
#include "entrepot/model/submodels/perceived_risk.hpp"

namespace entrepot::model {

namespace {

/// The evidence an intermediary has on every border: its owner's lots, and listings of firms that share its suppliers.
submodels::Experience experience_of(const WeekContext& week, IntermediaryId i) {
  const auto& table = week.state.owners;
  const OwnerId owner = week.agents.intermediaries.owner[i];
  submodels::Experience experience{
      .own = submodels::remembered({table.detections[owner], table.trials[owner]},
                                   week.number - table.belief_week[owner], week.scenario().perception),
      .hub = {},
      .suppliers = {}};
  for (const ChannelId c : week.agents.intermediaries.suppliers_of(i)) {
    experience.suppliers.detections += week.state.channels.detections[c];
    experience.suppliers.trials += week.state.channels.trials[c];
  }
  return experience;
}

}  // namespace

double believed_detection(const WeekContext& week, IntermediaryId i, BuyerId b) {
  return believed_detection_to(week, i, week.agents.buyers.jurisdiction[b]);
}

double believed_detection_to(const WeekContext& week, IntermediaryId i, JurisdictionId place) {
  const auto routes = week.setting.geography.routes(week.agents.intermediaries.warehouse[i], place);
  return routes.empty() ? 1.0 : believed_on_route(week, i, routes.front());
}

double believed_on_route(const WeekContext& week, IntermediaryId i, RouteId route) {
  auto experience = experience_of(week, i);
  double undetected = 1.0;
  for (const LaneId leg : week.setting.geography.route(route).legs) {
    const world::Lane& lane = week.setting.geography.lane(leg);
    experience.hub = {week.state.hubs.detections[lane.from], week.state.hubs.trials[lane.from]};
    const double per_crossing =
        submodels::perceived_detection(week.agents.intermediaries.prior_detection[i], experience,
                                       week.scenario().perception, week.scenario().model.risk);
    undetected *= 1.0 - submodels::perceived_on_lane(per_crossing, lane.inspection_factor);
  }
  const auto form = week.scenario().model.exposure;
  if (form == scenario::ExposureForm::flat) return 1.0 - undetected;
  return submodels::exposed(1.0 - undetected, yearly_units(week, week.agents.intermediaries.owner[i]),
                            week.scenario().perception, form);
}

void remember(Writes<OwnerState> week, IntermediaryId i, double detections, double trials) {
  auto& table = week.owners();
  const OwnerId owner = week->agents.intermediaries.owner[i];
  const auto kept = submodels::remembered({table.detections[owner], table.trials[owner]},
                                          week->number - table.belief_week[owner], week->scenario().perception);
  table.detections[owner] = kept.detections + detections;
  table.trials[owner] = kept.trials + trials;
  table.belief_week[owner] = week->number;
}

}  // namespace entrepot::model
