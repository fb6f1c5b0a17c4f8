#pragma once
// The chain of custody of every diverted lot: who held it, where, at what price, and which checks let it pass.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/fields.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"

namespace entrepot::world {
struct Lot;
struct Order;
struct Lane;
}  // namespace entrepot::world

namespace entrepot::model {

class WeekContext;
template <class... Tables>
class Writes;
struct Record;

/// The last check that could have stopped a lot and did not: the first of these that is true, from the end of the chain
/// to its beginning. With one exception: suppliers screen after officers have licensed a cover story, but a licence
/// settles their doubts, so it comes before their screening here.
enum class FailedCheck : std::uint8_t {
  customs,        ///< customs opened the lot on its way and let it pass
  open_case,      ///< the authority had a case open against the intermediary when the lot set out from the hub
  end_use_check,  ///< a check at the intermediary, while it had diverted goods to answer for and not more than 52 weeks
                  ///< before the lot set out, found nothing
  licence,        ///< officers licensed the cover story
  screening,      ///< suppliers saw red flags (screening.flag_threshold) and sold
  none,           ///< no check had a reason to stop it
};
inline constexpr std::array<std::string_view, 6> failed_check_names{"customs", "open_case", "end_use_check",
                                                                    "licence", "screening", "none"};

/// How a lot was declared: for a use that needs no licence where the warehouse is, or under a licence for that use.
enum class CoverStory : std::uint8_t { free_of_licence, licensed };
inline constexpr std::array<std::string_view, 2> cover_story_names{"free_of_licence", "licensed"};

/// Outcome of a lot.
enum class Fate : std::uint8_t { leaked, seized };
inline constexpr std::array<std::string_view, 2> fate_names{"leaked", "seized"};

/// What happened to a lot at a point of its chain.
enum class CustodyEvent : std::uint8_t {
  first_sale,            ///< the vendor invoices it to the channel partner; price of the first sale
  reaches_channel,       ///< it is on the channel partner's shelf
  sold_to_intermediary,  ///< under the cover story; price of supply
  reaches_hub,           ///< it is at the intermediary's warehouse
  sets_out,              ///< on a lane; cost of carriage, with concealment on the first
  passes_inspection,     ///< customs of the place it leaves opened it and let it pass
  seized,                ///< by customs of the place it leaves
  delivered,             ///< to the barred end user; price to the end user
  sold_from_stock,       ///< by the intermediary, to an end user; price to the end user
  permit_refused,        ///< by the hub: it goes back into the intermediary's stock
  sold_used,             ///< by its first owner to the intermediary; price of supply
};
inline constexpr std::array<std::string_view, 11> custody_event_names{
    "first_sale", "reaches_channel", "sold_to_intermediary", "reaches_hub",    "sets_out", "passes_inspection",
    "seized",     "delivered",       "sold_from_stock",      "permit_refused", "sold_used"};

/// In the order of scenario::LaneMode.
inline constexpr std::array<std::string_view, 5> lane_mode_names{"air_freight", "sea", "road", "courier", "hand_carry"};

struct CustodyHop {
  ENTREPOT_TABLE(CustodyHop, "A point of a chain of custody.");
  ENTREPOT_FIELD(lot, "row", "Row in the lots of the replicate.", std::uint32_t);
  ENTREPOT_FIELD(week, "week", "Week of the event.", Week);
  ENTREPOT_FIELD(event, "kind", "Kind of event.", CustodyEvent);
  ENTREPOT_FIELD_FROM(-1, mode, "kind", "The scenario::LaneMode; -1 where no lane is taken.", std::int8_t);
  ENTREPOT_FIELD(from, "place", "Place of origin.", JurisdictionId);
  ENTREPOT_FIELD(to, "place", "Destination.", JurisdictionId);
  ENTREPOT_FIELD(amount, "USD/unit", "Price or cost.", Money);
  friend bool operator==(const CustodyHop&, const CustodyHop&) = default;
};

struct CustodyLot {
  ENTREPOT_TABLE(CustodyLot, "A diverted lot: its goods, handlers and fate.");
  ENTREPOT_FIELD(order, "name", "Key of the end user's order.", StableId);
  ENTREPOT_FIELD(ordered, "week", "Week of the order.", Week);
  ENTREPOT_FIELD(product, "product", "Product.", ProductId);
  ENTREPOT_FIELD(vendor, "vendor", "Vendor.", VendorId);
  ENTREPOT_FIELD(units, "units", "Units.", Units);
  ENTREPOT_FIELD(end_user_group, "group", "Group of the end user; 65535 for a lot seized before it was sold.",
                 std::uint16_t);
  ENTREPOT_FIELD(end_user_place, "place", "Place of end use.", JurisdictionId);
  ENTREPOT_FIELD(intermediary, "agent", "The diverter.", IntermediaryId);
  ENTREPOT_FIELD(owner, "owner", "Who owns the diverter.", OwnerId);
  ENTREPOT_FIELD(intermediary_group, "group", "Group of the diverter.", std::uint16_t);
  ENTREPOT_FIELD(hub, "place", "Place of its warehouse.", JurisdictionId);
  ENTREPOT_FIELD(seat, "place", "Place of its registration.", JurisdictionId);
  ENTREPOT_FIELD(shell, "yes or no", "Whether it is a shell.", bool);
  ENTREPOT_FIELD(channel_group, "group", "Group of the channel partner; 65535 for used goods.", std::uint16_t);
  ENTREPOT_FIELD(channel_place, "place", "Place of the channel partner, or of the first owner of used goods.",
                 JurisdictionId);
  ENTREPOT_FIELD(cover_rule, "rule", "Rule that licensed the cover story; none if it needed no licence.", RuleId);
  ENTREPOT_FIELD(broken_rule, "rule", "Rule that bars the end user; none for a lot seized after the rule lapsed.",
                 RuleId);
  ENTREPOT_FIELD(red_flags, "ratio", "Score of the order at screening.", float);
  ENTREPOT_FIELD(first_sale_price, "USD/unit", "Paid to the vendor.", Money);
  ENTREPOT_FIELD(supply_price, "USD/unit", "Paid by the diverter.", Money);
  ENTREPOT_FIELD(end_user_price, "USD/unit", "Paid by the end user.", Money);
  ENTREPOT_FIELD(fate, "kind", "Leaked or seized.", Fate);
  ENTREPOT_FIELD_FROM(FailedCheck::none, failed_check, "kind",
                      "The last check that failed; for a seized lot, before the seizure.", FailedCheck);
  ENTREPOT_FIELD(ended, "week", "Week of delivery or seizure.", Week);
  ENTREPOT_FIELD(hops, "rows", "Rows in the hops of the replicate.", std::uint32_t);

  [[nodiscard]] CoverStory cover() const {
    return cover_rule.exists() ? CoverStory::licensed : CoverStory::free_of_licence;
  }
  friend bool operator==(const CustodyLot&, const CustodyLot&) = default;
};

struct CustodyChain {
  ENTREPOT_TABLE(CustodyChain, "A chain of custody whose lot is in transit.");
  ENTREPOT_FIELD(lot, "lot", "The lot.", CustodyLot);
  ENTREPOT_FIELD(hops, "hops", "Its points so far.", std::vector<CustodyHop>);
};

/// The chains of one replicate. A chain joins the log when it ends, in the order in which chains end. Lots in transit
/// at the end of the run are in no row.
class CustodyLog {
 public:
  /// Open a chain. Its number is valid until it ends or is dropped.
  ChainId open(const CustodyLot& lot);
  [[nodiscard]] CustodyLot& lot(ChainId chain) { return under_way_[chain].lot; }
  void add(ChainId chain, const CustodyHop& hop);
  /// Open a second chain with the same history, for a part of a lot.
  ChainId copy(ChainId chain);
  /// The chain has ended with the fate that its lot holds.
  void end(ChainId chain);
  /// The lot reached an end user who no longer needs a licence: no leak.
  void drop(ChainId chain);

  /// Lots that leaked or were seized.
  [[nodiscard]] const std::vector<CustodyLot>& lots() const { return lots_; }
  /// Their hops, those of a lot together and in their order, lots in the order of lots().
  [[nodiscard]] const std::vector<CustodyHop>& hops() const { return hops_; }

 private:
  friend struct Fields<CustodyLog>;
  Column<ChainId, CustodyChain> under_way_;
  std::vector<ChainId> free_;
  std::vector<CustodyLot> lots_;
  std::vector<CustodyHop> hops_;
};

// ---- steps of diverted lots, which phases report; honest lots have no chain --------------------------------------

/// A channel partner hands a lot to an intermediary under a grey order; called before the lot leaves its shelf.
void begin_custody(Writes<Record> week, const world::Order& order, world::Lot& lot);

/// An end user sells a lot of used goods to an intermediary, with an order of its own.
void begin_used_custody(Writes<Record> week, const world::Order& order, world::Lot& lot);

/// The lot is at the intermediary's warehouse.
void reach_hub(Writes<Record> week, const world::Lot& lot);

/// A diverter sells a lot of its stock to an end user, split off one of which `left` units remain. Returns its chain.
ChainId sell_from_stock(Writes<Record> week, const world::Order& order, const world::Lot& lot, Units left);

/// The hub refused the lot a permit to leave.
void stay_in_hub(Writes<Record> week, const world::Lot& lot);

/// The lot sets out from the intermediary's warehouse for the true end user.
void leave_hub(Writes<Record> week, const world::Lot& lot);

/// The lot sets out on a lane, past customs; cost per unit.
void take_lane(Writes<Record> week, const world::Lot& lot, const world::Lane& lane, Money cost);

/// Customs opened the lot and let it pass.
void pass_inspection(Writes<Record> week, const world::Lot& lot);

/// Customs of the place where the lot is seized it.
void end_in_seizure(Writes<Record> week, const world::Lot& lot);

/// The lot is delivered: a leak if it is barred, which is counted by its cause.
void end_in_delivery(Writes<Record> week, const world::Lot& lot);

}  // namespace entrepot::model

namespace entrepot {

template <>
struct Fields<model::CustodyLog> {
  using T = model::CustodyLog;
  static constexpr auto all = std::tuple{field("under_way", &T::under_way_), field("free", &T::free_),
                                         field("lots", &T::lots_), field("hops", &T::hops_)};
};
static_assert(declares_all_bytes<model::CustodyLog>);

}  // namespace entrepot
