#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/running_sum.hpp"
#include "entrepot/core/units.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/group_order.hpp"
#include "partner_draw.hpp"

namespace entrepot::world {
namespace {

constexpr Week before_run = -1;  // the week of all population draws

template <class Number>
Number whole(double value, double low, double high) {
  return static_cast<Number>(std::clamp(std::round(value), low, high));
}

/// Maps a uniform number to a row of a table with `rows` rows.
std::size_t scaled_row(double uniform, std::size_t rows) {
  return std::min(rows - 1, static_cast<std::size_t>(uniform * static_cast<double>(rows)));
}

class Sampler {
 public:
  Sampler(const scenario::Scenario& scenario, const Calendar& calendar, const Jurisdictions& jurisdictions,
          const Catalogue& catalogue, const Streams& streams)
      : scenario_(scenario),
        calendar_(calendar),
        jurisdictions_(jurisdictions),
        catalogue_(catalogue),
        streams_(streams) {}

  Agents sample() {
    sample_channels();
    sample_intermediaries();
    sample_buyers();
    sample_retail_markets();
    agents_.wake = WakeCalendar(agents_.buyers);
    return std::move(agents_);
  }

 private:
  void sample_channels();
  void add_channel(const scenario::ChannelGroup& group, Draws& draws);
  void sample_intermediaries();
  void add_owner(const std::string& stream, const scenario::IntermediaryGroup& group, std::int64_t member);
  void add_intermediary(const scenario::IntermediaryGroup& group, Draws& draws);
  void pick_suppliers(const scenario::IntermediaryGroup& group, const PartnerDraw& partners, StableId id);
  void sample_buyers();
  void reserve_buyers();
  void add_buyer(const scenario::BuyerGroup& group, JurisdictionId parent, Draws& draws);
  void pick_contacts(const scenario::BuyerGroup& group, StableId id);
  void plan_spending(const scenario::BuyerGroup& group);
  void add_group_weights(const scenario::BuyerGroup& group);
  void sample_retail_markets();
  void meet_traders(RetailMarket& market) const;
  [[nodiscard]] const PlaceShares& places(const scenario::Shares& shares);
  JurisdictionId pick_place(const scenario::Shares& shares, Draws& draws) { return places(shares).pick(draws); }

  const scenario::Scenario& scenario_;
  const Calendar& calendar_;
  const Jurisdictions& jurisdictions_;
  const Catalogue& catalogue_;
  const Streams& streams_;
  Agents agents_;
  PartnerDraw partners_;
  std::int64_t more_firms_ = 0;  ///< that the last owner still gets
  std::unordered_map<const scenario::Shares*, PlaceShares> places_;
};

void Sampler::sample_channels() {
  Channels& table = agents_.channels;
  for (const auto& [name, stream, group] : in_stream_order("channel_partners", scenario_.channel_partners)) {
    for (std::int64_t member = 0; member < group->count; ++member) {
      table.id.push_back(stable_id(stream, member));
      table.group.push_back(static_cast<std::uint16_t>(table.group_names.size()));
      Draws draws = streams_.at(stable_id(stream, member), before_run, Purpose::population);
      add_channel(*group, draws);
    }
    table.group_names.push_back(name);
  }
  partners_ = PartnerDraw(table, jurisdictions_, scenario_.network);
}

void Sampler::add_channel(const scenario::ChannelGroup& group, Draws& draws) {
  Channels& table = agents_.channels;
  table.jurisdiction.push_back(pick_place(group.jurisdiction, draws));
  table.bills_in.push_back(group.bills_in.empty() ? table.jurisdiction.cells().back()
                                                  : jurisdictions_.find(group.bills_in));
  table.seat.push_back(group.headquarters.empty() ? table.jurisdiction.cells().back()
                                                  : jurisdictions_.find(group.headquarters));
  std::uint32_t carried = 0;
  for (std::size_t v = 0; v < catalogue_.vendors.size(); ++v) {
    const auto& wanted = group.vendors;
    if (std::find(wanted.begin(), wanted.end(), catalogue_.vendors.names[v]) != wanted.end()) carried |= 1U << v;
  }
  table.vendors.push_back(carried);
  table.kyc.push_back(static_cast<float>(group.kyc.sample(draws)));
  table.margin.push_back(static_cast<float>(group.margin.sample(draws)));
  table.stock_cover_weeks.push_back(static_cast<float>(group.stock_cover_weeks.sample(draws)));
  table.priority.push_back(static_cast<std::uint8_t>(group.priority));
  table.weight.push_back(static_cast<float>(group.size.sample(draws)));
}

/// Cached: names are looked up once per group, not once per agent.
const PlaceShares& Sampler::places(const scenario::Shares& shares) {
  const auto known = places_.find(&shares);
  return known != places_.end() ? known->second
                                : places_.emplace(&shares, PlaceShares(shares, jurisdictions_)).first->second;
}

void Sampler::sample_intermediaries() {
  Intermediaries& table = agents_.intermediaries;
  table.registered_in.assign(jurisdictions_.size(), {});
  table.reserve_in.assign(jurisdictions_.size(), {});
  table.supplier_begin.push_back(0);
  for (const auto& [name, stream, group] : in_stream_order("intermediaries", scenario_.intermediaries)) {
    const PartnerDraw own = group->suppliers_from.empty() ? PartnerDraw{}
                                                          : PartnerDraw(agents_.channels, jurisdictions_,
                                                                        scenario_.network, group->suppliers_from);
    const PartnerDraw& partners = group->suppliers_from.empty() ? partners_ : own;
    for (std::int64_t member = 0; member < group->count + group->reserve; ++member) {
      const StableId id = stable_id(stream, member);
      table.group.push_back(static_cast<std::uint16_t>(table.group_names.size()));
      Draws draws = streams_.at(id, before_run, Purpose::population);
      add_owner(stream, *group, member);
      add_intermediary(*group, draws);
      auto& pool = member < group->count ? table.registered_in : table.reserve_in;
      pool[table.jurisdiction.cells().back()].emplace_back(table.id.size());
      table.id.push_back(id);
      pick_suppliers(*group, partners, id);
    }
    table.group_names.push_back(name);
    agents_.owners.group_names.push_back(name);
  }
}

/// Members of a group belong to one owner after another; a firm in reserve has an owner of its own.
void Sampler::add_owner(const std::string& stream, const scenario::IntermediaryGroup& group, std::int64_t member) {
  Owners& owners = agents_.owners;
  const bool in_reserve = member >= group.count;
  if (member == 0 || in_reserve || more_firms_ == 0) {
    const StableId id = stable_id(stream + "/owner", static_cast<std::uint64_t>(member));
    Draws draws = streams_.at(id, before_run, Purpose::population);
    more_firms_ = whole<std::int64_t>(group.firms_per_owner.sample(draws), 1, 1000);
    owners.id.push_back(id);
    owners.group.push_back(agents_.intermediaries.group.cells().back());
    owners.firms.push_back(0);
    owners.reachable.push_back(draws.bernoulli(group.reachable) ? 1 : 0);
    owners.first_firm.push_back(IntermediaryId{agents_.intermediaries.owner.size()});
  }
  --more_firms_;
  const OwnerId owner{owners.size() - 1};
  ++owners.firms[owner];
  agents_.intermediaries.owner.push_back(owner);
}

void Sampler::add_intermediary(const scenario::IntermediaryGroup& group, Draws& draws) {
  Intermediaries& table = agents_.intermediaries;
  const JurisdictionId home = pick_place(group.jurisdiction, draws);
  const JurisdictionId elsewhere = group.warehouse.empty() ? home : pick_place(group.warehouse, draws);
  table.jurisdiction.push_back(home);
  table.warehouse.push_back(elsewhere);
  table.limited_liability.push_back(group.shell || jurisdictions_.facts[home].legal.limited_liability ? 1 : 0);
  table.age_years.push_back(static_cast<float>(group.age_years.sample(draws)));
  table.plausible_units.push_back(static_cast<float>(group.plausible_units.sample(draws)));
  table.margin.push_back(static_cast<float>(group.margin.sample(draws)));
  // An owner has one capital, however many names it trades under.
  const double capital = group.working_capital.sample(draws);
  table.working_capital.push_back(agents_.owners.firms.cells().back() == 1 ? capital : 0.0);
  table.integrity.push_back(group.integrity.sample(draws));
  table.honest_revenue.push_back(group.honest_revenue.sample(draws));
  table.risk_aversion.push_back(static_cast<float>(group.risk_aversion.sample(draws)));
  table.prior_detection.push_back(static_cast<float>(group.prior_detection.sample(draws)));
  table.site_mw.push_back(group.poses_as_end_user ? static_cast<float>(group.site_mw.sample(draws)) : 0.0F);
  table.runs_share.push_back(static_cast<float>(group.runs_share.sample(draws)));
  table.held_share.push_back(static_cast<float>(group.held_share.sample(draws)));
  table.supplier_credit.push_back(static_cast<float>(group.supplier_credit.sample(draws)));
  table.insider.push_back(draws.bernoulli(group.insiders) ? 1 : 0);
}

void Sampler::pick_suppliers(const scenario::IntermediaryGroup& group, const PartnerDraw& partners, StableId id) {
  Intermediaries& table = agents_.intermediaries;
  Draws draws = streams_.at(id, before_run, Purpose::supplier);
  if (!partners.empty()) {
    const JurisdictionId place = table.warehouse.cells().back();
    for (std::int64_t s = 0; s < group.suppliers; ++s) table.suppliers.push_back(partners.pick(place, draws.uniform()));
  }
  table.supplier_begin.push_back(static_cast<std::uint32_t>(table.suppliers.size()));
}

/// Reserves the exact size: geometric growth would leave tables of millions of rows half empty.
void Sampler::reserve_buyers() {
  std::size_t rows = 0;
  for (const auto& [name, group] : scenario_.buyers) rows += static_cast<std::size_t>(group.count);
  Buyers& table = agents_.buyers;
  for_each_field<Buyers>([&](const auto& field) { (table.*(field.member)).reserve(rows); });
  table.id.reserve(rows);
  table.group.reserve(rows);
  table.contact_begin.reserve(rows + 1);
}

void Sampler::sample_buyers() {
  Buyers& table = agents_.buyers;
  table.products = catalogue_.products.size();
  reserve_buyers();
  table.contact_begin.push_back(0);
  table.group_begin.push_back(0);
  for (const auto& [name, stream, group] : in_stream_order("buyers", scenario_.buyers)) {
    const auto parent = group->parent.empty() ? JurisdictionId::none() : jurisdictions_.find(group->parent);
    for (std::int64_t member = 0; member < group->count; ++member) {
      const StableId id = stable_id(stream, member);
      table.id.push_back(id);
      table.group.push_back(static_cast<std::uint16_t>(table.group_names.size()));
      Draws draws = streams_.at(id, before_run, Purpose::population);
      add_buyer(*group, parent, draws);
      pick_contacts(*group, id);
    }
    table.group_names.push_back(name);
    table.group_parameters.push_back(group);
    table.group_begin.push_back(static_cast<std::uint32_t>(table.id.size()));
    plan_spending(*group);
    table.group_contact_hubs.push_back(places(group->contact_hubs));
    table.group_assemblers.push_back(places(group->assemblers));
    add_group_weights(*group);
  }
}

void Sampler::add_buyer(const scenario::BuyerGroup& group, JurisdictionId parent, Draws& draws) {
  Buyers& table = agents_.buyers;
  const JurisdictionId home = pick_place(group.jurisdiction, draws);
  table.jurisdiction.push_back(home);
  table.parent.push_back(parent.exists() ? parent : home);
  table.segment.push_back(group.segment);
  table.initial_target.push_back(static_cast<float>(group.initial_stock.sample(draws)));
  table.log_growth_week.push_back(
      static_cast<float>(core::log1p(std::max(-0.99, group.growth.sample(draws))) / double{weeks_per_year}));
  table.demand_noise.push_back(static_cast<float>(group.demand_noise.sample(draws)));
  table.willingness_to_pay.push_back(static_cast<float>(group.willingness_to_pay.sample(draws)));
  table.budget.push_back(group.budget.sample(draws));
  const auto cadence = whole<std::uint8_t>(group.cadence_weeks.sample(draws), 1, 63);
  table.cadence.push_back(cadence);
  table.phase.push_back(static_cast<std::uint8_t>(draws.index(cadence)));
  table.patience.push_back(whole<std::uint8_t>(group.patience_weeks.sample(draws), 1, 255));
  table.foresight.push_back(whole<std::uint8_t>(group.foresight_weeks.sample(draws), 0, 255));
  table.wrongdoing_cost.push_back(static_cast<float>(group.wrongdoing_cost.sample(draws)));

  if (group.rental_share > 0) table.providers.push_back(BuyerId{table.id.size() - 1});

  const double how = draws.uniform();
  const double which = draws.uniform();
  const auto& local = agents_.intermediaries.registered_in[home];
  const bool by_reseller = how < group.reseller_share && !local.empty();
  table.procurement.push_back(group.direct  ? Procurement::direct
                              : by_reseller ? Procurement::reseller
                                            : Procurement::channel);
  table.channel.push_back(partners_.empty() ? ChannelId::none() : partners_.pick(home, which));
  table.reseller.push_back(local.empty() ? IntermediaryId::none() : local[scaled_row(which, local.size())]);

  const double centralises = draws.uniform();
  const double when = draws.uniform();
  const JurisdictionId centre = group.billing_centre.empty() ? home : pick_place(group.billing_centre, draws);
  table.billing_centre.push_back(centre);
  const Week from = group.centralises_from ? calendar_.week_of(*group.centralises_from) : 0;
  const Week until = group.centralises_until ? calendar_.week_of(*group.centralises_until) : from;
  table.centralises.push_back(centralises < group.centralises_share ? from + static_cast<Week>(when * (until - from))
                                                                    : calendar_.weeks());
  table.running_cost.push_back(static_cast<float>(scenario_.resale.running_cost.sample(draws)));
}

void Sampler::pick_contacts(const scenario::BuyerGroup& group, StableId id) {
  Buyers& table = agents_.buyers;
  Draws draws = streams_.at(id, before_run, Purpose::contacts);
  const PlaceShares& hubs = places(group.contact_hubs);
  for (std::int64_t k = 0; k < group.grey_contacts && !hubs.empty(); ++k) {
    const auto& pool = agents_.intermediaries.registered_in[hubs.pick(draws)];
    const IntermediaryId contact = pick_one(pool, draws);
    const auto known = table.first_contacts.begin() + table.contact_begin.back();
    const bool is_new = std::find(known, table.first_contacts.end(), contact) == table.first_contacts.end();
    if (contact.exists() && is_new) table.first_contacts.push_back(contact);
  }
  table.contact_begin.push_back(static_cast<std::uint32_t>(table.first_contacts.size()));
}

/// Members share what the group plans to spend by their budgets.
void Sampler::plan_spending(const scenario::BuyerGroup& group) {
  Buyers& table = agents_.buyers;
  table.group_budget.emplace_back(group, scenario_.demand, calendar_);
  if (!group.spending) return;
  const auto first = table.budget.begin() + table.group_begin[table.group_begin.size() - 2];
  const double all = std::accumulate(first, table.budget.end(), 0.0);
  std::for_each(first, table.budget.end(), [all](double& budget) { budget = all > 0 ? budget / all : 0; });
}

void Sampler::add_group_weights(const scenario::BuyerGroup& group) {
  for (const auto& product : catalogue_.products.facts) {
    const double inference = product.inference_h100e.value_or(product.h100e);
    const double h100e = (1.0 - group.inference_share) * product.h100e + group.inference_share * inference;
    agents_.buyers.effective_h100e.push_back(h100e * product.software_factor);
  }
}

void Sampler::sample_retail_markets() {
  RetailTrade& trade = agents_.retail;
  for (const auto& [name, stream, parameters] : in_stream_order("retail_markets", scenario_.retail_markets)) {
    const auto& all = scenario_.retail_markets;
    RetailMarket market{.name = name,
                        .row = static_cast<std::size_t>(std::distance(all.begin(), all.find(name))),
                        .parameters = parameters,
                        .id = stable_id(stream, 0)};
    market.destination = jurisdictions_.find(parameters->destination);
    for (const std::string& product : parameters->products)
      market.products.push_back(catalogue_.products.find(product));
    market.first_trader = static_cast<std::uint32_t>(trade.product.size());
    market.traders = static_cast<std::uint32_t>(parameters->traders);
    market.buyers = static_cast<std::uint32_t>(parameters->buyers);
    market.restricted_buyers =
        static_cast<std::uint32_t>(std::floor(static_cast<double>(market.buyers) * parameters->restricted_share));
    for (std::uint32_t trader = 0; trader < market.traders; ++trader)
      trade.product.push_back(market.product_of(trader));
    meet_traders(market);
    trade.markets.push_back(std::move(market));
  }
}

/// Draws the traders that buyers know: one random word per address-book entry, buyer by buyer.
void Sampler::meet_traders(RetailMarket& market) const {
  const std::size_t entries = std::size_t{market.buyers} * static_cast<std::size_t>(market.parameters->known_traders);
  constexpr std::size_t words_of_call = 4;
  market.known.resize((entries + words_of_call - 1) / words_of_call * words_of_call);
  streams_.words(market.id, before_run, Purpose::contacts, market.known);
  for (std::uint32_t& entry : market.known)
    entry = static_cast<std::uint32_t>((std::uint64_t{entry} * market.traders) >> 32U);
}

}  // namespace

PlaceShares::PlaceShares(const scenario::Shares& shares, const Jurisdictions& jurisdictions) {
  double running = 0;
  for (const auto& [name, share] : shares) {
    places.push_back(jurisdictions.find(name));
    running_share.push_back(running += share);
  }
}

JurisdictionId PlaceShares::pick(Draws& draws) const { return places[core::drawn_row(running_share, draws.uniform())]; }

IntermediaryId pick_one(const std::vector<IntermediaryId>& pool, Draws& draws) {
  const double which = draws.uniform();
  return pool.empty() ? IntermediaryId::none() : pool[scaled_row(which, pool.size())];
}

WakeCalendar::WakeCalendar(const Buyers& buyers) : slots_(longest * longest) {
  for (const BuyerId b : Rows<BuyerId>(buyers.size()))
    slots_[buyers.cadence[b] * longest + buyers.phase[b]].push_back(b);
}

void WakeCalendar::acting(Week week, std::vector<BuyerId>& into) const {
  into.clear();
  for (std::size_t cadence = 1; cadence < longest; ++cadence) {
    // (week + phase) mod cadence = 0
    const std::size_t phase = (cadence - static_cast<std::size_t>(week) % cadence) % cadence;
    const auto& slot = slots_[cadence * longest + phase];
    into.insert(into.end(), slot.begin(), slot.end());
  }
}

Agents sample_population(const scenario::Scenario& scenario, const Calendar& calendar,
                         const Jurisdictions& jurisdictions, const Catalogue& catalogue, const Streams& streams) {
  return Sampler(scenario, calendar, jurisdictions, catalogue, streams).sample();
}

}  // namespace entrepot::world
