// Small purchases need no licence (the exemption of 1,700 H100e per year in the diffusion rule of January 2025).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct LowVolumeExemption {
  std::string licence;
  double h100e_per_year;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("licence", &LowVolumeExemption::licence, {.refers_to = "rules", .meaning = "Licence requirement from which small purchases are exempt."});
    row("h100e_per_year", &LowVolumeExemption::h100e_per_year, {.unit = "H100e/year", .min = 0, .meaning = "Compute that an end user may buy per year without a licence."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    contributions.exemptions.push_back({context.rule(licence), h100e_per_year, {}});
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (h100e_per_year <= 0) return "it exempts no compute, because 'h100e_per_year' is 0";
    return reach.no_requirement(licence);
  }
};

}  // namespace

Instrument low_volume_exemption() {
  return instrument<LowVolumeExemption>(
      {.name = "low_volume_exemption",
       .meaning = "Exempts an end user's purchases from licensing up to an annual compute cap.",
       .also = "low processing performance exception, waiver"});
}

}  // namespace entrepot::policy
