#include "partner_draw.hpp"

#include <algorithm>

#include "entrepot/core/elementary.hpp"
#include "entrepot/core/running_sum.hpp"

namespace entrepot::world {

double trade_weight(double size, double km, const scenario::Network& network) {
  return size * core::pow(std::max(km, network.home_km) / network.home_km, -network.gravity);
}

PartnerDraw::PartnerDraw(const Channels& channels, const Jurisdictions& jurisdictions, const scenario::Network& network,
                         const std::vector<std::string>& groups) {
  const auto wanted = [&](ChannelId c) {
    return groups.empty() ||
           std::find(groups.begin(), groups.end(), channels.group_names[channels.group[c]]) != groups.end();
  };
  bool any = false;
  for (const ChannelId c : Rows<ChannelId>(channels.size())) any = any || wanted(c);
  if (!any) return;
  for (const JurisdictionId place : Rows<JurisdictionId>(jurisdictions.size())) {
    auto& running = running_weight_.emplace_back();
    double total = 0;
    for (const ChannelId c : Rows<ChannelId>(channels.size())) {
      // Without gravity, places need no coordinates.
      const double km = network.gravity > 0 ? jurisdictions.distance_km(place, channels.jurisdiction[c]) : 0.0;
      running.push_back(total += wanted(c) ? trade_weight(static_cast<double>(channels.weight[c]), km, network) : 0.0);
    }
  }
}

ChannelId PartnerDraw::pick(JurisdictionId place, double uniform) const {
  return ChannelId{core::drawn_row(running_weight_[place.row()], uniform)};
}

}  // namespace entrepot::world
