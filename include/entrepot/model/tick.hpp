#pragma once
// One week's work: what the phases of a week read, change and hand to each other.

#include <string_view>
#include <vector>

#include "entrepot/core/random.hpp"
#include "entrepot/model/events.hpp"
#include "entrepot/model/ledger.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

struct RentalWish {
  ENTREPOT_TABLE(RentalWish, "A buyer's wish to rent compute abroad.");
  ENTREPOT_FIELD(tenant, "agent", "The buyer.", BuyerId);
  ENTREPOT_FIELD(h100e, "H100e", "Compute it wants.", double);
};

struct Messages {
  ENTREPOT_TABLE(Messages, "What the phases of one week pass on to later phases of the same week.");
  ENTREPOT_FIELD(lawful, "orders", "Demand and licensing to procurement.", std::vector<world::Order>);
  ENTREPOT_FIELD(to_license, "orders", "Demand to licensing.", std::vector<world::Order>);
  ENTREPOT_FIELD(grey, "orders", "Demand to diversion.", std::vector<world::Order>);
  ENTREPOT_FIELD(rentals, "wishes", "Demand to rental.", std::vector<RentalWish>);
  ENTREPOT_FIELD(diversions, "orders", "Diversion to procurement: grey orders that an intermediary accepted.",
                 std::vector<world::Order>);
  ENTREPOT_FIELD(failed_contacts, "rows", "Contacts that failed their buyer, to learning.", std::vector<std::uint32_t>);
};

struct Tick {
  const Setting& setting;
  const world::Agents& agents;
  const Streams& streams;
  Week week;
  const policy::RuleTable& rules;
  bool rules_changed;  ///< since the week before
  world::State& state;
  Ledger& ledger;
  Record& record;
  Messages messages;
  EventSink* events = nullptr;  ///< null: nobody asks

  /// Tell what happened to whoever asks.
  void tell(const Event& event) const {
    if (events != nullptr) events->take(*this, event);
  }
  [[nodiscard]] const scenario::Scenario& scenario() const { return setting.scenario; }
  [[nodiscard]] std::uint16_t month() const { return setting.months.of_week[week]; }
  [[nodiscard]] std::size_t products() const { return setting.catalogue.products.size(); }
  /// The decision on a sale to an end user; one on the entity list is under a presumption of denial for all that is
  /// controlled.
  [[nodiscard]] policy::Decision decision(ProductId p, BuyerId b) const {
    const auto general = rules.decision(p, agents.buyers.jurisdiction[b], agents.buyers.parent[b]);
    const RuleId listing = state.enforcement.listed_buyers[b];
    const bool stricter =
        listing.exists() && rules.controlled(p) && general.review < policy::Review::presumption_of_denial;
    return stricter ? policy::Decision{policy::Review::presumption_of_denial, listing} : general;
  }
  /// The decision on goods that an intermediary declares for use where they arrive: the cover story of a diverter.
  [[nodiscard]] policy::Decision declared(ProductId p, IntermediaryId i) const {
    return rules.decision(p, agents.intermediaries.warehouse[i], agents.intermediaries.jurisdiction[i]);
  }
  [[nodiscard]] bool listed(IntermediaryId i) const { return state.intermediaries.listed_from[i] <= week; }
  /// Count units by the rule that decided on them.
  void decided(RuleId rule, RuleOutcome outcome, Units units) {
    const std::size_t row = rule.exists() ? rule.row() : setting.rules.size();
    record.rule_units(month(), row, static_cast<std::size_t>(outcome)) += units;
  }
  [[nodiscard]] VendorId vendor(ProductId p) const { return setting.catalogue.products.vendor[p]; }
  [[nodiscard]] Money list_price(ProductId p) const { return setting.catalogue.products.list_price[p]; }
  /// Count the value of what rules stop, at list price.
  void barred(ProductId p, Units units) {
    record.barred_value(month(), vendor(p).row()) += (list_price(p) * units).cents;
  }
  /// Row of [agent x product] tables.
  template <class AgentId>
  [[nodiscard]] std::size_t cell(AgentId agent, ProductId p) const {
    return agent.row() * products() + p.row();
  }
};

/// A step of the week. One word names it: the function phases::NAME in sim/model/phases/NAME.cpp.
struct Phase {
  std::string_view name;
  void (*run)(Tick&);
  std::vector<Purpose> draws;  ///< the purposes of the draws it may take
  std::string_view meaning;    ///< what happens in it
};

/// The steps of a week in their order (docs/odd.md, section 3); the one place that lists them.
const std::vector<Phase>& week_phases();

namespace phases {

void policy(Tick& tick);
void demand(Tick& tick);
void licensing(Tick& tick);
void diversion(Tick& tick);
void procurement(Tick& tick);
void rental(Tick& tick);
void allocation(Tick& tick);
void shipping(Tick& tick);
void enforcement(Tick& tick);
void learning(Tick& tick);
void turnover(Tick& tick);
void retail(Tick& tick);
void accounting(Tick& tick);
void observation(Tick& tick);

}  // namespace phases

}  // namespace entrepot::model
