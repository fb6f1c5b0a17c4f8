#include "entrepot/core/purposes.hpp"

#include <algorithm>
#include <array>

namespace entrepot {

std::span<const PurposeInfo> purposes() {
  static constexpr auto all = std::to_array<PurposeInfo>({
      {Purpose::population, "population", "agent", "Attributes of an agent, before the run."},
      {Purpose::contacts, "contacts", "buyer", "The intermediaries a buyer knows at the start."},
      {Purpose::demand, "demand", "buyer and year", "Deviation of a buyer's plans from their trend."},
      {Purpose::choice, "choice", "buyer and option",
       "A buyer's taste for an option, the same each time the option is available."},
      {Purpose::diversion, "diversion", "order, or buyer",
       "Whether an intermediary accepts an order of uncertain gain, and the sequence in which it considers requests."},
      {Purpose::screening, "screening", "order", "Whether each supplier refuses an order and reports the refusal."},
      {Purpose::licensing, "licensing", "order", "Whether officers detect a cover story, and their decision."},
      {Purpose::routing, "routing", "lot", "The route of a diverted lot."},
      {Purpose::customs, "customs", "lot", "Whether customs open a departing lot and detect a diversion."},
      {Purpose::tips, "tips", "lot", "Whether the authority receives a tip about a diverted lot."},
      {Purpose::end_use_check, "end_use_check", "intermediary, or authority",
       "Which consignees are checked at random, and the result of a check."},
      {Purpose::investigation, "investigation", "intermediary, or authority",
       "Which intermediaries are investigated at random, and whether a case is proved."},
      {Purpose::billing, "billing", "buyer",
       "Whether a contract manufacturer is invoiced for a buyer's purchases this week, and where."},
      {Purpose::supplier, "supplier", "intermediary", "The suppliers of an intermediary."},
      {Purpose::search, "search", "buyer", "The contact that replaces one without offers."},
      {Purpose::rental, "rental", "buyer", "The cloud a tenant asks, and whether the cloud rejects it."},
      {Purpose::queue, "queue", "buyer", "The sequence in which the week's buyers enter the market."},
      {Purpose::listing, "listing", "agent", "Which members of a group a rule puts on the entity list."},
      {Purpose::location, "location", "lot", "Whether and when a lot's location report identifies its seller."},
      {Purpose::entry, "entry", "intermediary, or buyer",
       "Whether a firm is founded, whether the owners of a listed firm return, and which clients follow."},
      {Purpose::targeting, "targeting", "hub",
       "The yield of a hub sampled by a learning authority (Thompson sampling)."},
      {Purpose::retail, "retail", "four retail buyers", "Weekly demand of each buyer."},
      {Purpose::retail_diversion, "retail_diversion", "retail trader",
       "Which purchases of a trader's restricted buyers are diverted, and whether the trader is detected."},
      {Purpose::charge, "charge", "intermediary",
       "Whether a proved case leads to a criminal charge, and when it becomes public."},
      {Purpose::nest_taste, "nest_taste", "buyer, line and pathway",
       "A buyer's taste for the products of a line by one pathway, common to all of them."},
      {Purpose::deposit, "deposit", "buyer and intermediary", "The deposit on which a buyer and a seller agree."},
      {Purpose::site_check, "site_check", "order", "Whether and when a maker finds that goods are not at the site."},
      {Purpose::records, "records", "owner", "Whether trade records or the press expose an owner."},
      {Purpose::origin_hold, "origin_hold", "order", "Whether officers at the origin detain a diverted lot."},
      {Purpose::observation, "observation", "order", "Which quotes are reported, and the error of the reports."},
      {Purpose::resampling, "resampling", "resample", "Replicates or rows of a bootstrap resample; not used in a run."},
      {Purpose::design, "design", "dimension", "Points of a sweep; not used in a run."},
      {Purpose::calibration, "calibration", "candidate", "Parameters of a calibration candidate; not used in a run."},
      {Purpose::guidance, "guidance", "buyer", "Whether a buyer follows its government's guidance not to buy."},
      {Purpose::import_decision, "import_decision", "order", "Whether the importing government lets an order in."},
      {Purpose::port_check, "port_check", "lot", "Whether customs open an arriving lot and detect undeclared chips."},
      {Purpose::permit, "permit", "lot", "Whether a hub refuses a diverted lot its permit to leave."},
      {Purpose::stopping, "stopping", "lot", "Which of a few diverted units stop working."},
      {Purpose::resale, "resale", "product", "Which units are sold, and which fail."},
      {Purpose::registry, "registry", "order", "Whether and when an audit misses registered units."},
  });
  return all;
}

std::string names_of(std::span<const Purpose> draws) {
  std::string names;
  for (const Purpose purpose : draws) {
    const auto all = purposes();
    const auto info = std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.purpose == purpose; });
    names.append(names.empty() ? "" : ", ").append(info->name);
  }
  return names;
}

}  // namespace entrepot
