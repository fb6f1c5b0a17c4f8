#include "entrepot/model/submodels/rental.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "form_table.hpp"

namespace entrepot::submodels {
namespace {

using scenario::Cloud;
using scenario::RentalForm;

double constant(const RentalMarket&, const Cloud& cloud) { return cloud.lawful_utilisation; }

/// Lawful demand at the rent of the start.
double wanted(const RentalMarket& market, const Cloud& cloud) { return cloud.lawful_utilisation * market.planned; }

double elastic(const RentalMarket& market, const Cloud& cloud) {
  if (market.offered <= 0) return 1;
  const double demand = wanted(market, cloud) * core::pow(market.rent / cloud.first_rent, -cloud.demand_elasticity);
  return std::min(1.0, demand / market.offered);
}

double stepped(const RentalMarket& market, const Cloud& cloud) {
  const double used = utilisation(market.offered, market.rented, cloud.lawful_utilisation);
  const double step = cloud.rent_step * (used / cloud.usual_utilisation - 1.0);
  return std::max(cloud.lowest_rent, market.rent * (1.0 + step));
}

double cleared(const RentalMarket& market, const Cloud& cloud) {
  const double ratio = clearing_rent(market, cloud) / market.rent;
  return std::max(cloud.lowest_rent, market.rent * core::pow(ratio, 1.0 / cloud.rent_weeks));
}

constexpr auto share_forms = form_table<scenario::rental_forms>(elastic, constant, elastic);
constexpr auto rent_forms = form_table<scenario::rental_forms>(cleared, stepped, cleared);

}  // namespace

bool rents(RentalForm form) { return form != RentalForm::none; }

bool builds_for(double h100e, RentalForm form, const Cloud& cloud) {
  return form == RentalForm::reserved && h100e >= cloud.least_reserved;
}

double planned_ahead(RentalForm form, const Cloud& cloud) {
  return form == RentalForm::reserved ? cloud.site_weeks : 0.0;
}

double lawful_share(const RentalMarket& market, RentalForm form, const Cloud& cloud) {
  return of(share_forms, form)(market, cloud);
}

double utilisation(double offered, double rented_by_restricted, double lawful) {
  return offered > 0 ? std::min(1.0, lawful + rented_by_restricted / offered) : 1.0;
}

double free_compute(double offered, double rented_by_restricted, double lawful) {
  return std::max(0.0, offered * (1.0 - lawful) - rented_by_restricted);
}

double clearing_rent(const RentalMarket& market, const Cloud& cloud) {
  // Clouds keep this for lawful tenants, whatever restricted ones rent.
  const double kept = (1.0 - cloud.usual_utilisation) * market.offered;
  const double left = std::max(kept, cloud.usual_utilisation * market.offered - market.rented);
  const double demand = wanted(market, cloud);
  if (left <= 0 || demand <= 0) return market.rent;
  return cloud.first_rent * core::pow(demand / left, 1.0 / cloud.demand_elasticity);
}

double next_rent(const RentalMarket& market, RentalForm form, const Cloud& cloud) {
  return of(rent_forms, form)(market, cloud);
}

}  // namespace entrepot::submodels
