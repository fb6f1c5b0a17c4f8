// A cap on licensed compute for each country, or for some together (the diffusion rule of January 2025, the allowance
// for the Emirates of May 2025).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct CountryCapRule {
  std::string licence;
  double h100e;
  std::vector<std::string> places;
  bool joint;
  bool per_year;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("licence", &CountryCapRule::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences are capped."});
    row("h100e", &CountryCapRule::h100e, {.unit = "H100e", .min = 0, .meaning = "Maximum compute licensed to a declared place of use since the start of the run."});
    row("places", &CountryCapRule::places, {.optional = true, .refers_to = "places", .meaning = "Places for which it holds; all if omitted."});
    row("joint", &CountryCapRule::joint, {.fallback = "false", .meaning = "Whether these places share the cap, in place of one for each."});
    row("per_year", &CountryCapRule::per_year, {.fallback = "false", .meaning = "Whether the cap is for each year of the run."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    CountryCap cap{.licence_rule = context.rule(licence), .h100e = h100e, .joint = joint, .per_year = per_year};
    cap.places.assign(context.jurisdictions.size(), places.empty() ? 1 : 0);
    for_each_place(context, places, [&](JurisdictionId j) { cap.places[j.row()] = 1; });
    contributions.country_caps.push_back(std::move(cap));
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const { return reach.no_licence(licence); }
};

}  // namespace

Instrument country_cap() {
  return instrument<CountryCapRule>(
      {.name = "country_cap",
       .meaning = "Caps licensed compute per country, or for a group of countries, in all or per year.",
       .also = "country allocation, annual quota, AI diffusion rule, allowance, phase-in, allies"});
}

}  // namespace entrepot::policy
