#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {

const std::vector<Phase>& phases() {
  static const std::vector<Phase> week{
      {"policy", apply_policy},
      {"demand", form_demand},
      {"licensing", review_licences},
      {"quoting and diversion", quote_and_divert},
      {"procurement and screening", procure_and_screen},
      {"remote access", rent_remotely},
      {"allocation and billing", allocate_and_bill},
      {"shipping and customs", ship_and_inspect},
      {"enforcement", enforce},
      {"learning and prices", learn},
      {"entry and exit", turn_over},
      {"accounting and recording", close_week},
      {"observation", publish},
  };
  return week;
}

}  // namespace entrepot::engine
