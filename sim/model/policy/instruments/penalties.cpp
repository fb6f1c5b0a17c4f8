// Higher, or lower, fines for diversion.

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Penalty {
  std::vector<std::string> places;
  double factor;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using P = Penalty;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<P>>(scenario::Table<P>{
      field("places", &P::places, {.refers_to = "places", .meaning = "Where the fined firms are registered."}),
      field("factor", &P::factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = "Multiplies the fine over the value of what was diverted."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Penalty&>(rule.parameters);
  for_each_place(context, parameters.places,
                 [&](JurisdictionId j) { contributions.levers.fines[j] *= parameters.factor; });
}

}  // namespace

Instrument penalties() {
  return {"penalties", "Scales the fines for diversion.", "sanctions, punishment, deterrence", table(), contribute};
}

}  // namespace entrepot::policy
