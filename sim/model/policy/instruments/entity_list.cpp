// The Entity List: no supplier sells to listed intermediaries, and listed end users need a licence for every product
// that is controlled anywhere.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct EntityList {
  std::vector<std::string> intermediaries;
  std::vector<std::string> buyers;
  double share;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("intermediaries", &EntityList::intermediaries, {.optional = true, .refers_to = "intermediaries", .meaning = "Listed groups of intermediaries. A listing remains after the rule ends."});
    row("buyers", &EntityList::buyers, {.optional = true, .refers_to = "buyers", .meaning = "Listed groups of end users: presumption of denial for every product with a control status."});
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
  }
};

}  // namespace

Instrument entity_list() {
  return instrument<EntityList>({.name = "entity_list",
                                 .meaning = "Puts groups of intermediaries or end users on the Entity List.",
                                 .also = "blacklist, sanctions, affiliates rule"});
}

}  // namespace entrepot::policy
