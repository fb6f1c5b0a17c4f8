#pragma once
// How a diverted lot or its diverter is detected, and what follows for its supply. Sources: world::Discovery.

#include "entrepot/model/week_context.hpp"

namespace entrepot::model {

using DiscoveryWrites = Writes<IntermediaryState, EnforcementState, Record>;

/// Whether a source finds diversion in this run.
bool works(const WeekContext& week, world::Discovery source);

/// A diverted lot leaves a supplier: officers at the origin may hold it, and somebody may talk.
void watch_from_sale(Writes<EnforcementState> week, LotId id);

/// A diverted lot sets out for its buyer: where no tip comes in time to stop it, one may still make the firm suspect.
void watch_from_departure(Writes<IntermediaryState, EnforcementState> week, LotId id);

/// A diverted lot is at a site that its buyer declared: the maker may look for it there later.
void watch_at_site(Writes<EnforcementState> week, LotId id);

/// A diverted lot is delivered: an audit of its registered owner will miss it.
void watch_registered(Writes<EnforcementState> week, LotId id);

/// Trade records or the press expose owners.
void search_records(Writes<IntermediaryState, OwnerState, EnforcementState, Record> week);

/// The authority finds a diverter out, by something that concerns a number of units: its score rises, and the vendor's
/// partners may stop supplying it.
void find_out(DiscoveryWrites week, IntermediaryId i, VendorId vendor, double units, world::Discovery source);

/// Share of findings of a source after which the vendor's partners stop supplying the firm.
double stop_share(const WeekContext& week, world::Discovery source);

/// The vendor's partners stop supplying a firm with this chance. Its owner may return under another name.
void cut_off(Writes<IntermediaryState, EnforcementState, Record> week, IntermediaryId i, VendorId vendor,
             double chance);

/// Units a year that an owner's firms have delivered of late.
double yearly_units(const WeekContext& week, OwnerId owner);

}  // namespace entrepot::model
