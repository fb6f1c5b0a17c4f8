#include "entrepot/model/tick.hpp"

namespace entrepot::model {

const std::vector<Phase>& phases() {
  static const std::vector<Phase> week{
      {"policy", apply_policy, "listing", "Rules and listings that take effect strike barred orders out of the books.",
       "policy.cpp"},
      {"demand", form_demand, "demand, choice, queue",
       "Buyers that decide this week compare their ways to buy, and ask for what they are short of.", "demand.cpp"},
      {"licensing", review_licences, "licensing", "Officers close applications, first in first out.", "licensing.cpp"},
      {"quoting and diversion", quote_and_divert, "diversion, observation",
       "Intermediaries take on grey orders or not, and revise their prices.", "quoting.cpp"},
      {"procurement and screening", procure_and_screen, "screening",
       "Orders reach the books of suppliers unless red flags stop them.", "procurement.cpp"},
      {"remote access", rent_remotely, "rental", "Buyers who chose to rent look for a cloud that takes them.",
       "rental.cpp"},
      {"allocation and billing", allocate_and_bill, "",
       "Lines finish and start units, scarce goods are shared out, first sales are booked.", "allocation.cpp"},
      {"shipping and customs", ship_and_inspect, "routing, customs, tips, location",
       "Lots arrive, change hands, and cross borders under inspection.", "shipping.cpp"},
      {"enforcement", enforce, "end_use_check, investigation, targeting, entry",
       "The authority ranks leads, checks end uses, opens and closes cases, and lists firms.", "enforcement.cpp"},
      {"learning and prices", learn, "search",
       "Memories fade, lead times are quoted, buyers replace contacts that failed them.", "learning.cpp"},
      {"entry and exit", turn_over, "entry",
       "Listed and ruined firms go, new ones are founded, some owners of listed firms return under a new name.",
       "turnover.cpp"},
      {"retail", trade_in_small_lots, "retail, retail_diversion",
       "Buyers of a few units ask at posted prices; traders fill, revise their prices and order.", "retail.cpp"},
      {"accounting and recording", close_week, "", "Goods retire, and the books are audited.", "accounting.cpp"},
      {"observation", publish, "", "Offices, filings and reporters publish what is due.", "observation.cpp"},
  };
  return week;
}

}  // namespace entrepot::model
