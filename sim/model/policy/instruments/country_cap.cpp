// A cap on licensed compute for each country by itself (the country caps of the diffusion rule of January 2025).

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct Cap {
  std::string licence;
  double h100e;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<Cap>>(scenario::Table<Cap>{
      field("licence", &Cap::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences are capped, in each place by itself."}),
      field("h100e", &Cap::h100e, {.unit = "H100e", .min = 0, .meaning = "Compute that may be licensed to a place while the cap is in force."})});
  // clang-format on
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const Cap&>(rule.parameters);
  contributions.country_caps.push_back({context.rule(parameters.licence), parameters.h100e});
}

}  // namespace

Instrument country_cap() {
  return {"country_cap", "Caps licensed compute per country.", "country allocation, quota, AI diffusion rule", table(),
          contribute};
}

}  // namespace entrepot::policy
