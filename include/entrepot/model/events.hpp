#pragma once
// Events of a replicate, for traces. They come in the order of the phases and of the agents within them, which is the
// same in every run. Without a sink, none are emitted.

#include <array>
#include <cstdint>
#include <string_view>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::model {

class WeekContext;

enum class EventKind : std::uint8_t {
  rule_set_off,         ///< a trigger was met, and its lag is over
  rule_lifted,          ///< the trigger no longer holds
  grey_order_taken_on,  ///< by an intermediary; `units` of those `asked`
  grey_order_split,     ///< into `parts`, each with a key of its own
  order_refused,        ///< by the screening of a channel partner
  licence_decided,      ///< `units` of those `asked` are granted; 0: denied
  lot_sets_out,         ///< a diverted lot leaves `from` on a lane to `to`
  lot_opened,           ///< by customs of `from`
  lot_seized,           ///< by customs of `from`
  lot_delivered,        ///< a diverted lot reaches its end user
  case_opened,          ///< against an intermediary; closes in `until`
  case_closed,          ///< `proved` or not
  firm_listed,          ///< on the entity list from `until` on
  firm_founded,
  firm_returned,  ///< owners of a listed firm under the name of `intermediary`
  firm_closed,
  import_refused,  ///< by the government of the buyer's place
};
inline constexpr std::array<std::string_view, 17> event_names{
    "rule_set_off", "rule_lifted",  "grey_order_taken_on", "grey_order_split", "order_refused", "licence_decided",
    "lot_sets_out", "lot_opened",   "lot_seized",          "lot_delivered",    "case_opened",   "case_closed",
    "firm_listed",  "firm_founded", "firm_returned",       "firm_closed",      "import_refused"};

/// What happened, to whom. Members that do not belong to a kind keep their defaults.
struct Event {
  EventKind kind;
  StableId key = 0;  ///< of the order, or of the order that a lot fills
  world::Pathway pathway = world::Pathway::grey;
  BuyerId buyer{};
  IntermediaryId intermediary{};
  ChannelId channel{};
  ProductId product{};
  RuleId rule{};
  Units units = 0;
  Units asked = 0;
  Money unit_price{};  ///< what the end user pays per unit
  JurisdictionId from{};
  JurisdictionId to{};
  std::int64_t parts = 0;
  Week until = -1;
  bool barred = false;  ///< the lot breaks `rule`: a leak on delivery
  bool proved = false;
};

/// Takes events; called from one thread, in their order.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void take(const WeekContext& week, const Event& event) = 0;
};

/// An event of an order or of a lot.
inline Event about(EventKind kind, const world::Order& order) {
  return {.kind = kind,
          .key = order.key,
          .pathway = order.pathway,
          .buyer = order.buyer,
          .intermediary = order.via,
          .channel = order.channel,
          .product = order.product,
          .rule = order.rule,
          .units = order.open,
          .asked = order.open,
          .unit_price = order.unit_price};
}
inline Event about(EventKind kind, const world::Lot& lot) {
  return {.kind = kind,
          .key = lot.key,
          .pathway = lot.pathway,
          .buyer = lot.buyer,
          .intermediary = lot.intermediary,
          .channel = lot.channel,
          .product = lot.product,
          .rule = lot.rule,
          .units = lot.units,
          .asked = lot.units,
          .unit_price = lot.unit_price,
          .from = lot.place,
          .barred = lot.barred};
}

}  // namespace entrepot::model
