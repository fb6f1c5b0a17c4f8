#include "entrepot/engine/tick.hpp"

namespace entrepot::engine {

const std::vector<Phase>& phases() {
  static const std::vector<Phase> week{
      {"policy", apply_policy, "listing", "Rules and listings that take effect strike barred orders out of the books.",
       "phase_policy.cpp"},
      {"demand", form_demand, "demand, choice, queue",
       "Buyers that decide this week compare their ways to buy, and ask for what they are short of.",
       "phase_demand.cpp"},
      {"licensing", review_licences, "licensing", "Officers close applications, first in first out.",
       "phase_licensing.cpp"},
      {"quoting and diversion", quote_and_divert, "diversion, observation",
       "Intermediaries take on grey orders or not, and revise their prices.", "phase_quoting.cpp"},
      {"procurement and screening", procure_and_screen, "screening",
       "Orders reach the books of suppliers unless red flags stop them.", "phase_procurement.cpp"},
      {"remote access", rent_remotely, "rental", "Buyers who chose to rent look for a cloud that takes them.",
       "phase_rental.cpp"},
      {"allocation and billing", allocate_and_bill, "",
       "Lines finish and start units, scarce goods are shared out, first sales are booked.", "phase_allocation.cpp"},
      {"shipping and customs", ship_and_inspect, "routing, customs, tips, location",
       "Lots arrive, change hands, and cross borders under inspection.", "phase_shipping.cpp"},
      {"enforcement", enforce, "end_use_check, investigation, targeting, entry",
       "The authority ranks leads, checks end uses, opens and closes cases, and lists firms.", "phase_enforcement.cpp"},
      {"learning and prices", learn, "search",
       "Memories fade, lead times are quoted, buyers replace contacts that failed them.", "phase_learning.cpp"},
      {"entry and exit", turn_over, "entry",
       "Listed and ruined firms go, new ones are founded, some owners of listed firms return under a new name.",
       "phase_turnover.cpp"},
      {"retail", trade_in_small_lots, "retail, retail_diversion",
       "Buyers of a few units ask at posted prices; traders fill, revise their prices and order.", "phase_retail.cpp"},
      {"accounting and recording", close_week, "", "Goods retire, and the books are audited.", "phase_accounting.cpp"},
      {"observation", publish, "", "Offices, filings and reporters publish what is due.", "phase_observation.cpp"},
  };
  return week;
}

}  // namespace entrepot::engine
