#pragma once
// What the world can see of the trade (docs/reference/odd.md, section 7): official trade statistics, vendors'
// billing tables, street prices, seizures, end-use checks and listings. Triggers of rules, the watch list and
// suppliers read only what is published. docs/explanation/observation.md has the definitions.

#include <cstdint>
#include <optional>

#include "entrepot/core/calendar.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/week_context.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

/// The value of an observable before `week` begins, from what is published by then. Ratios are 0 where there is
/// nothing to compare with.
double observe(const Setting& setting, const world::State& state, const Record& record, Week week,
               scenario::Observable observable, JurisdictionId place);

/// The month whose last week is `week`; none if the month continues after it, or began before the run.
std::optional<std::size_t> month_closed_in(const Setting& setting, Week week);

/// The first month of the vendor's fiscal quarter that ends with `month`; none if no quarter ends there or the run has
/// only a part of it.
std::optional<std::size_t> fiscal_quarter_from(const Setting& setting, VendorId vendor, std::size_t month);

// ---- what is declared and heard as it happens ----------------------------------------------------------------------

/// A shipper, who may be a trader abroad, declares goods for a place.
void declare_shipment(Writes<Record> week, JurisdictionId to, ProductId p, Units units);

/// Goods reach a consignee or an end user, who declares them.
void declare_import(Writes<Record> week, JurisdictionId place, ProductId p, Units units, Money value);

/// Imported goods leave for another place and are declared; nothing to declare inside a place.
void declare_re_export(Writes<Record> week, JurisdictionId from, JurisdictionId to, ProductId p, Units units,
                       Money value);

/// Goods reach a place declared as something else, so no statistics count them.
void arrive_undeclared(Writes<Record> week, JurisdictionId place, ProductId p, Units units);

/// An end user openly installs goods.
void note_installation(Writes<Record> week, JurisdictionId place, ProductId p, Units units);

/// A barred buyer was quoted a price.
void note_quote(Writes<Record> week, const world::Order& order);

void count_seizure(Writes<Record> week, JurisdictionId place, Units units);

/// An end-use check was made of a firm.
void note_check(Writes<Record> week, IntermediaryId i, bool unfavourable);

}  // namespace entrepot::model
