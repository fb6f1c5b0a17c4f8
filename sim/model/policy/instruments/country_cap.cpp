// A cap on licensed compute for each country separately (the country caps of the diffusion rule of January 2025).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct CountryCapRule {
  std::string licence;
  double h100e;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("licence", &CountryCapRule::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences are capped, separately for each place."});
    row("h100e", &CountryCapRule::h100e, {.unit = "H100e", .min = 0, .meaning = "Maximum compute licensed to a place while the cap is in force."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    contributions.country_caps.push_back({context.rule(licence), h100e});
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const { return reach.no_licence(licence); }
};

}  // namespace

Instrument country_cap() {
  return instrument<CountryCapRule>({.name = "country_cap",
                                     .meaning = "Caps licensed compute per country.",
                                     .also = "country allocation, quota, AI diffusion rule"});
}

}  // namespace entrepot::policy
