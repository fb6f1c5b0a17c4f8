#pragma once
// The phases of a week. Each declares the tables that it may change; it reads everything.

#include <string_view>
#include <vector>

#include "entrepot/core/purposes.hpp"
#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

/// A phase of the week. One word names it: the function phases::NAME in sim/model/phases/NAME.cpp.
struct Phase {
  std::string_view name;
  void (*run)(WeekContext&);
  std::vector<Purpose> draws;            ///< the purposes of the draws it may take
  std::vector<std::string_view> writes;  ///< the tables it may change
  std::string_view meaning;              ///< what happens in it
};

/// The phases of a week in their order (docs/reference/odd.md, section 3); the one place that lists them.
const std::vector<Phase>& week_phases();

using PolicyWeek = Writes<BuyerState, IntermediaryState, ChannelState, VendorState, EnforcementState, LicensingState,
                          Messages, Record>;
using DemandWeek = Writes<BuyerState, HubState, RentalState, Messages>;
using LicensingWeek = Writes<BuyerState, IntermediaryState, LicensingState, Messages, Record>;
using ResaleWeek =
    Writes<BuyerState, IntermediaryState, EnforcementState, ShipmentState, ResaleState, PublicState, Ledger, Record>;
using DiversionWeek =
    Writes<BuyerState, IntermediaryState, HubState, LicensingState, ShipmentState, Messages, Ledger, Record>;
using ProcurementWeek =
    Writes<BuyerState, IntermediaryState, ChannelState, VendorState, EnforcementState, LicensingState, Record>;
using RentalWeek = Writes<BuyerState, RentalState, PublicState, Ledger, Record>;
using AllocationWeek = Writes<BuyerState, IntermediaryState, ChannelState, VendorState, EnforcementState,
                              LicensingState, ShipmentState, PublicState, Ledger, Record>;
using ShippingWeek = Writes<BuyerState, IntermediaryState, OwnerState, ChannelState, HubState, EnforcementState,
                            ShipmentState, RentalState, PublicState, Ledger, Record>;
using EnforcementWeek =
    Writes<IntermediaryState, OwnerState, HubState, EnforcementState, PublicState, Messages, Ledger, Record>;
using ChargesWeek = Writes<EnforcementState, Record>;
using LearningWeek = Writes<BuyerState, ChannelState, VendorState, HubState, EnforcementState, Record>;
using TurnoverWeek = Writes<BuyerState, IntermediaryState, ChannelState, HubState, Record>;
using RetailWeek = Writes<RetailState, Ledger, Record>;
using AccountingWeek = Writes<BuyerState, PublicState, Ledger, Record>;
using ObservationWeek = Writes<HubState, Record>;

namespace phases {

void policy(PolicyWeek week);
void demand(DemandWeek week);
void licensing(LicensingWeek week);
void resale(ResaleWeek week);
void diversion(DiversionWeek week);
void procurement(ProcurementWeek week);
void rental(RentalWeek week);
void allocation(AllocationWeek week);
void shipping(ShippingWeek week);
void enforcement(EnforcementWeek week);
void charges(ChargesWeek week);
void learning(LearningWeek week);
void turnover(TurnoverWeek week);
void retail(RetailWeek week);
void accounting(AccountingWeek week);
void observation(ObservationWeek week);

}  // namespace phases

}  // namespace entrepot::model
