// The Entity List: no supplier sells to listed intermediaries, no vendor to listed channel partners, and listed end
// users need a licence for every product that is controlled anywhere.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct EntityList {
  std::vector<std::string> intermediaries;
  std::vector<std::string> buyers;
  std::vector<std::string> channel_partners;
  double share;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("intermediaries", &EntityList::intermediaries, {.optional = true, .refers_to = "intermediaries", .meaning = "Groups of intermediaries that are listed while the rule is in force."});
    row("buyers", &EntityList::buyers, {.optional = true, .refers_to = "buyers", .meaning = "Listed groups of end users: presumption of denial for every product with a control status."});
    row("channel_partners", &EntityList::channel_partners, {.optional = true, .refers_to = "channel_partners", .meaning = "Listed groups of makers of servers and distributors: vendors under controls no longer supply them, and they sell what they have."});
    row("share", &EntityList::share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of the groups' members that are listed, drawn at random."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for (const auto& group : intermediaries) {
      contributions.levers.listed_intermediaries.push_back({context.self, group, share});
    }
    for (const auto& group : buyers) {
      contributions.levers.listed_buyers.push_back({context.self, group, share});
    }
    for (const auto& group : channel_partners) {
      contributions.levers.listed_partners.push_back({context.self, group, share});
    }
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (intermediaries.empty() && buyers.empty() && channel_partners.empty())
      return "it names no group; give it 'intermediaries', 'buyers' or 'channel_partners'";
    if (share <= 0) return "it lists nobody, because 'share' is 0";
    const auto has_members = [&](const auto& group) { return !reach.is_empty(group); };
    if (std::any_of(intermediaries.begin(), intermediaries.end(), has_members)) return {};
    if (std::any_of(channel_partners.begin(), channel_partners.end(), has_members)) return {};
    if (std::none_of(buyers.begin(), buyers.end(), has_members)) return "the groups that it lists have no members";
    if (reach.licences_exist()) return {};
    return "a listed end user needs a licence only for products that need one somewhere, and none does";
  }
};

}  // namespace

Instrument entity_list() {
  return instrument<EntityList>(
      {.name = "entity_list",
       .meaning = "Puts groups of intermediaries, channel partners or end users on the Entity List.",
       .also = "blacklist, sanctions, affiliates rule"});
}

}  // namespace entrepot::policy
