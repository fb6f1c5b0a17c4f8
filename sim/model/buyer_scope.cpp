#include "entrepot/model/buyer_scope.hpp"

#include <algorithm>

namespace entrepot::model {
namespace {

bool names(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

bool of_groups(const WeekContext& week, BuyerId b, const std::vector<std::string>& groups) {
  return names(groups, week.agents.buyers.group_names[week.agents.buyers.group[b]]);
}

bool of_segments(const WeekContext& week, BuyerId b, const std::vector<std::string>& segments) {
  return names(segments, scenario::segment_names.at(static_cast<std::size_t>(week.agents.buyers.segment[b])));
}

}  // namespace entrepot::model
