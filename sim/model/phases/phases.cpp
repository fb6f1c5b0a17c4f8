#include "entrepot/model/tick.hpp"

namespace entrepot::model {

const std::vector<Phase>& week_phases() {
  using enum Purpose;
  static const std::vector<Phase> week{
      {"policy", phases::policy, {listing}, "Rules and listings that take effect cancel barred orders."},
      {"demand",
       phases::demand,
       {demand, choice, queue},
       "Buyers that decide this week compare their ways to buy, and order what they are short of."},
      {"licensing", phases::licensing, {licensing}, "Officers close applications, first in first out."},
      {"diversion",
       phases::diversion,
       {diversion, observation},
       "Intermediaries accept or decline grey orders, and revise their prices."},
      {"procurement", phases::procurement, {screening}, "Orders reach suppliers' books unless red flags stop them."},
      {"rental", phases::rental, {rental}, "Buyers who chose to rent look for a cloud that accepts them."},
      {"allocation",
       phases::allocation,
       {},
       "Lines finish and start units, scarce goods are allocated, first sales are invoiced."},
      {"shipping",
       phases::shipping,
       {routing, customs, tips, location},
       "Lots arrive, change hands, and cross borders under inspection."},
      {"enforcement",
       phases::enforcement,
       {end_use_check, investigation, targeting, entry},
       "The authority ranks leads, checks end uses, opens and closes cases, and lists firms."},
      {"learning",
       phases::learning,
       {search},
       "Memories fade, lead times are published, buyers replace contacts that failed them."},
      {"turnover",
       phases::turnover,
       {entry},
       "Listed and insolvent firms close, new ones are founded, some owners of listed firms return under a new name."},
      {"retail",
       phases::retail,
       {retail, retail_diversion},
       "Buyers of a few units order at posted prices; traders sell, revise their prices and restock."},
      {"accounting", phases::accounting, {}, "Goods retire, and the books are audited."},
      {"observation", phases::observation, {}, "Statistics, filings and price reports that are due are published."},
  };
  return week;
}

}  // namespace entrepot::model
