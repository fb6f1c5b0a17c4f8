#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {

const std::vector<Phase>& phases() {
  static const std::vector<Phase> week{
      {"policy", apply_policy, "listing"},
      {"demand", form_demand, "demand, choice, queue"},
      {"licensing", review_licences, "licensing"},
      {"quoting and diversion", quote_and_divert, "diversion, observation"},
      {"procurement and screening", procure_and_screen, "screening"},
      {"remote access", rent_remotely, "rental"},
      {"allocation and billing", allocate_and_bill, ""},
      {"shipping and customs", ship_and_inspect, "routing, customs, tips, location"},
      {"enforcement", enforce, "end_use_check, investigation, targeting, entry"},
      {"learning and prices", learn, "search"},
      {"entry and exit", turn_over, "entry"},
      {"accounting and recording", close_week, ""},
      {"observation", publish, ""},
  };
  return week;
}

}  // namespace entrepot::engine
