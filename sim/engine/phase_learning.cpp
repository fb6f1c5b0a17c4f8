// Learning and prices: what the trade and the authority make of the week.

#include <algorithm>
#include <optional>

#include "entrepot/enforcement/suspicion.hpp"
#include "entrepot/engine/tick.hpp"
#include "entrepot/market/allocation.hpp"

namespace entrepot::engine {
namespace {

constexpr double year = 52.0;

/// Hubs: evaders forget, import statistics roll on, and the watch list follows them.
void update_hubs(Tick& tick) {
  auto& hubs = tick.state.hubs;
  const auto& jurisdictions = tick.setting.geography.jurisdictions();
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions.size())) {
    const double kept = 1.0 - tick.scenario().perception.forgetting;
    hubs.detections[j] *= kept;
    hubs.trials[j] *= kept;
    hubs.imports[j] *= 1.0 - 1.0 / year;
    hubs.earlier_imports[j] += (hubs.imports[j] - hubs.earlier_imports[j]) / year;
    const bool listed =
        jurisdictions.facts[j].hub &&
        enforcement::on_watch_list(hubs.imports[j], hubs.earlier_imports[j], jurisdictions.absorptive_capacity[j],
                                   tick.scenario().enforcement.hub_growth_alarm);
    hubs.watch_listed[j] = listed ? 1 : 0;
  }
}

/// The lead time that a vendor quotes: until what it has started covers what waits; the rest must be started first.
double quoted_wait(const Tick& tick, ProductId p) {
  const auto& vendors = tick.state.vendors;
  const LineId line = tick.setting.catalogue.products.line[p];
  const Week lead = tick.setting.catalogue.lines.lead_weeks[line];
  Units waiting = vendors.unmet[p];
  for (Week ahead = 0; ahead <= lead; ++ahead) {
    if (waiting <= 0) return ahead;
    waiting -= vendors.finishing[p][tick.week + 1 + ahead];
  }
  // The line's capacity goes to its products in proportion to what waits for each.
  double all_unmet = 0;
  for (const ProductId other : tick.setting.catalogue.lines.products[line])
    all_unmet += static_cast<double>(vendors.unmet[other]);
  const double capacity = tick.setting.catalogue.lines.capacity[line].at(tick.setting.calendar.date_of(tick.week));
  const double share = static_cast<double>(vendors.unmet[p]) / std::max(1.0, all_unmet);
  return lead + static_cast<double>(waiting) / std::max(1.0, capacity * share);
}

/// Published lead times.
void update_waits(Tick& tick) {
  for (const ProductId p : Rows<ProductId>(tick.products())) {
    tick.state.vendors.wait_weeks[p] = quoted_wait(tick, p);
  }
}

void update_channel_demand(Tick& tick) {
  auto& channels = tick.state.channels;
  for (std::size_t cell = 0; cell < channels.asked.size(); ++cell) {
    channels.weekly_demand[cell] = market::smoothed_demand(channels.weekly_demand[cell], channels.asked[cell]);
    channels.asked[cell] = 0;
  }
}

BuyerId owner_of(const world::Buyers& buyers, std::uint32_t contact_row) {
  const auto after = std::upper_bound(buyers.contact_begin.begin(), buyers.contact_begin.end(), contact_row);
  return BuyerId{static_cast<std::size_t>(after - buyers.contact_begin.begin() - 1)};
}

/// Buyers look elsewhere for contacts that failed them.
void replace_contacts(Tick& tick) {
  auto& failed = tick.messages.failed_contacts;
  std::sort(failed.begin(), failed.end());
  failed.erase(std::unique(failed.begin(), failed.end()), failed.end());
  const auto& buyers = tick.agents.buyers;
  BuyerId owner;
  std::optional<Draws> draws;
  for (const std::uint32_t row : failed) {
    const BuyerId b = owner_of(buyers, row);
    if (!draws || b != owner) draws.emplace(tick.streams.at(buyers.id[b], tick.week, Purpose::search));
    owner = b;
    const auto& hubs = buyers.group_contact_hubs[buyers.group[b]];
    const IntermediaryId found = world::find_contact(hubs, tick.agents.intermediaries, *draws);
    if (found.exists()) tick.state.buyers.contacts[row] = found;
  }
}

}  // namespace

void learn(Tick& tick) {
  update_hubs(tick);
  update_waits(tick);
  update_channel_demand(tick);
  replace_contacts(tick);
}

}  // namespace entrepot::engine
