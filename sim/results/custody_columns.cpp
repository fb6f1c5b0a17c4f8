// The columns of /custody.

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "entrepot/model/world/group_order.hpp"
#include "entrepot/results/custody.hpp"

namespace entrepot::results {
namespace {

using model::CustodyHop;
using model::CustodyLot;
using Names = std::vector<std::string>;

constexpr int order_bits_cut = 11;  // leaves 53 bits, which a double holds exactly

constexpr auto integer = NumberType::integer;
constexpr auto real = NumberType::real;

// ---- labels --------------------------------------------------------------------------------------------------------

template <std::size_t Size>
auto of(const std::array<std::string_view, Size>& names) {
  return [&names](const Axes&) { return Names(names.begin(), names.end()); };
}

Names no_labels(const Axes&) { return {}; }
Names places(const Axes& axes) { return axes.setting().geography.jurisdictions().names; }
Names products(const Axes& axes) { return axes.setting().catalogue.products.names; }
Names vendors(const Axes& axes) { return axes.setting().catalogue.vendors.names; }
Names rules(const Axes& axes) { return axes.setting().rules.names(); }

Names buyer_groups(const Axes& axes) { return world::group_names(axes.setting().scenario.buyers); }
Names intermediary_groups(const Axes& axes) { return world::group_names(axes.setting().scenario.intermediaries); }
Names channel_groups(const Axes& axes) { return world::group_names(axes.setting().scenario.channel_partners); }

// ---- values --------------------------------------------------------------------------------------------------------

/// The row number; -1 for none.
template <class Tag, class Number>
double number(Id<Tag, Number> id) {
  return id.exists() ? static_cast<double>(id.row()) : -1.0;
}
double number(Money amount) { return amount.dollars(); }
template <class T>
double number(T value) {
  return static_cast<double>(value);
}

template <class Row, class T>
std::function<double(const Row&)> as_is(T Row::*member) {
  return [member](const Row& row) { return number(row.*member); };
}

}  // namespace

const std::vector<CustodyColumn<CustodyLot>>& custody_lot_columns() {
  using L = CustodyLot;
  // clang-format off
  static const std::vector<CustodyColumn<CustodyLot>> table{
      {"order", integer, "1", "Order", "Leading 53 bits of the order's key: lots with equal values fill the same order.", no_labels, [](const L& lot) { return number(lot.order >> order_bits_cut); }},
      {"product", integer, "1", "Product", "Accelerator.", products, as_is(&L::product)},
      {"vendor", integer, "1", "Vendor", "Vendor of the first sale.", vendors, as_is(&L::vendor)},
      {"units", integer, "units", "Units", "Accelerators in the lot.", no_labels, as_is(&L::units)},
      {"ordered", integer, "week", "Week of the order", "Week of the run in which the end user ordered.", no_labels, as_is(&L::ordered)},
      {"ended", integer, "week", "Week of the end", "Week of the run in which it was delivered or seized.", no_labels, as_is(&L::ended)},
      {"fate", integer, "1", "Fate", "Leaked or seized.", of(model::fate_names), as_is(&L::fate)},
      {"failed_check", integer, "1", "Failed check", "Last check that could have stopped the lot and did not; for a seized lot, the last check that failed before the seizure.", of(model::failed_check_names), as_is(&L::failed_check)},
      {"cover", integer, "1", "Cover story", "Whether the declared end use in the hub needed no licence or was licensed.", of(model::cover_story_names), [](const L& lot) { return number(lot.cover()); }},
      {"cover_rule", integer, "1", "Rule of the cover story", "Rule that licensed the declared end use; -1 if no licence was needed.", rules, as_is(&L::cover_rule)},
      {"broken_rule", integer, "1", "Rule broken", "Rule that bars the end user; -1 for a lot seized after the rule lapsed.", rules, as_is(&L::broken_rule)},
      {"red_flags", real, "1", "Red-flag score", "Score of the diverter's order at the suppliers' screening, 0 to 1.", no_labels, as_is(&L::red_flags)},
      {"end_user_group", integer, "1", "End user's group", "Group of buyers; -1 for a lot seized before it was sold.", buyer_groups, [](const L& lot) { return lot.end_user_group == UINT16_MAX ? -1.0 : number(lot.end_user_group); }},
      {"end_user_place", integer, "1", "Place of end use", "Jurisdiction; -1 for a lot seized before it was sold.", places, as_is(&L::end_user_place)},
      {"intermediary", integer, "1", "Intermediary", "Row among the replicate's intermediaries.", no_labels, as_is(&L::intermediary)},
      {"owner", integer, "1", "Owner", "Row among the replicate's owners of intermediaries. Firms of one owner share capital, beliefs and cases.", no_labels, as_is(&L::owner)},
      {"intermediary_group", integer, "1", "Kind of intermediary", "Group of intermediaries.", intermediary_groups, as_is(&L::intermediary_group)},
      {"hub", integer, "1", "Hub", "Jurisdiction of the intermediary's warehouse.", places, as_is(&L::hub)},
      {"seat", integer, "1", "Seat", "Jurisdiction in which the intermediary is registered.", places, as_is(&L::seat)},
      {"shell", integer, "1", "Shell", "1 if the intermediary is a shell, else 0.", no_labels, as_is(&L::shell)},
      {"channel_group", integer, "1", "Channel partner's group", "Group of channel partners; -1 for used goods.", channel_groups, [](const L& lot) { return lot.channel_group == UINT16_MAX ? -1.0 : number(lot.channel_group); }},
      {"channel_place", integer, "1", "Channel partner's place", "Jurisdiction in which it stores its goods; for used goods, that of their first owner.", places, as_is(&L::channel_place)},
      {"first_sale_price", real, "USD", "Price of the first sale", "Per unit, channel partner to vendor.", no_labels, as_is(&L::first_sale_price)},
      {"supply_price", real, "USD", "Price of supply", "Per unit, intermediary to channel partner.", no_labels, as_is(&L::supply_price)},
      {"end_user_price", real, "USD", "Price to the end user", "Per unit, as ordered.", no_labels, as_is(&L::end_user_price)},
      {"hops", integer, "hops", "Hops", "Number of the lot's rows in /custody/hops.", no_labels, as_is(&L::hops)},
  };
  // clang-format on
  return table;
}

const std::vector<CustodyColumn<CustodyHop>>& custody_hop_columns() {
  using H = CustodyHop;
  // clang-format off
  static const std::vector<CustodyColumn<CustodyHop>> table{
      {"week", integer, "week", "Week", "Week of the run.", no_labels, as_is(&H::week)},
      {"event", integer, "1", "Event", "Event of the lot.", of(model::custody_event_names), as_is(&H::event)},
      {"from", integer, "1", "From", "Jurisdiction of departure, or present jurisdiction.", places, as_is(&H::from)},
      {"to", integer, "1", "To", "Jurisdiction of arrival, or present jurisdiction.", places, as_is(&H::to)},
      {"mode", integer, "1", "Mode of the lane", "Mode of a lot's departure; -1 for other events.", of(model::lane_mode_names), as_is(&H::mode)},
      {"amount", real, "USD", "Price or cost", "Per unit: the price at a change of ownership, the freight cost at a departure (with concealment on the first lane), 0 for other events.", no_labels, as_is(&H::amount)},
  };
  // clang-format on
  return table;
}

const CustodyValues& CustodyTable::column(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const CustodyValues& column) { return column.name == name; });
  if (found == columns.end()) throw std::out_of_range("no column '" + std::string(name) + "' of custody");
  return *found;
}

const std::string& CustodyTable::label(std::string_view name, std::size_t row) const {
  static const std::string none = "-";
  const auto& [n, unit, description, labels, values] = column(name);
  const double value = values[row];
  return value < 0 || value >= static_cast<double>(labels.size()) ? none : labels[static_cast<std::size_t>(value)];
}

namespace {

template <class Row>
void add_rows(std::string& page, const std::vector<CustodyColumn<Row>>& columns) {
  for (const auto& column : columns) {
    page += fmt::format("| `{}` | {} | {} | {}. {} |\n", column.name, column.unit,
                        column.type == NumberType::integer ? "integer" : "real", column.long_name, column.description);
  }
}

}  // namespace

std::string custody_markdown() {
  constexpr const char* header = "| Column | Unit | Type | Meaning |\n|---|---|---|---|\n";
  constexpr const char* keys =
      "| `replicate` | 1 | integer | Number of the replicate. |\n| `lot` | 1 | integer | {} |\n";
  std::string page = "\n## Custody\n\n";
  page +=
      "Groups `/custody/lots` and `/custody/hops` hold the chain of custody of every leaked or seized lot: one row "
      "per\n";
  page += "lot, and one row per hop. Columns of names hold row numbers into their attribute `labels`.\n\n### Lots\n\n";
  page += header + fmt::format(keys, "Number of the lot in its replicate, in the order in which chains ended.");
  add_rows(page, custody_lot_columns());
  page += "\n### Hops\n\n";
  page += header + fmt::format(keys, "Number of the lot. Hops of a lot are consecutive and in order.");
  add_rows(page, custody_hop_columns());
  return page;
}

}  // namespace entrepot::results
