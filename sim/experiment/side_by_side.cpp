#include "side_by_side.hpp"

#include <algorithm>
#include <map>

#include "entrepot/model/world/agent_name.hpp"

namespace entrepot::experiment {
namespace {

std::vector<std::string> lane_names(const model::Setting& setting) {
  std::vector<std::string> names;
  const auto& places = setting.geography.jurisdictions().names;
  for (const LaneId id : Rows<LaneId>(setting.geography.lanes())) {
    const auto& lane = setting.geography.lane(id);
    names.push_back(fmt::format("{}-{} {}", places[lane.from.row()], places[lane.to.row()],
                                model::lane_mode_names[static_cast<std::size_t>(lane.mode)]));
  }
  return names;
}

std::vector<std::string> retail_trader_names(const world::RetailTrade& retail) {
  std::vector<std::string> names;
  for (const auto& market : retail.markets) {
    for (std::uint32_t number = 0; number < market.traders; ++number)
      names.push_back(fmt::format("{} #{}", market.name, number));
  }
  return names;
}

std::vector<StableId> ids_of_providers(const world::Buyers& buyers) {
  std::vector<StableId> ids;
  for (const BuyerId provider : buyers.providers) ids.push_back(buyers.id[provider]);
  return ids;
}

template <class Table, class AgentId>
std::string called(std::string_view kind, const Table& table, AgentId agent) {
  const auto name = world::agent_name(table, agent);
  return fmt::format("{} {} #{} ({:016x})", kind, name.group, name.number, name.id);
}

BuyerId owner_of(const world::Buyers& buyers, std::size_t contact) {
  const auto next = std::upper_bound(buyers.contact_begin.begin(), buyers.contact_begin.end(), contact);
  return BuyerId{static_cast<std::size_t>(next - buyers.contact_begin.begin()) - 1};
}

/// The name of an agent by its axis; its number where rows have no names.
std::string agent_name(const world::Agents& agents, Axis axis, std::size_t row) {
  std::string name = fmt::format("entry {}", row);
  world::for_each_agent_table(agents, [&]<class RowId>(const auto& table) {
    if (axis == axis_of<RowId>) name = called(axis_names[static_cast<std::size_t>(axis)], table, RowId{row});
  });
  return name;
}

}  // namespace

Alignment::Alignment(const model::Replicate& a, const model::Replicate& b) : a_(a), b_(b) {
  world::for_each_agent_table(a.agents(), [&]<class RowId>(const auto& in_a) {
    world::for_each_agent_table(b.agents(), [&]<class OtherId>(const auto& in_b) {
      if constexpr (std::is_same_v<RowId, OtherId>) match(axis_of<RowId>, in_a.id.cells(), in_b.id.cells());
    });
  });
  const auto& from = a.setting();
  const auto& to = b.setting();
  match(Axis::vendor, from.catalogue.vendors.names, to.catalogue.vendors.names);
  match(Axis::line, from.catalogue.lines.names, to.catalogue.lines.names);
  match(Axis::product, from.catalogue.products.names, to.catalogue.products.names);
  match(Axis::place, from.geography.jurisdictions().names, to.geography.jurisdictions().names);
  match(Axis::rule, from.rules.names(), to.rules.names());
  match(Axis::lane, lane_names(from), lane_names(to));
  match(Axis::provider, ids_of_providers(a.agents().buyers), ids_of_providers(b.agents().buyers));
  match(Axis::retail_trader, retail_trader_names(a.agents().retail), retail_trader_names(b.agents().retail));
  match_contacts();
}

template <class Key>
void Alignment::match(Axis axis, const std::vector<Key>& in_a, const std::vector<Key>& in_b) {
  std::map<Key, std::vector<std::uint32_t>> rows;
  for (std::size_t row = in_b.size(); row-- > 0;) rows[in_b[row]].push_back(static_cast<std::uint32_t>(row));
  auto& matched = b_of_a_[static_cast<std::size_t>(axis)];
  for (const Key& key : in_a) {
    auto& left = rows[key];
    matched.push_back(left.empty() ? none : left.back());
    if (!left.empty()) left.pop_back();
  }
  sizes_in_b_[static_cast<std::size_t>(axis)] = in_b.size();
}

/// Matches the k-th contact of a buyer in A with its k-th contact in B.
void Alignment::match_contacts() {
  const auto& in_a = a_.agents().buyers;
  const auto& in_b = b_.agents().buyers;
  auto& matched = b_of_a_[static_cast<std::size_t>(Axis::contact)];
  for (std::size_t buyer = 0; buyer < in_a.size(); ++buyer) {
    const auto other = this->in_b(Axis::buyer, buyer);
    for (std::size_t row = in_a.contact_begin[buyer]; row < in_a.contact_begin[buyer + 1]; ++row) {
      const std::size_t k = row - in_a.contact_begin[buyer];
      const bool exists = other != none && in_b.contact_begin[other] + k < in_b.contact_begin[other + 1];
      matched.push_back(exists ? static_cast<std::uint32_t>(in_b.contact_begin[other] + k) : none);
    }
  }
  sizes_in_b_[static_cast<std::size_t>(Axis::contact)] = in_b.first_contacts.size();
}

std::string Alignment::name(const model::Replicate& run, Axis axis, std::size_t row) {
  const auto& setting = run.setting();
  const auto& agents = run.agents();
  switch (axis) {
    case Axis::vendor:
      return "vendor " + setting.catalogue.vendors.names[row];
    case Axis::line:
      return "line " + setting.catalogue.lines.names[row];
    case Axis::product:
      return "product " + setting.catalogue.products.names[row];
    case Axis::place:
      return "place " + setting.geography.jurisdictions().names[row];
    case Axis::lane:
      return "lane " + lane_names(setting)[row];
    case Axis::rule:
      return "rule " + setting.rules.name(RuleId{row});
    case Axis::week:
      return fmt::format("week {}", row);
    case Axis::lot:
      return fmt::format("lot {}", row);
    case Axis::contact:
      return fmt::format("contact {} of {}", row - agents.buyers.contact_begin[owner_of(agents.buyers, row).row()],
                         called("buyer", agents.buyers, owner_of(agents.buyers, row)));
    case Axis::provider:
      return called("cloud", agents.buyers, agents.buyers.providers[ProviderId{row}]);
    case Axis::retail_trader:
      return "retail trader " + retail_trader_names(agents.retail)[row];
    default:
      return agent_name(agents, axis, row);
  }
}

}  // namespace entrepot::experiment
