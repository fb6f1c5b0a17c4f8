#include "entrepot/core/purposes.hpp"

#include <algorithm>
#include <array>

namespace entrepot {

std::span<const PurposeInfo> purposes() {
  static constexpr auto all = std::to_array<PurposeInfo>({
      {Purpose::population, "population", "agent", "Attributes of an agent, before the run."},
      {Purpose::contacts, "contacts", "buyer", "The intermediaries that a buyer knows at the start."},
      {Purpose::demand, "demand", "buyer and year", "How far a buyer's plans are from their trend."},
      {Purpose::choice, "choice", "buyer and option", "A buyer's taste for an option, the same whenever it is there."},
      {Purpose::diversion, "diversion", "order, or buyer",
       "Whether an order that is in doubt is taken on, and the order in which an intermediary looks at requests."},
      {Purpose::screening, "screening", "order",
       "Whether each supplier refuses an order, and reports what it refused."},
      {Purpose::licensing, "licensing", "order", "Whether officers see through a cover story, and what they decide."},
      {Purpose::routing, "routing", "lot", "The route of a diverted lot."},
      {Purpose::customs, "customs", "lot", "Whether a lot is opened as it leaves a place, and found out."},
      {Purpose::tips, "tips", "lot", "Whether somebody tells the authority of a diverted lot."},
      {Purpose::end_use_check, "end_use_check", "intermediary, or authority",
       "Who is checked at random, and what a check finds."},
      {Purpose::investigation, "investigation", "intermediary, or authority",
       "Against whom a case is opened at random, and whether it is proved."},
      {Purpose::billing, "billing", "buyer",
       "Whether a contract maker is invoiced for what is sold to it this week, and where."},
      {Purpose::supplier, "supplier", "intermediary", "The channel partners that an intermediary buys from."},
      {Purpose::search, "search", "buyer", "The contact that takes the place of one that was of no use."},
      {Purpose::rental, "rental", "buyer", "The cloud that a tenant asks, and whether it is turned away."},
      {Purpose::queue, "queue", "buyer", "The order in which the buyers of a week come to the market."},
      {Purpose::listing, "listing", "agent", "Which members of a group a rule puts on the entity list."},
      {Purpose::location, "location", "lot", "Whether and when a lot that reports its place gives its seller away."},
      {Purpose::entry, "entry", "intermediary, or buyer",
       "Whether a firm is founded, whether the owners of a listed one return, and which clients follow."},
      {Purpose::targeting, "targeting", "hub", "The yield that an authority that learns imagines of a hub."},
      {Purpose::retail, "retail", "four retail buyers", "The units that each of them wants in a week."},
      {Purpose::retail_diversion, "retail_diversion", "retail trader",
       "Which purchases of its restricted buyers are diverted, and whether the trader is detected."},
      {Purpose::charge, "charge", "intermediary",
       "Whether a proved case leads to a criminal charge, and when it becomes public."},
      {Purpose::observation, "observation", "order", "Which quotes reporters come by, and the error of their reports."},
      {Purpose::resampling, "resampling", "resample", "Which replicates or rows an interval is made of; not in a run."},
      {Purpose::design, "design", "dimension", "Points of a sweep; not in a run."},
      {Purpose::calibration, "calibration", "candidate", "Parameters of a candidate of a calibration; not in a run."},
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
