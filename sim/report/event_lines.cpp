#include "entrepot/report/event_lines.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "entrepot/model/week_context.hpp"
#include "entrepot/model/world/agent_name.hpp"

namespace entrepot::report {
namespace {

using model::Event;
using model::EventKind;
using model::WeekContext;
using nlohmann::ordered_json;

template <class Table, class AgentId>
ordered_json agent(const Table& table, AgentId id) {
  const auto name = world::agent_name(table, id);
  return {{"group", name.group}, {"number", name.number}, {"id", fmt::format("{:016x}", name.id)}};
}

bool concerns_lot(EventKind kind) {
  return kind == EventKind::lot_sets_out || kind == EventKind::lot_opened || kind == EventKind::lot_seized ||
         kind == EventKind::lot_delivered;
}

void add_goods(const WeekContext& week, const Event& event, ordered_json& line) {
  line["order"] = fmt::format("{:016x}", event.key);
  line["pathway"] = world::pathway_names[static_cast<std::size_t>(event.pathway)];
  line["product"] = week.setting.catalogue.products.names[event.product.row()];
  line["units"] = event.units;
  if (event.kind == EventKind::licence_decided || event.kind == EventKind::grey_order_taken_on)
    line["asked"] = event.asked;
  line["unit_price_usd"] = event.unit_price.dollars();
  if (event.kind == EventKind::grey_order_split) line["parts"] = event.parts;
  if (concerns_lot(event.kind)) line["barred"] = event.barred;
}

}  // namespace

void EventLines::take(const WeekContext& week, const Event& event) {
  ordered_json line{{"week", week.number},
                    {"date", week.setting.calendar.date_of(week.number).iso()},
                    {"event", model::event_names[static_cast<std::size_t>(event.kind)]}};
  if (event.product.exists()) add_goods(week, event, line);
  if (event.rule.exists()) line["rule"] = week.setting.rules.name(event.rule);
  if (event.buyer.exists()) line["buyer"] = agent(week.agents.buyers, event.buyer);
  if (event.intermediary.exists()) line["intermediary"] = agent(week.agents.intermediaries, event.intermediary);
  if (event.channel.exists()) line["channel"] = agent(week.agents.channels, event.channel);
  const auto& places = week.setting.geography.jurisdictions().names;
  if (event.from.exists()) line["from"] = places[event.from.row()];
  if (event.to.exists()) line["to"] = places[event.to.row()];
  if (event.until >= 0) line["until"] = week.setting.calendar.date_of(event.until).iso();
  if (event.kind == EventKind::case_closed) line["proved"] = event.proved;
  write_(line.dump() + "\n");
}

}  // namespace entrepot::report
