#pragma once
// Draws of channel partners, by size and distance.

#include <string>
#include <vector>

#include "entrepot/model/world/agents.hpp"

namespace entrepot::world {

/// Weight of trade with a partner at a distance, as in a gravity model: its size over the distance to a power.
double trade_weight(double size, double km, const scenario::Network& network);

/// Draws channel partners in proportion to their weight in trade with a place.
class PartnerDraw {
 public:
  PartnerDraw() = default;
  /// Among the partners of `groups`, or all if there are none.
  PartnerDraw(const Channels& channels, const Jurisdictions& jurisdictions, const scenario::Network& network,
              const std::vector<std::string>& groups = {});
  [[nodiscard]] bool empty() const { return running_weight_.empty(); }
  /// The partner of an agent in a place, for a uniform number; there must be one.
  [[nodiscard]] ChannelId pick(JurisdictionId place, double uniform) const;

 private:
  std::vector<std::vector<double>> running_weight_;  ///< [place][channel]; empty without channel partners
};

}  // namespace entrepot::world
