#pragma once
// One week of a replicate: what its phases read, and how they change it. Any function may read all of it through a
// `const WeekContext&`. What a function changes stands in its signature: it takes `Writes<BuyerState, Ledger>`, reads
// through `->`, and reaches just these tables through accessors. The compiler refuses the rest.

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "entrepot/core/random.hpp"
#include "entrepot/model/events.hpp"
#include "entrepot/model/ledger.hpp"
#include "entrepot/model/policy/rule_clock.hpp"
#include "entrepot/model/record.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

using world::BuyerState;
using world::ChannelState;
using world::EnforcementState;
using world::HubState;
using world::IntermediaryState;
using world::LicensingState;
using world::OwnerState;
using world::PublicState;
using world::RentalState;
using world::ResaleState;
using world::RetailState;
using world::ShipmentState;
using world::VendorState;

struct RentalRequest {
  ENTREPOT_TABLE(RentalRequest, "A buyer's request to rent compute abroad.");
  ENTREPOT_FIELD(tenant, "agent", "The buyer.", BuyerId);
  ENTREPOT_FIELD(h100e, "H100e", "Compute requested.", double);
};

struct Inquiry {
  ENTREPOT_TABLE(Inquiry, "What a buyer that did not buy from an intermediary would have paid.");
  ENTREPOT_FIELD(seller, "agent", "The intermediary.", IntermediaryId);
  ENTREPOT_FIELD(product, "product", "The product.", ProductId);
  ENTREPOT_FIELD(place, "place", "Place of the buyer.", JurisdictionId);
  ENTREPOT_FIELD(units, "units", "Units sought.", Units);
  ENTREPOT_FIELD(worth, "USD/unit", "Price at which it would have bought.", double);
};

struct FailedContact {
  ENTREPOT_TABLE(FailedContact, "A contact that failed its buyer.");
  ENTREPOT_FIELD(row, "row", "Row of the contact.", std::uint32_t);
  ENTREPOT_FIELD(units, "units", "Units that the buyer still seeks.", double);
  ENTREPOT_FIELD(premium, "ratio", "Highest that it would pay for them, over list price.", double);
};

struct Messages {
  ENTREPOT_TABLE(Messages, "What the phases of one week pass on to later phases of the same week.");
  ENTREPOT_FIELD(lawful, "orders", "Demand and licensing to procurement.", std::vector<world::Order>);
  ENTREPOT_FIELD(to_license, "orders", "Demand to licensing.", std::vector<world::Order>);
  ENTREPOT_FIELD(grey, "orders", "Demand to diversion.", std::vector<world::Order>);
  ENTREPOT_FIELD(inquiries, "inquiries", "Demand to diversion.", std::vector<Inquiry>);
  ENTREPOT_FIELD(rentals, "requests", "Demand to rental.", std::vector<RentalRequest>);
  ENTREPOT_FIELD(diversions, "orders", "Diversion to procurement: grey orders that an intermediary accepted.",
                 std::vector<world::Order>);
  ENTREPOT_FIELD(convictions, "charges", "Enforcement to charges: firms whose cases were proved, with their units.",
                 std::vector<world::Charge>);
  ENTREPOT_FIELD(failed_contacts, "contacts", "Demand and diversion to learning.", std::vector<FailedContact>);
};

/// The rules of a week, and what changed since the week before.
struct WeekRules {
  const policy::RuleTable& table;
  bool changed = false;
  std::vector<policy::TriggerChange> triggers{};
};

template <class... Tables>
class Writes;

class WeekContext {
 public:
  /// Refers to all arguments but the last; `sink` is null unless events are traced.
  WeekContext(const Setting& of_run, const world::Agents& all_agents, const Streams& all_streams, Week week,
              WeekRules rules_of_week, world::State& all_state, Ledger& ledger, Record& all_records,
              EventSink* sink = nullptr)
      : setting(of_run),
        agents(all_agents),
        streams(all_streams),
        number(week),
        rules(rules_of_week.table),
        rules_changed(rules_of_week.changed),
        trigger_changes(std::move(rules_of_week.triggers)),
        state(all_state),
        record(all_records),
        messages(messages_),
        state_(all_state),
        ledger_(ledger),
        record_(all_records),
        sink_(sink) {}
  WeekContext(const WeekContext&) = delete;
  WeekContext& operator=(const WeekContext&) = delete;

  const Setting& setting;
  const world::Agents& agents;
  const Streams& streams;
  const Week number;
  const policy::RuleTable& rules;
  const bool rules_changed;  ///< since the week before
  const std::vector<policy::TriggerChange> trigger_changes;
  const world::State& state;
  const Record& record;
  const Messages& messages;

  [[nodiscard]] const scenario::Scenario& scenario() const { return setting.scenario; }
  [[nodiscard]] std::uint16_t month() const { return setting.months.of_week[number]; }
  [[nodiscard]] std::size_t products() const { return setting.catalogue.products.size(); }
  [[nodiscard]] VendorId vendor(ProductId p) const { return setting.catalogue.products.vendor[p]; }
  /// The vendor's price today: its list price, moved by the order book where the line's price answers it.
  [[nodiscard]] Money list_price(ProductId p) const {
    return priced(setting.catalogue.products.list_price[p][static_cast<std::size_t>(number)], p);
  }
  /// A channel partner's price today: the list price plus its margin.
  [[nodiscard]] Money channel_price(ChannelId c, ProductId p) const {
    return c.exists() ? list_price(p).scaled(1.0 + static_cast<double>(agents.channels.margin[c])) : list_price(p);
  }
  /// Units in the smallest system in which the product is sold.
  [[nodiscard]] Units system_units(ProductId p) const { return setting.catalogue.products.facts[p].units_per_system; }
  /// Row of [agent x product] tables.
  template <class AgentId>
  [[nodiscard]] std::size_t cell(AgentId agent, ProductId p) const {
    return agent.row() * products() + p.row();
  }
  /// The decision on a sale to an end user. For one on the entity list, a presumption of denial holds for everything
  /// controlled.
  [[nodiscard]] policy::Decision decision(ProductId p, BuyerId b) const {
    const auto general = rules.decision(p, agents.buyers.jurisdiction[b], agents.buyers.parent[b]);
    const RuleId listing = state.enforcement.listed_buyers[b];
    const bool stricter =
        listing.exists() && rules.controlled(p) && general.review < policy::Review::presumption_of_denial;
    return stricter ? policy::Decision{policy::Review::presumption_of_denial, listing} : general;
  }
  /// The decision on goods that an intermediary declares for use at its own warehouse: a diverter's cover story.
  [[nodiscard]] policy::Decision cover_decision(ProductId p, IntermediaryId i) const {
    return rules.decision(p, agents.intermediaries.warehouse[i], agents.intermediaries.jurisdiction[i]);
  }
  /// Whether a firm is on the Entity List: for a proved case, by a rule in force, or as an affiliate while a rule
  /// covers affiliates.
  [[nodiscard]] bool listed(IntermediaryId i) const {
    const auto& table = state.intermediaries;
    return table.listed_from[i] <= number || table.listed_by[i].exists() ||
           (table.affiliate_from[i] <= number && rules.levers().known_owners > 0);
  }

  /// Whether a vendor may not supply a channel partner because it is on the Entity List.
  [[nodiscard]] bool barred(ChannelId c, VendorId v) const {
    return state.channels.listed_by[c].exists() && setting.catalogue.vendors.under_controls[v] != 0;
  }

  /// Pass an event on to the trace, if there is one.
  void emit(const Event& event) const {
    if (sink_ != nullptr) sink_->take(*this, event);
  }

 private:
  template <class... Tables>
  friend class Writes;

  [[nodiscard]] Money priced(Money list, ProductId p) const {
    const double change = state.vendors.price_change[p];
    return change == 0 ? list : list.scaled(1.0 + change);
  }

  world::State& state_;
  Ledger& ledger_;
  Record& record_;
  Messages messages_;
  EventSink* sink_;
};

/// A week of which the tables named may be changed, and no others. Copies are as cheap as a pointer; one with more
/// tables turns into one with fewer.
template <class... Tables>
class Writes {
  template <class T>
  static constexpr bool has = (std::is_same_v<T, Tables> || ...);

 public:
  Writes(WeekContext& week) : week_(&week) {}  // NOLINT(google-explicit-constructor): who owns a week may change it all
  template <class... Wider>
  requires((Writes<Wider...>::template has<Tables> && ...)) Writes(Writes<Wider...> wider)
      : week_(wider.week_) {}  // NOLINT(google-explicit-constructor): it gives up rights

  const WeekContext* operator->() const { return week_; }
  operator const WeekContext&() const { return *week_; }  // NOLINT(google-explicit-constructor): reading is free

  [[nodiscard]] BuyerState& buyers() const requires has<BuyerState> { return week_->state_.buyers; }
  [[nodiscard]] IntermediaryState& intermediaries() const requires has<IntermediaryState> {
    return week_->state_.intermediaries;
  }
  [[nodiscard]] OwnerState& owners() const requires has<OwnerState> { return week_->state_.owners; }
  [[nodiscard]] ChannelState& channels() const requires has<ChannelState> { return week_->state_.channels; }
  [[nodiscard]] VendorState& vendors() const requires has<VendorState> { return week_->state_.vendors; }
  [[nodiscard]] HubState& hubs() const requires has<HubState> { return week_->state_.hubs; }
  [[nodiscard]] EnforcementState& enforcement() const requires has<EnforcementState> {
    return week_->state_.enforcement;
  }
  [[nodiscard]] LicensingState& licensing() const requires has<LicensingState> { return week_->state_.licensing; }
  [[nodiscard]] ShipmentState& shipments() const requires has<ShipmentState> { return week_->state_.shipments; }
  [[nodiscard]] RentalState& rental() const requires has<RentalState> { return week_->state_.rental; }
  [[nodiscard]] ResaleState& resale() const requires has<ResaleState> { return week_->state_.resale; }
  [[nodiscard]] RetailState& retail() const requires has<RetailState> { return week_->state_.retail; }
  [[nodiscard]] PublicState& outside() const requires has<PublicState> { return week_->state_.outside; }
  [[nodiscard]] Ledger& ledger() const requires has<Ledger> { return week_->ledger_; }
  [[nodiscard]] Record& record() const requires has<Record> { return week_->record_; }
  [[nodiscard]] Messages& messages() const requires has<Messages> { return week_->messages_; }

 private:
  template <class... Others>
  friend class Writes;

  WeekContext* week_;
};

/// Count units by the rule that decided on them.
inline void count_decided(Writes<Record> week, RuleId rule, RuleOutcome outcome, Units units) {
  const std::size_t row = rule.exists() ? rule.row() : week->setting.rules.size();
  week.record().rule_units(week->month(), row, static_cast<std::size_t>(outcome)) += units;
}

/// Count the value, at list price, of sales that rules stop.
inline void count_barred(Writes<Record> week, ProductId p, Units units) {
  week.record().barred_value(week->month(), week->vendor(p).row()) += (week->list_price(p) * units).cents;
}

}  // namespace entrepot::model
