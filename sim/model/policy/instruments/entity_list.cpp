// The entity list: nobody supplies listed intermediaries, and listed end users need a licence for whatever is
// controlled anywhere.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Listing {
  std::vector<std::string> intermediaries;
  std::vector<std::string> buyers;
  double share;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using L = Listing;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<L>>(scenario::Table<L>{
      field("intermediaries", &L::intermediaries, {.optional = true, .refers_to = "intermediaries", .meaning = "Groups of intermediaries that are listed. A listing stays when the rule ends."}),
      field("buyers", &L::buyers, {.optional = true, .refers_to = "buyers", .meaning = "Groups of end users that are listed: presumption of denial for every product with a control status."}),
      field("share", &L::share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "1", .meaning = "Share of the groups' members that is listed, drawn at random."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Listing&>(rule.parameters);
  for (const auto& group : parameters.intermediaries) {
    contributions.levers.listed_intermediaries.push_back({context.self, group, parameters.share});
  }
  for (const auto& group : parameters.buyers) {
    contributions.levers.listed_buyers.push_back({context.self, group, parameters.share});
  }
}

}  // namespace

Instrument entity_list() {
  return {"entity_list", "Puts groups of intermediaries or end users on the Entity List.",
          "blacklist, sanctions, affiliates rule", table(), contribute};
}

}  // namespace entrepot::policy
