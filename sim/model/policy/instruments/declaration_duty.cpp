// A hub asks exporters and buyers to declare the final destination, and punishes false declarations (Singapore from
// April 2025). Local law then binds where another state's list does not.

#include "enforcement_remarks.hpp"

namespace entrepot::policy {
namespace {

struct DeclarationDuty {
  std::vector<std::string> hubs;
  double enforced_share;
  double fine_factor;

  template <class Rows>
  static void rows(Rows& row) {
    using D = DeclarationDuty;
    // clang-format off
    row("hubs", &D::hubs, {.refers_to = "places", .meaning = "Hubs that ask for the declaration."});
    row("enforced_share", &D::enforced_share, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Probability that the hub acts on a false one. Floor of its cooperation, in customs and in cases against its firms."});
    row("fine_factor", &D::fine_factor, {.unit = "ratio", .min = 0, .max = 1000, .fallback = "1", .meaning = "Factor on the fines of its firms."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    for_each_place(context, hubs, [&](JurisdictionId j) {
      at_least(contributions.levers.cooperation[j], enforced_share);
      contributions.levers.fines[j] *= fine_factor;
    });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    const auto reason = no_cooperation(reach, hubs, enforced_share);
    const bool fines = fine_factor != 1 && (reach.places(hubs) & reach.seats_of_intermediaries()).any();
    return fines ? Remark{} : reason;
  }
};

}  // namespace

Instrument declaration_duty() {
  return instrument<DeclarationDuty>(
      {.name = "declaration_duty",
       .meaning = "Makes a hub ask for the final destination and punish false declarations.",
       .also = "end-use declaration, final destination, false statement, Singapore circular"});
}

}  // namespace entrepot::policy
