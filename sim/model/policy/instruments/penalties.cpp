// Higher or lower fines for diversion.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct Penalties {
  std::vector<std::string> places;
  double factor;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("places", &Penalties::places, {.refers_to = "places", .meaning = "Where the fined firms are registered."});
    row("factor", &Penalties::factor, {.unit = "ratio", .min = 0, .max = 1000, .meaning = "Factor on the fine relative to the value diverted."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, places, [&](JurisdictionId j) { contributions.levers.fines[j] *= factor; });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (factor == 1) return "a factor of 1 leaves the fines as they are";
    if (auto reason = nobody_in(reach, places, reach.seats_of_intermediaries(), "no intermediary is registered"))
      return reason;
    const auto unfined = [](const auto& place) { return place.legal.fine_multiple <= 0; };
    if (!reach.all_of(reach.places(places) & reach.seats_of_intermediaries(), unfined)) return {};
    return fmt::format("diversion is not fined in {} (jurisdictions.*.legal.fine_multiple is 0)",
                       reach.in_words(reach.places(places)));
  }
};

}  // namespace

Instrument penalties() {
  return instrument<Penalties>(
      {.name = "penalties", .meaning = "Scales the fines for diversion.", .also = "sanctions, punishment, deterrence"});
}

}  // namespace entrepot::policy
