// Small purchases need no licence (the exemption of 1,700 H100e a year in the diffusion rule of January 2025).

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct LowVolume {
  std::string licence;
  double h100e_per_year;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using L = LowVolume;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<L>>(scenario::Table<L>{
      field("licence", &L::licence, {.refers_to = "rules", .meaning = "Licence requirement that small purchases are exempt from."}),
      field("h100e_per_year", &L::h100e_per_year, {.unit = "H100e/year", .min = 0, .meaning = "Compute that an end user may buy in a year without a licence."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const LowVolume&>(rule.parameters);
  contributions.exemptions.push_back({context.rule(parameters.licence), parameters.h100e_per_year});
}

}  // namespace

Instrument low_volume_exemption() {
  return {"low_volume_exemption", "Exempts an end user's purchases from licensing up to an annual compute cap.",
          "low processing performance exception, validated end user, VEU, waiver", table(), contribute};
}

}  // namespace entrepot::policy
