#include "entrepot/model/submodels/rental.hpp"

#include <algorithm>

namespace entrepot::submodels {

double utilisation(double offered, double rented_by_restricted, const scenario::Cloud& cloud) {
  return offered > 0 ? std::min(1.0, cloud.lawful_utilisation + rented_by_restricted / offered) : 1.0;
}

double free_compute(double offered, double rented_by_restricted, const scenario::Cloud& cloud) {
  return std::max(0.0, offered * (1.0 - cloud.lawful_utilisation) - rented_by_restricted);
}

double adjusted_rent(double rent, double utilisation, const scenario::Cloud& cloud) {
  const double step = cloud.rent_step * (utilisation / cloud.usual_utilisation - 1.0);
  return std::max(cloud.lowest_rent, rent * (1.0 + step));
}

}  // namespace entrepot::submodels
